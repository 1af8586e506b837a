"""Forecasts: estimated models of disputes, of joining, of expansion, each figure with an interval and a track record.

A forecast is never exact: every figure here rests on an `Estimate` (model, version, seed) beside the data it was made
from. The coefficients in `models/` are text, with the data they were estimated on.
"""
