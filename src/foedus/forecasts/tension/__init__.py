"""Tension between two states from streams of events.

- `streams`: events as columns, from imported datasets or from what foedus coded; `weights.toml`: what codes weigh;
- `weekly`: net tension and the four classes week by week, robust scaling;
- `changepoints`: when the level changed; `penalties.toml`: what a change must gain;
- `hawkes`: how far acts bring about further ones;
- `index`: one number with the drivers that make it.
"""
