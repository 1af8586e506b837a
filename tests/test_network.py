"""Signed networks: made from ties, read from files, and every way in which a file can be wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foedus.errors import DataError
from foedus.network import SignedNetwork
from foedus.networkfile import read_networks

HEAD = "slice,year_start,year_end,i,j,sign,note\n"


def file(tmp_path: Path, content: str | bytes) -> Path:
    path = tmp_path / "ties.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def ties(network: SignedNetwork) -> set[tuple[str, str, int]]:
    ends = zip(network.i.tolist(), network.j.tolist(), network.sign.tolist(), strict=True)
    return {(network.labels[a], network.labels[b], s) for a, b, s in ends}


def test_ties_are_undirected_sorted_and_once() -> None:
    network = SignedNetwork.of("CBA", "ACC", (1, -1, 1), nodes="Z")
    assert network.labels == ("A", "B", "C", "Z")
    assert ties(network) == {("A", "C", 1), ("B", "C", -1)}
    assert network.degrees().tolist() == [1, 1, 2, 0]
    assert (network.nodes, network.ties, network.negative) == (4, 2, 1)


@pytest.mark.parametrize(
    ("left", "right", "sign", "reason"),
    [
        ("AA", "BA", (1, 1), r"tie 2 \(A-A\): a node tied to itself"),
        ("AB", "BC", (1, 0), r"tie 2 \(B-C\): the sign is neither 1 nor -1"),
        ("ABC", "BCB", (1, 1, -1), r"tie 3 \(C-B\): the tie stands here with another sign than before"),
    ],
)
def test_ties_that_cannot_be(left: str, right: str, sign: tuple[int, ...], reason: str) -> None:
    with pytest.raises(DataError, match=reason):
        SignedNetwork.of(left, right, sign)


def test_no_tie_at_all() -> None:
    network = SignedNetwork.of("", "", (), nodes="AB")
    assert (network.nodes, network.ties) == (2, 0)
    assert SignedNetwork.of("", "", ()).nodes == 0


def test_one_tie_more_another_sign_one_less() -> None:
    network = SignedNetwork.of("AB", "BC", (1, 1))
    assert network.with_tie("C", "A", -1).sign_of("A", "C") == -1
    assert network.with_tie("A", "B", -1).sign_of("B", "A") == -1
    assert ties(network.with_tie("A", "D", 1)) == {("A", "B", 1), ("B", "C", 1), ("A", "D", 1)}
    assert network.without_tie("B", "A").labels == network.labels
    assert network.without_tie("A", "B").sign_of("A", "B") == 0
    with pytest.raises(DataError, match="tied to itself"):
        network.with_tie("A", "A", 1)


def test_slices_in_rising_order_with_their_years(tmp_path: Path) -> None:
    rows = "10,1950,1953,A,B,1,x\n2,1942,1945,B,C,-1,\n10,1950,1953,B,C,+1,\n2,1942,1945,C,B,-1,again\n"
    one, other = read_networks(file(tmp_path, HEAD + rows))
    assert one.keys == {"slice": 2, "year_start": 1942, "year_end": 1945}
    assert (ties(one.network), one.repeated) == ({("B", "C", -1)}, 1)
    assert other.keys["slice"] == 10
    assert ties(other.network) == {("A", "B", 1), ("B", "C", 1)}
    assert one.source.startswith("ties.csv (sha256 ")


def test_years_names_and_no_key_at_all(tmp_path: Path) -> None:
    years = read_networks(file(tmp_path, "year;j;i;sign\n1999;B;A;-1.0\n1998;B;A;1\n"))
    assert [one.keys for one in years] == [{"year": 1998}, {"year": 1999}]
    named = read_networks(file(tmp_path, "slice\ti\tj\tsign\nlate\tA\tB\t1\nearly\tA\tB\t1\n"))
    assert [one.keys for one in named] == [{"slice": "late"}, {"slice": "early"}]
    (whole,) = read_networks(file(tmp_path, '\ufeffi,j,sign\n"Korea, South",É,1\n'))
    assert (whole.keys, whole.network.labels) == ({}, ("Korea, South", "É"))


def test_blanks_around_a_key_are_no_part_of_it(tmp_path: Path) -> None:
    (one,) = read_networks(file(tmp_path, "slice,i,j,sign\n1,A,B,1\n 1 , A ,C,-1\n"))
    assert (one.keys, one.network.ties) == ({"slice": 1}, 2)


def test_western_european_throughout(tmp_path: Path) -> None:
    (one,) = read_networks(file(tmp_path, "i,j,sign\nÉgypte,Suède,1\n".encode("cp1252")))
    assert one.network.labels == ("Suède", "Égypte")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "no column i, j, sign"),
        ("slice,i,j\n1,A,B\n", "row 1: no column sign"),
        ("i,i,j,sign\nA,A,B,1\n", "row 1: the column i stands there twice"),
        ("i,j,sign\n", "holds a header and no ties"),
        ("i,j,sign\nA,B,1\nA,C", "row 3: 2 cells, 3 wanted; is the file cut"),
        ('i,j,sign\nA,B,1\nA,"C', "broken CSV .*; is the file whole"),
        ("i,j,sign\nA,B,1\n\nA,C,0\n", "row 4: sign '0' is neither 1 nor -1"),
        ("i,j,sign\nA,B,1\nA,C,\n", "row 3: sign '' is neither"),
        ("i,j,sign\nA,B,1\nA,,1\n", "row 3: j is empty"),
        ("i,j,sign\nA,B,1\nC,C,1\n", "row 3: C-C: a node tied to itself"),
        ("year,i,j,sign\n1,A,B,1\n2,A,B,-1\n1,B,A,-1\n", "row 4: B-A: the tie stands here with another sign"),
        ("slice,i,j,sign\n1,A,B,1\n,A,C,1\n", "row 3: slice is empty"),
        (HEAD + "1,1950,1953,A,B,1,\n1,1951,1953,A,C,1,\n", "row 3: year_start is '1951', '1950' in other rows"),
        ("i,j,sign\nÉ,B,1\n".encode() + "É,C,1\n".encode("cp1252"), "row 3: not UTF-8, while other rows are"),
    ],
)
def test_wrong_files_name_row_and_reason(tmp_path: Path, content: str | bytes, reason: str) -> None:
    with pytest.raises(DataError, match=reason) as raised:
        read_networks(file(tmp_path, content))
    assert "ties.csv" in str(raised.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be read"):
        read_networks(tmp_path / "none.csv")


CELLS = st.one_of(
    st.sampled_from(["A", "B", "1", "-1", "", '"', "9" * 5000, "\0", "É", "\r", " 1 "]), st.text(max_size=4)
)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=5).map(",".join), max_size=5), st.binary(max_size=8))
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_a_file_holds_it_is_read_or_refused(tmp_path: Path, rows: list[str], tail: bytes) -> None:
    content = "\n".join(["slice,i,j,sign", *rows]).encode("utf-8", "surrogatepass") + tail
    found, problem = (), "ties.csv"
    try:
        found = read_networks(file(tmp_path, content))
    except DataError as error:
        problem = str(error)
    assert "ties.csv" in problem
    assert all(one.network.ties for one in found)


@pytest.mark.parametrize("cut", range(1, 60))
def test_a_file_cut_anywhere_is_refused_or_shorter(tmp_path: Path, cut: int) -> None:
    """Never anything but a prefix of its ties, or one line that says what is wrong."""
    whole = "i,j,sign\nARG,BRA,1\nARG,CHL,-1\nBRA,CHL,1\nARG,PER,-1\nBRA,PER,1\n"
    try:
        (one,) = read_networks(file(tmp_path, whole[:-cut]))
    except DataError:
        return
    (full,) = read_networks(file(tmp_path, whole))
    assert ties(one.network) <= ties(full.network)
