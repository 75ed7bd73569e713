"""Analyses as tables, so that they can be filtered and sorted outside."""

from collections.abc import Iterable, Sequence

from api.chains import Office
from api.reports import notation
from api.tabular import Sheet
from graph.chains import Chain
from graph.lineage import Lineage
from graph.model import Reference
from graph.similarity import Proposal
from graph.whatif import Effect

STEPS = (
    "direction", "distance", "kind", "thing", "other", "date", "period", "words",
    "sentence_de", "sentence_en", "inferred", "claims",
)  # fmt: skip
CHAINS = ("direction", "chain", "offices", "sentence_de", "sentence_en", "inferred")
EFFECT = ("effect", "id", "rule", "kind", "severity", "subject", "sentence_de", "sentence_en")
PROPOSALS = (
    "first", "first_label", "second", "second_label", "score", "method", "shared", "fields",
    "target_groups", "same_set", "unsure",
)  # fmt: skip


def steps_table(found: Lineage) -> Sheet:
    """Return the steps of a lineage as a table."""
    rows = tuple(
        (
            each.direction, each.distance, each.kind, notation(each.thing), notation(each.other),
            each.date, notation(each.period), each.words, each.sentence.de, each.sentence.en,
            each.inferred, ";".join(each.claims),
        )
        for each in (*found.before, *found.beside, *found.after)
    )  # fmt: skip
    fields = tuple(
        (
            "beside", 1, "field", notation(each.field),
            _names(match.field for match in each.matches), each.date, "",
            each.scheme.label.de, each.sentence.de, each.sentence.en,
            all(match.inferred for match in each.matches),
            ";".join(claim for match in each.matches for claim in match.claims),
        )
        for each in found.fields
    )  # fmt: skip
    return Sheet("lineage", STEPS, (*rows, *fields))


def chains_table(found: Office) -> Sheet:
    """Return the chains from and to an office as a table."""
    rows = tuple(
        (
            direction, " > ".join(map(notation, _way(each))),
            _names(each.offices), each.sentence.de, each.sentence.en, each.inferred,
        )
        for direction, chains in (
            ("waits_for", found.view.waits_for),
            ("awaited_by", found.view.awaited_by),
        )
        for each in chains
    )  # fmt: skip
    return Sheet("chains", CHAINS, rows)


def effect_table(found: Effect) -> Sheet:
    """Return what drafts would close and open as a table."""
    parts = (
        ("closed", found.closed),
        ("opened", found.opened),
        ("own", found.own),
        ("changed", found.changed),
    )
    rows = tuple(
        (
            name, each.id, each.rule, each.kind, each.severity, notation(each.subject),
            each.sentence.de, each.sentence.en,
        )
        for name, findings in parts
        for each in findings
    )  # fmt: skip
    return Sheet("what-if", EFFECT, rows)


def proposals_table(found: Sequence[Proposal]) -> Sheet:
    """Return pairs that may mean the same as a table."""
    rows = tuple(
        (
            notation(each.first), each.first.label.de, notation(each.second), each.second.label.de,
            each.score, each.method, "; ".join(each.shared), _names(each.fields),
            _names(each.groups), each.same_set, each.unsure,
        )
        for each in found
    )  # fmt: skip
    return Sheet("similar", PROPOSALS, rows)


def _way(found: Chain) -> list[Reference]:
    return [found.links[0].dependent, *(link.prerequisite for link in found.links)]


def _names(found: Iterable[Reference]) -> str:
    return ";".join(map(notation, found))
