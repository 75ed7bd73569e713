"""Changes by SPARQL as change sets: made by the coordinator, as claims of the office."""

from collections.abc import Callable
from http import HTTPStatus

from api.intake import judged
from api.moments import Moments
from api.problems import ProblemError
from api.replies import COORDINATOR, accepted
from api.sparql.endpoint import Heard
from api.sparql.writing import Keeper
from api.tokens import Holder, Tokens
from graph.errors import QueryError
from graph.foreign.claiming import claims_of_patch, misplaced
from graph.foreign.work import Outcome


def recorder(moments: Moments, tokens: Tokens, state: Callable[[], str]) -> Keeper:
    """Return who may change the data set by SPARQL, and what becomes of it.

    ``state`` tells whether the data are still those on which a change was tried out.
    """

    def writer(headers: Heard) -> Holder:
        holder = tokens.holder(headers.get("authorization", ""))
        if holder is None:
            asking = {"WWW-Authenticate": "Bearer"}
            raise ProblemError("api.needs_token", HTTPStatus.UNAUTHORIZED, headers=asking)
        if holder.role != COORDINATOR:
            raise ProblemError("api.only_coordinator", HTTPStatus.FORBIDDEN)
        return holder

    def allow(headers: Heard) -> None:
        writer(headers)

    def record(headers: Heard, outcome: Outcome, said: str, tried_on: str) -> None:
        by, dataset = writer(headers), moments.live.dataset
        with moments.writing:
            if state() != tried_on:
                raise ProblemError("api.changed_meanwhile", HTTPStatus.CONFLICT)
            try:
                claims = claims_of_patch(dataset.store, outcome.body.decode("utf-8"), by.office)
            except QueryError as error:
                raise ProblemError(error.key, HTTPStatus.FORBIDDEN, error.values) from error
            found = judged(dataset, claims, {})
            if found.after and (wrong := misplaced(found.after, found.change)):
                key, iri = wrong
                raise ProblemError(key, HTTPStatus.UNPROCESSABLE_ENTITY, {"found": iri})
            if found.change:
                accepted(dataset, found, by, "api.message.update", said)

    return Keeper(allow, record)
