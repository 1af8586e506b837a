"""What French printers ask of every sentence of foedus: no line may begin with a mark of punctuation."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest


@pytest.mark.parametrize("name", ["wording.toml", "labels.toml"])
def test_no_breaking_space_before_high_punctuation(name: str) -> None:
    text = files("foedus").joinpath(f"lang/fr/{name}").read_text(encoding="utf-8")
    values = (line.partition(' = "')[2] for line in text.splitlines() if not line.startswith("#"))
    assert not [value for value in values if re.search(r" [:;?!»%]|« ", value.replace(" --", ""))]
