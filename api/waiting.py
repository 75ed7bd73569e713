"""What a ministry waits for and who waits for it, as the interface tells it."""

from api.conclusions import WaitAnswer, WaitingAnswer
from api.knowledge import Knowledge
from api.problems import unknown
from ontology.messages import both
from ontology.terms import thing_iri

KINDS = ("organisation", "organisation-line", "body")
_SAME = """SELECT DISTINCT ?thing ?wanted WHERE {
  ?wanted qs:identityLine?/(^qs:identityLine)? ?thing
}"""


def waiting_answer(known: Knowledge, key: str) -> WaitingAnswer:
    """Return what the office ``key`` waits for and who waits for it.

    A ministry is meant in every period, and by its identity line. Raises ``ProblemError`` for a key
    that is no office's.
    """
    office = next((found for found in known.called(key) if found.kind in KINDS), None)
    if office is None:
        raise unknown("api.unknown_thing", key, known.keys("ministries", "lines", "dependencies"))
    same = known.related(_SAME, thing_iri(office.kind, key)) | {office.iri}
    waits = known.waits().waits
    return WaitingAnswer(
        ministry=office,
        waits_for=tuple(WaitAnswer.model_validate(w) for w in waits if w.waiting.iri in same),
        awaited_by=tuple(WaitAnswer.model_validate(w) for w in waits if w.awaited.iri in same),
        note=both("api.waiting.note"),
    )
