"""The command line as a user meets it: arguments in, exit code and both streams out."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from foedus.cli import main


@dataclass(frozen=True)
class Outcome:
    """What a run left: its exit code, standard output, standard error."""

    exit: int
    out: str
    err: str

    def one_line(self) -> str:
        """The only line on stderr; fails if there is another, or anything on stdout, or a traceback."""
        lines = self.err.splitlines()
        assert len(lines) == 1, self.err
        assert self.out == ""
        assert "Traceback" not in self.err
        return lines[0]


Run = Callable[..., Outcome]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `foedus` with these arguments, through the same door as the installed command."""

    def call(*arguments: object, stdin: bytes = b"") -> Outcome:
        monkeypatch.setattr("sys.argv", ["foedus", *map(str, arguments)])
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main()
        captured = capsys.readouterr()
        return Outcome(int(left.value.code or 0), captured.out, captured.err)

    return call
