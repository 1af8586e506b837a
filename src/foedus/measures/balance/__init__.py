"""Structural balance of a signed network: triads, walks, frustration, and what one new tie does to third states.

`triads` counts triangles by their signs, `walks` weighs closed walks, `frustration` finds the fewest ties that keep
the network from falling into two camps, with a proof.
"""
