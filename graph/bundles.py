"""Open recommendations bundled by field and target group, as drafts to reckon with."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from graph.backing import text_of
from graph.cover import Cover, smallest_cover
from graph.coverage import RULE
from graph.drafts import Answer, Draft
from graph.finding import Finding
from graph.references import references
from graph.selection import one_of
from graph.store import Store
from graph.whatif import weights
from ontology.messages import both
from ontology.vocabulary import Text

_PLACES = """SELECT ?recommendation ?field ?group WHERE {{
  {recommendations}
  ?recommendation qs:field ?field .
  OPTIONAL {{ ?recommendation qs:targetGroup ?group }}
}} ORDER BY ?field ?group ?recommendation"""


@dataclass(frozen=True, slots=True)
class Bundle:
    """One draft for all open recommendations of a field and target group, and the gaps it closes.

    It has neither a lead nor dates: somebody responsible would have to decide on both.
    """

    label: Text
    draft: Draft
    gaps: frozenset[str]


@dataclass(frozen=True, slots=True)
class BundleCover:
    """The bundles that ``cover`` chose, in its order; ``note`` says that this is no proposal."""

    bundles: tuple[Bundle, ...]
    cover: Cover
    note: Text


def bundles(store: Store, found: Iterable[Finding]) -> dict[str, Bundle]:
    """Return by a key one bundle per field and target group of the open recommendations ``found``.

    A recommendation with several fields or groups is in several bundles, one without a target
    group in that of its field alone.
    """
    gaps = {f.subject.iri: f.id for f in found if f.rule == RULE and not f.life.rests}
    together: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in store.select(_PLACES.format(recommendations=one_of("recommendation", gaps))):
        place = text_of(row["field"]), text_of(row["group"])
        together[place].append(text_of(row["recommendation"]))
    named = references(store, {iri for place in together for iri in place if iri})
    made = {}
    for (field, group), asked in together.items():
        parts = [named[iri] for iri in (field, group) if iri]
        label = Text(
            *(" – ".join(p.label.in_language(lang) for p in parts) for lang in ("de", "en"))
        )
        draft = Draft(
            title=label.de,
            fields=(field,),
            target_groups=(group,) if group else (),
            answers=tuple(Answer(recommendation) for recommendation in asked),
        )
        key = "/".join(part.key for part in parts)
        made[key] = Bundle(label, draft, frozenset(gaps[iri] for iri in asked))
    return made


def bundle_cover(store: Store, found: Iterable[Finding], share: float) -> BundleCover:
    """Return the fewest bundles that close ``share`` of the severity of open recommendations.

    Raises ``InputError`` for a share outside (0, 1].
    """
    every = list(found)
    open_asked = [finding for finding in every if finding.rule == RULE]
    made = bundles(store, open_asked)
    gaps = {key: bundle.gaps for key, bundle in made.items()}
    cover = smallest_cover(weights(open_asked), gaps, share)
    return BundleCover(tuple(made[key] for key in cover.chosen), cover, both("whatif.bundle"))
