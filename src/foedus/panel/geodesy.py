"""Distances on the earth's ellipsoid, for many points at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[np.float64]]

__all__ = ["FLATTENING", "RADIUS", "geodesics"]

RADIUS = 6_378_137.0
"""The equatorial radius of WGS 84, in metres."""
FLATTENING = 1 / 298.257223563
"""The flattening of WGS 84."""

HALVINGS, NODES = 52, 8


def geodesics(lat: Array, lng: Array) -> Array:
    """The geodesic distances between all pairs of places, in km, a matrix; `lat` and `lng` in degrees.

    The azimuth at the first point is found by bisection, in which the longitude reached is monotonic; longitude and
    length are integrals over the auxiliary sphere (Bessel 1825; Karney 2013, equations 5, 8 and 9), summed by Gauss
    and Legendre. So it converges for nearly opposite points, where Vincenty's iteration does not.
    """
    import numpy as np

    one, two = np.triu_indices(len(lat), 1)
    km = np.zeros((len(lat), len(lat)))
    km[one, two] = km[two, one] = _lengths(lat[one], lat[two], np.abs(lng[one] - lng[two])) / 1000
    return km


def _lengths(lat1: Array, lat2: Array, apart: Array) -> Array:
    """Metres, from two latitudes and the difference of longitudes, all in degrees."""
    import numpy as np

    apart = np.radians(np.minimum(apart % 360, 360 - apart % 360))
    low, high = _canonical(np.radians(lat1), np.radians(lat2))
    left, right = np.zeros_like(apart), np.full_like(apart, np.pi)
    for _ in range(HALVINGS):
        middle = (left + right) / 2
        short = _reached(low, high, middle)[0] < apart
        left, right = np.where(short, middle, left), np.where(short, right, middle)
    equator = (low == 0) & (high == 0) & (apart <= (1 - FLATTENING) * np.pi)  # there the geodesic is the equator
    length: Array = np.where(equator, RADIUS * apart, _reached(low, high, (left + right) / 2)[1])
    return length


def _canonical(one: Array, two: Array) -> tuple[Array, Array]:
    """Reduced latitudes in an order that distance does not see: the first in the south, and no nearer the equator."""
    import numpy as np

    swapped = np.abs(one) < np.abs(two)
    low, high = np.where(swapped, two, one), np.where(swapped, one, two)
    sign = np.where(low > 0, -1.0, 1.0)
    reduced = [np.arctan((1 - FLATTENING) * np.tan(sign * latitude)) for latitude in (low, high)]
    return reduced[0], reduced[1]


def _reached(low: Array, high: Array, azimuth: Array) -> tuple[Array, Array]:
    """From the first latitude at an azimuth until the second is reached northwards: longitude gone, metres."""
    import numpy as np

    sine0 = np.sin(azimuth) * np.cos(low)
    cosine0 = np.hypot(np.cos(azimuth), np.sin(azimuth) * np.sin(low))
    there = np.cos(azimuth) * np.cos(low)
    inner = there**2 + np.where(np.abs(low) == np.abs(high), 0, np.cos(high) ** 2 - np.cos(low) ** 2)
    arrive = np.sqrt(np.maximum(inner, 0))
    start, stop = np.arctan2(-np.abs(np.sin(low)), there), np.arctan2(np.sin(high), arrive)
    turned = np.arctan2(sine0 * np.sin(stop), np.cos(stop)) - np.arctan2(sine0 * np.sin(start), np.cos(start))
    longitude, length = _integrals(start, stop, cosine0)
    return turned - FLATTENING * sine0 * longitude, (1 - FLATTENING) * RADIUS * length


def _integrals(start: Array, stop: Array, cosine0: Array) -> tuple[Array, Array]:
    import numpy as np

    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    second = (1 - (1 - FLATTENING) ** 2) / (1 - FLATTENING) ** 2 * cosine0**2  # k squared
    half = (stop - start) / 2
    longitude, length = np.zeros_like(start), np.zeros_like(start)
    for node, weight in zip(nodes, weights, strict=True):
        root = np.sqrt(1 + second * np.sin((start + stop) / 2 + half * node) ** 2)
        longitude += weight * (2 - FLATTENING) / (1 + (1 - FLATTENING) * root)
        length += weight * root
    return longitude * half, length * half
