"""Pairs that may mean the same: proposed by likeness, judged by a person, and kept."""

from api.asked import JudgementSent
from api.intake import judged
from api.knowledge import Knowledge
from api.places import reference_named
from api.replies import accepted
from api.tokens import Holder
from graph.judgement import Judgement, claim_of
from graph.similarity import Kind, Proposal, proposals


def similar(known: Knowledge, kind: Kind) -> list[Proposal]:
    """Return the pairs of ``kind`` that nobody has decided on, the likeliest first."""
    return known.kept(("similar", kind), lambda: list(proposals(known.store, kind)))


def judge(known: Knowledge, sent: JudgementSent, by: Holder) -> list[Proposal]:
    """Record what ``by`` says about a pair; return the pairs of its kind still to judge.

    Raises ``ProblemError`` for things nobody knows and a pair that cannot be judged.
    """
    first, second = (
        reference_named(known, name, getattr(sent, name)) for name in ("first", "second")
    )
    said = Judgement(first.iri, second.iri, sent.verdict, by.office, known.today, sent.reason)
    found = judged(known.dataset, [claim_of(said, visibility="public")], {})
    accepted(known.dataset, found, by, "api.message.judgement")
    return similar(known, "measures" if first.kind == "measure" else "recommendations")
