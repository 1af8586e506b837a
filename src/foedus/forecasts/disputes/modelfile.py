"""A model as a file: text that a reader can check, with the data it was made from, and a hash that tells whether anyone
changed it.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from math import log
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from ...datasets.citing import Source
from ...errors import DataError
from .effects import Effects
from .evaluating import Judged
from .features import KNOWN
from .logit import Logit, linear
from .trees import Tree, margin

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

__all__ = [
    "FORMAT",
    "KNOT",
    "PLACES",
    "SHIPPED",
    "Aged",
    "Base",
    "Model",
    "Spread",
    "Weights",
    "hash_of",
    "read",
    "shipped",
    "weights_of",
    "write",
]

FORMAT: Final = 2
"""Raised whenever the content means something else: files of another format are refused."""

KNOT: Final = log(0.05 / 0.95)
"""Log odds at which the calibration of old histories bends: of high forecasts most comes to nothing. Chosen from .02,
.05 and .1 on years up to 2000."""
PLACES: Final = (log(0.01 / 0.99), log(0.1 / 0.9))
"""Log odds below and above which the variance between classes stays as it is there."""

SHIPPED: Final = Path(__file__).parents[1] / "models" / "dispute.json"


class Weights(msgspec.Struct, frozen=True):
    """A logit: inputs less `mean` over `scale`, coefficients (the intercept first), and the lower triangle of their
    covariance, row by row."""

    columns: tuple[str, ...]
    mean: tuple[float, ...]
    scale: tuple[float, ...]
    coef: tuple[float, ...]
    covariance: tuple[tuple[float, ...], ...]

    @property
    def logit(self) -> Logit:
        """The same as arrays."""
        import numpy as np

        return Logit(*(np.array(values) for values in (self.mean, self.scale, self.coef)))

    def sampling(self, inputs: Array) -> Array:
        """The variance of the log odds of each row by the sampling of the coefficients."""
        import numpy as np

        size = len(self.coef)
        covariance = np.zeros((size, size))
        for place, row in enumerate(self.covariance):
            covariance[place, : place + 1] = covariance[: place + 1, place] = row
        design = np.column_stack([np.ones(len(inputs)), (inputs - np.array(self.mean)) / np.array(self.scale)])
        found: Array = np.maximum(((design @ covariance) * design).sum(axis=1), 0)
        return found


def weights_of(columns: tuple[str, ...], found: Logit, covariance: Array) -> Weights:
    """A logit and the covariance of its coefficients, as a model file has them."""
    lower = tuple(tuple(row[: place + 1].tolist()) for place, row in enumerate(covariance))
    mean, scale, coef = (tuple(values.tolist()) for values in (found.mean, found.scale, found.coef))
    return Weights(columns, mean, scale, coef, lower)


class Base(msgspec.Struct, frozen=True):
    """How often a dispute began in a year between pairs of a kind, in the last years of training."""

    kind: str
    recent: bool
    rows: int
    onsets: int


class Aged(msgspec.Struct, frozen=True):
    """What log odds from a history `age` years old are worth: `shift` + `slope` times them + `bend` times what they
    have above `KNOT` fits what came true. Had the disputes since been known, half of such forecasts (each counted by
    its probability) would have had their odds changed by a factor of more than `half`, a tenth by more than `tenth`."""

    age: int
    shift: float = 0.0
    slope: float = 1.0
    bend: float = 0.0
    half: float = 1.0
    tenth: float = 1.0

    def calibrated(self, eta: Array) -> Array:
        """Log odds from such a history as what they are worth."""
        import numpy as np

        found: Array = self.shift + self.slope * eta + self.bend * np.maximum(eta - KNOT, 0)
        return found


class Spread(msgspec.Struct, frozen=True):
    """How far what came true lay from what was expected, beyond chance: logs of the variances of a factor of the odds
    whose mean is one. The log of such a factor, if it is normal, has the variance log(1 + that).

    Of classes of pairs (region, kind, probability, five years): `classes` + `by_place` times the log odds within
    `PLACES` + `by_age` times log(1 + years of the history's age); of whole years: `years` + `years_by_age` times that.
    """

    classes: float
    by_place: float
    by_age: float
    years: float
    years_by_age: float

    @staticmethod
    def place(p: Array) -> Array:
        """Log odds of probabilities, within what was measured well."""
        import numpy as np

        found: Array = np.clip(np.log(p / (1 - p)), *PLACES)
        return found

    def variance(self, p: Array, age: int) -> Array:
        """The variance of the log odds of forecasts of a probability from a history of an age."""
        import numpy as np

        old = np.log1p(age)
        of_class = np.exp(self.classes + self.by_place * self.place(p) + self.by_age * old)
        found: Array = np.log1p(of_class) + np.log1p(np.exp(self.years + self.years_by_age * old))
        return found


class Model(msgspec.Struct, frozen=True):
    """The dispute model.

    `full` looks at everything, `bare` at geography and power alone, for where no history is imported, with the
    `effects` of states and pairs that past disputes taught. `drift`: the variance that the log of the level gains in a
    year without outcomes; `aged`: what a history some years old is worth; `spread`: how wrong calibrated forecasts may
    be for classes of pairs and for years. `bases` are over `base_years`. `record`: how it did on years that it had not
    seen; `bare_record`: how the bare one with its effects did. `trees`: of the boosted model, which speak in place of
    `full` where there are any; how sure the coefficients are is then still that of `full`.
    """

    model: str
    format: int
    foedus: str
    label: str
    trained: tuple[int, int]
    rows: int
    onsets: int
    seed: int
    draws: int
    penalty: float
    full: Weights
    bare: Weights
    effects: Effects
    drift: float
    aged: tuple[Aged, ...]
    spread: Spread
    base_years: tuple[int, int]
    bases: tuple[Base, ...]
    record: tuple[Judged, ...]
    bare_record: tuple[Judged, ...]
    sources: tuple[Source, ...]
    trees: tuple[Tree, ...] | msgspec.UnsetType = msgspec.UNSET
    sha256: str = ""

    def eta(self, inputs: Array) -> Array:
        """The log odds of rows of the columns of `full`, at the level of the training years."""
        return linear(self.full.logit, inputs) if self.trees is msgspec.UNSET else margin(self.trees, inputs)

    def aged_at(self, age: int) -> Aged:
        """What a history of an age is worth, between those measured; as the oldest of them if older."""
        import numpy as np

        held = (Aged(0), *self.aged)
        fields = Aged.__struct_fields__[1:]
        ages = [one.age for one in held]
        return Aged(age, *(float(np.interp(age, ages, [getattr(one, f) for one in held])) for f in fields))

    @property
    def version(self) -> str:
        """What an `Estimate` says of it: training years and the start of its hash."""
        return f"{self.trained[0]}-{self.trained[1]}, {self.sha256[:12]}"


def hash_of(model: Model) -> str:
    """The hash of everything but the hash, as compact JSON."""
    bare = msgspec.structs.replace(model, sha256="")
    return hashlib.sha256(msgspec.json.encode(bare)).hexdigest()


def write(model: Model) -> str:
    """A model as the text of its file, the hash made anew."""
    whole = msgspec.json.encode(msgspec.structs.replace(model, sha256=hash_of(model)))
    return _PLAIN.sub(lambda held: BREAK.sub(" ", held[0]), msgspec.json.format(whole).decode()) + "\n"


BREAK: Final = re.compile(r"\n\s*")
_PLAIN: Final = re.compile(r"\[[^][{}\"]*\]")
"""A list of numbers: it stands on one line."""


def read(path: Path) -> Model:
    """A model from its file. Raises DataError if it cannot be read, is of another format, has a wrong hash or names
    columns that this version does not know."""
    try:
        content = path.read_bytes()
        head = msgspec.json.decode(content, type=Head)
    except OSError as error:
        raise DataError(f"{path} cannot be read ({error.strerror or error}); give a model file") from error
    except msgspec.DecodeError as error:
        raise DataError(f"{path} is not a model file ({error}); make one: foedus model train -o FILE") from error
    if head.model != "dispute" or head.format != FORMAT:
        raise DataError(
            f"{path} is a {head.model} model of format {head.format}, this foedus reads dispute models of format"
            f" {FORMAT}; make one: foedus model train -o FILE"
        )
    try:
        model = msgspec.json.decode(content, type=Model)
    except msgspec.DecodeError as error:
        raise DataError(f"{path} is not a whole model file ({error}); make one: foedus model train -o FILE") from error
    if hash_of(model) != model.sha256:
        raise DataError(
            f"{path} was changed since it was made (its hash does not fit); make one: foedus model train -o FILE"
        )
    if unknown := [c for c in (*model.full.columns, *model.bare.columns) if c not in KNOWN]:
        raise DataError(f"{path} names the column {unknown[0]}, which this foedus does not know; train it again")
    return model


class Head(msgspec.Struct, frozen=True):
    """What tells the kind of a file."""

    model: str
    format: int


@lru_cache(maxsize=1)
def shipped() -> Model:
    """The model of the package."""
    return read(SHIPPED)
