"""How urgent a finding is, with every part of the number and its reason."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from graph.finding import SeverityPart
from ontology.vocabulary import Text

LOWEST, HIGHEST = 1, 4


@dataclass(frozen=True, slots=True)
class Scale:
    """The reason for a rule's own value, and the parts that can be added, by name."""

    base: Text
    parts: dict[str, SeverityPart]


@cache
def scale() -> Scale:
    """Return the scale in ``ontology/severity.toml``."""
    given = tomllib.loads(files("ontology").joinpath("severity.toml").read_text(encoding="utf-8"))
    parts = {
        name: SeverityPart(part["points"], Text(part["de"], part["en"]))
        for name, part in given["parts"].items()
    }
    return Scale(Text(given["base"]["de"], given["base"]["en"]), parts)


def severity(base: int, present: set[str]) -> tuple[int, tuple[SeverityPart, ...]]:
    """Return a number from 1 to 4 and its parts: ``base``, and each part named in ``present``."""
    own = SeverityPart(base, scale().base)
    added = [part for name, part in scale().parts.items() if name in present]
    total = sum(part.points for part in (own, *added))
    return min(max(total, LOWEST), HIGHEST), (own, *added)
