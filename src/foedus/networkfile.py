"""Signed networks of the user's own: a CSV file with the columns i, j, sign and, for several, slice or year."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from pathlib import Path

import numpy as np

from .errors import DataError
from .network import Ints, SignedNetwork, wrong_tie

__all__ = ["Slice", "read_networks"]

NEEDED = ("i", "j", "sign")
KEYS = ("slice", "year")
SPAN = ("year_start", "year_end")
DIGITS = 19  # a longer number is a name
SIGNS = {"1": 1, "+1": 1, "1.0": 1, "-1": -1, "-1.0": -1}


@dataclass(frozen=True, eq=False)
class Slice:
    """One network of a file: what names it (`slice` or `year` and, where given, `year_start` and `year_end`; empty if
    the file has no such column), how many of its ties stood there more than once, and the file with the start of its
    hash."""

    keys: dict[str, int | str]
    network: SignedNetwork
    repeated: int
    source: str


def read_networks(path: Path) -> tuple[Slice, ...]:
    """The networks of a file, by slice or year in rising order (as they come, if they are no numbers); one without.

    Other columns are left aside. Commas, semicolons or tabs; UTF-8 or, throughout, Western European. Raises DataError
    with file, row (the header is row 1) and reason for a file that cannot be read, misses a column, is cut, or has a
    tie that cannot be: no label, a loop, a sign that is neither 1 nor -1, the same tie with two signs in one slice.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DataError(f"{path} cannot be read ({error.strerror or error}); give a CSV file of ties") from error
    table = _table(path, _text(path, content))
    return _slices(table, f"{path.name} (sha256 {sha256(content).hexdigest()[:16]})")


@dataclass(frozen=True)
class _Table:
    """The cells by column, and the rows of the file that are empty."""

    path: Path
    columns: dict[str, Sequence[str]]
    empty: Sequence[int]

    def fail(self, place: int, reason: str) -> DataError:
        """The error of the line at a place (from 0), by its row in the file."""
        row = place + 2
        for empty in self.empty:
            row += empty <= row
        return DataError(f"{self.path}, row {row}: {reason}")


def _text(path: Path, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        lines = content.splitlines()
        kinds = {_is_utf8(line) for line in lines if not line.isascii()}
        if len(kinds) > 1:
            row = next(k for k, line in enumerate(lines, 1) if not _is_utf8(line))
            raise DataError(f"{path}, row {row}: not UTF-8, while other rows are; save the file as UTF-8") from error
        return content.decode("cp1252", errors="replace")


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _table(path: Path, text: str) -> _Table:
    """The cells of a file. Raises DataError for a column missing, broken CSV, or a row of another length."""
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True)
    empty: list[int] = []
    try:
        header = [cell.strip() for cell in next(reader, [])]
        _right_header(path, header)
        cells = [*chain.from_iterable(_whole_rows(path, reader, len(header), empty))]
    except csv.Error as error:
        raise DataError(f"{path}: broken CSV ({error}); is the file whole?") from error
    if not cells:
        raise DataError(f"{path} holds a header and no ties")
    return _Table(path, {name: cells[k :: len(header)] for k, name in enumerate(header)}, empty)


def _whole_rows(path: Path, rows: Iterable[list[str]], width: int, empty: list[int]) -> Iterator[list[str]]:
    """The rows that have so many cells; those without any are noted. Raises DataError for any other."""
    for number, row in enumerate(rows, 2):
        if len(row) == width:
            yield row
        elif row:
            raise DataError(f"{path}, row {number}: {len(row)} cells, {width} wanted; is the file cut?")
        else:
            empty.append(number)


def _right_header(path: Path, header: list[str]) -> None:
    missing = [name for name in NEEDED if name not in header]
    if missing:
        raise DataError(f"{path}, row 1: no column {', '.join(missing)}; wanted: slice or year (optional), i, j, sign")
    twice = [name for name in (*NEEDED, *KEYS, *SPAN) if header.count(name) > 1]
    if twice:
        raise DataError(f"{path}, row 1: the column {twice[0]} stands there twice")


def _slices(table: _Table, source: str) -> tuple[Slice, ...]:
    one, other, labels = _ends(table)
    sign = _signs(table)
    key = next((name for name in KEYS if name in table.columns), "")
    if not key:
        return (_slice(table, {}, np.arange(len(sign)), (one, other, sign), labels, source),)
    column = [*map(str.strip, table.columns[key])]
    if "" in column:
        raise table.fail(column.index(""), f"{key} is empty")
    number = {text: k for k, text in enumerate(_rising(dict.fromkeys(column)))}
    group = np.fromiter(map(number.__getitem__, column), dtype=np.int64, count=len(sign))
    order = np.argsort(group, kind="stable")
    parts = np.split(order, np.cumsum(np.bincount(group))[:-1])
    return tuple(_slice(table, _keys(table, key, part), part, (one, other, sign), labels, source) for part in parts)


def _ends(table: _Table) -> tuple[Ints, Ints, list[str]]:
    left, right = ([*map(str.strip, table.columns[name])] for name in ("i", "j"))
    labels = sorted({*left, *right})
    if labels[0] == "":
        name, column = ("i", left) if "" in left else ("j", right)
        raise table.fail(column.index(""), f"{name} is empty")
    place = {label: k for k, label in enumerate(labels)}
    one, other = (np.fromiter(map(place.__getitem__, c), dtype=np.int64, count=len(c)) for c in (left, right))
    return one, other, labels


def _signs(table: _Table) -> Ints:
    column = [*map(str.strip, table.columns["sign"])]
    unknown = set(column) - SIGNS.keys()
    if unknown:
        place = next(k for k, text in enumerate(column) if text in unknown)
        raise table.fail(place, f"sign {column[place]!r} is neither 1 nor -1")
    return np.fromiter(map(SIGNS.__getitem__, column), dtype=np.int64, count=len(column))


def _rising(texts: Iterable[str]) -> list[str]:
    found = [*texts]
    return sorted(found, key=int) if all(map(_whole, found)) else found


def _whole(text: str) -> bool:
    return len(text) < DIGITS and text.strip().removeprefix("-").isdecimal()


def _keys(table: _Table, key: str, part: Ints) -> dict[str, int | str]:
    """What names a slice; its years too, where each of its rows gives the same."""
    found: dict[str, int | str] = {}
    for name in (key, *(s for s in SPAN if s in table.columns)):
        column = table.columns[name]
        text = column[part[0]].strip()
        odd = next((k for k in part.tolist() if column[k].strip() != text), None)
        if odd is not None:
            raise table.fail(odd, f"{name} is {column[odd]!r}, {text!r} in other rows of the same {key}")
        found[name] = int(text) if _whole(text) else text
    return found


def _slice(
    table: _Table,
    keys: dict[str, int | str],
    part: Ints,
    ties: tuple[Ints, Ints, Ints],
    labels: list[str],
    source: str,
) -> Slice:
    one, other, sign = (column[part] for column in ties)
    found = wrong_tie(one, other, sign)
    if found:
        place = int(part[found[0]])
        raise table.fail(place, f"{labels[one[found[0]]]}-{labels[other[found[0]]]}: {found[1]}")
    used = np.zeros(len(labels), dtype=bool)
    used[one] = used[other] = True
    packed = np.cumsum(used) - 1
    mine = [labels[k] for k in np.flatnonzero(used).tolist()]
    network = SignedNetwork.simple(mine, packed[one], packed[other], sign)
    return Slice(keys, network, len(part) - network.ties, source)
