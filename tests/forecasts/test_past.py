"""What imported tables say year by year: which year ends a table, and what is carried on."""

from __future__ import annotations

import numpy as np

from foedus.forecasts.past import FIRST, Grid, last_of_most


def rows(*cells: tuple[int, int, float]) -> dict[str, np.ndarray]:
    codes, years, values = zip(*cells, strict=True)
    return {"ccode": np.array(codes), "year": np.array(years), "value": np.array(values)}


TABLE = rows((2, 1990, 1.0), (2, 1991, 2.0), (20, 1991, 3.0), (200, 1991, 4.0), (200, 1993, 5.0), (315, 1950, 9.0))


def test_a_table_ends_where_the_values_of_most_states_end() -> None:
    assert last_of_most(TABLE) == 1991
    assert last_of_most(rows((2, 2022, 0.1), (20, 2022, 0.1), (315, 1992, 0.2))) == 2022


def test_a_last_value_is_carried_on_and_a_later_one_prevails() -> None:
    made = Grid(np.array([2, 20, 200, 315]), 1995).yearly(TABLE, 1991)
    years = {year: made[year - FIRST] for year in (1990, 1992, 1993, 1995)}
    assert years[1992][:3].tolist() == [2.0, 3.0, 4.0]
    assert years[1993][:3].tolist() == [2.0, 3.0, 5.0]
    assert years[1995][:3].tolist() == [2.0, 3.0, 5.0]
    assert np.isnan([years[1990][1], years[1995][3]]).all()
