"""Trade of states and between two."""

from __future__ import annotations

from pathlib import Path

from .tables import brought, put, rows


def test_national(home: Path, tmp_path: Path) -> None:
    put(
        tmp_path / "in",
        "National_COW_4.0.csv",
        """
        statename,stateabb,ccode,year,imports,exports,alt_imports,alt_exports,source1,source2,version
        United States of America,USA,2,2014,434.06,-9,,,205,205,4
        Canada,CAN,20,2014,.5,0,,,205,205,4
    """,
    )
    report = brought(tmp_path / "in")
    assert "trade 4.0, state_years, 2 rows, speaks for 1870-2014" in report.took[0]
    assert rows("trade", "state_years", "ccode", "imports", "exports") == [(2, 434.06, None), (20, 0.5, 0.0)]


def test_dyadic(home: Path, tmp_path: Path) -> None:
    put(
        tmp_path / "in",
        "Dyadic_COW_4.0.csv",
        """
        ccode1,ccode2,year,importer1,importer2,flow1,flow2,smoothflow1,smoothflow2,smoothtotrade,spike1,spike2,dip1,dip2,trdspike,tradedip,bel_lux_alt_flow1,bel_lux_alt_flow2,china_alt_flow1,china_alt_flow2,source1,source2,version
        2,20,1920,United States of America,Canada,611.86,735.48,611.86,735.48,1347.34,0,0,0,0,0,0,,,,,1,1,4
        2,20,2014,United States of America,Canada,-9,0,-9,0,-9,-9,-9,-9,-9,-9,-9,,,,,-9,-9,4
    """,
    )
    brought(tmp_path / "in")
    found = rows("trade", "dyad_years", "ccode1", "ccode2", "year", "flow1", "flow2", "smoothtotrade")
    assert found == [(2, 20, 1920, 611.86, 735.48, 1347.34), (2, 20, 2014, None, 0.0, None)]
