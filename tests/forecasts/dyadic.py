"""Small lists of disputes, in the layout of Gibler, Miller and Little's directed dyads."""

from __future__ import annotations

from pathlib import Path

from foedus.datasets.importing import import_folder

__all__ = ["disputes"]

DYADIC = (
    "dispnum,ccode1,ccode2,year,midongoing,midonset,sidea1,sidea2,revstate1,revstate2,revtype11,revtype12,revtype21,"
    "revtype22,fatality1,fatality2,fatalpre1,fatalpre2,hiact1,hiact2,hostlev1,hostlev2,orig1,orig2,hiact,hostlev,mindur,"
    "maxdur,outcome,settle,fatality,fatalpre,stmon,endmon,recip,numa,numb,ongo2010,version\n"
)


def disputes(home: Path, *rows: tuple[int, int, int, int]) -> None:
    """Disputes: the state that acts first, its opponent, the year, how far it went. One in 1816 and one in 2010, so
    that the file speaks of these years."""
    lines = []
    for number, (one, other, year, level) in enumerate((*rows, (200, 220, 1816, 2), (200, 220, 2010, 2)), 1):
        for a, b, side in ((one, other, 1), (other, one, 0)):
            head = (
                f"{number},{a},{b},{year},1,1,{side},{1 - side},0,0,0,0,0,0,0,0,0,0,7,7,{level},{level},1,1,7,{level}"
            )
            lines.append(f"{head},1,1,1,1,0,0,1,1,0,1,1,0,2.2.1\n")
    (home / "files").mkdir()
    (home / "files" / "gml_dirdisp.csv").write_text(DYADIC + "".join(lines), encoding="utf-8")
    assert import_folder(home / "files").took
