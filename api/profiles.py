"""Content negotiation by profile: which selection of what is known, in whose words and which form.

After https://www.w3.org/TR/dx-prof-conneg/: by ``Accept-Profile``, or by the query arguments
``_profile`` and ``_mediatype``; a profile is named by its IRI or its token.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus

from fastapi import Request, Response

from api.addresses import Addresses
from api.linked import Node, forms_of, in_order, statement_forms, statements_about
from api.negotiation import HTML, TURTLE, Form, weighted
from api.problems import ProblemError
from api.representation import FORM, Makers, fitting, no_form, represented
from graph.store import Store
from ontology.profiles import ALTERNATES, FOREIGN, PLAIN, Profile
from viz import terms
from viz.frame import Frame

PROFILE, MEDIA_TYPE = "_profile", "_mediatype"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
CONTEXT = {
    "altr": "http://www.w3.org/ns/dx/connegp/altr#",
    "dcterms": "http://purl.org/dc/terms/",
}
IS_PROFILE = "http://www.w3.org/ns/dx/prof/Profile"


@dataclass(frozen=True, slots=True)
class Offer:
    """A profile in a form, and how it is made."""

    profile: Profile
    form: Form
    make: Callable[[], str | bytes | Response] = field(compare=False)


def offered(profile: Profile, makers: Makers) -> list[Offer]:
    """Return what ``makers`` make as offers of ``profile``."""
    return [Offer(profile, form, make) for form, make in makers.items()]


def statement_offers(
    store: Store, iris: Sequence[str], class_iri: str, here: Addresses
) -> list[Offer]:
    """Return what is in force about ``iris``, plain and, of the first, in the words of others."""

    def foreign(profile: Profile) -> Makers:
        given = {"thing": iris[0]}
        return statement_forms(lambda: in_order(store.construct(profile.query, given)), here)

    plain = statement_forms(lambda: statements_about(store, iris), here)
    fits = (profile for profile in FOREIGN if profile.fits(class_iri))
    return offered(PLAIN, plain) + [each for one in fits for each in offered(one, foreign(one))]


@dataclass(frozen=True, slots=True)
class Subject:
    """What is asked about: its IRI and class, what it is called, and where the answer stands."""

    iri: str
    class_iri: str
    title: str
    frame: Frame
    here: Addresses

    def place(self, offer: Offer) -> str:
        """Return the address of ``offer`` on this host."""
        path = f"{self.frame.path}.{offer.form.suffix}"
        return self.frame.link(path, {PROFILE: offer.profile.token})

    def address(self, offer: Offer) -> str:
        """Return the address of ``offer``, beginning with the deployment's base."""
        return self.here.of(self.place(offer).removeprefix(self.frame.root))


def negotiated(request: Request, subject: Subject, offers: list[Offer]) -> Response:
    """Return the offer that profile and form asked for fit best; the first of equals.

    Without a wish, the first offer of a form is its usual profile. Raises ``ProblemError`` (406, by
    suffix 404) when nothing fits.
    """
    every = [*offers, *offered(ALTERNATES, _alternates(subject, offers))]
    chosen = _chosen(request, every)
    request.scope[FORM] = chosen.form
    response = represented(request, {chosen.form: chosen.make})
    response.headers["Content-Profile"] = f"<{chosen.profile.iri}>"
    response.headers["Link"] = ", ".join(_links(subject, every, chosen))
    return response


def _chosen(request: Request, offers: Sequence[Offer]) -> Offer:
    forms = list(dict.fromkeys(offer.form for offer in offers))
    if text := request.query_params.get(MEDIA_TYPE, "").replace(" ", "+"):  # a plus is a blank
        named = [form for form in forms if text in (form.media_type, form.suffix)]
        if not named:
            raise no_form(request, forms)
        request.scope[FORM] = request.scope.get(FORM) or named[0]
    weights = _weights(request)
    for weight in sorted({each for each in weights.values() if each > 0}, reverse=True):
        fit: dict[Form, Offer] = {}
        for offer in offers:
            names = (offer.profile.iri, offer.profile.token, "*")
            if next((weights[name] for name in names if name in weights), 0) == weight:
                fit.setdefault(offer.form, offer)
        if form := fitting(request, list(fit)):
            return fit[form]
    if "*" in weights:
        raise no_form(request, forms)
    raise _no_profile(offers)


def _weights(request: Request) -> dict[str, float]:
    """Return the profiles asked for with their weights; ``*`` is any, where none is named."""
    named = request.query_params.get(PROFILE, "")
    header = named or request.headers.get("accept-profile", "")
    return {name.strip("<>"): weight for name, weight in weighted(header)} or {"*": 1.0}


def _no_profile(offers: Sequence[Offer]) -> ProblemError:
    found: dict[str, list[str]] = {}
    for offer in offers:
        found.setdefault(offer.profile.token, []).append(offer.form.suffix)
    expected = "; ".join(f"{token} ({', '.join(forms)})" for token, forms in found.items())
    profiles = list(dict.fromkeys(offer.profile.iri for offer in offers))
    values, members = {"expected": expected}, {"profiles": profiles}
    return ProblemError("api.no_profile", HTTPStatus.NOT_ACCEPTABLE, values, members)


def _links(subject: Subject, offers: Sequence[Offer], chosen: Offer) -> Iterator[str]:
    """Yield the links of the header: what this is, of what, and what else there is."""
    yield f'<{chosen.profile.iri}>; rel="profile"'
    yield f'<{subject.class_iri}>; rel="type"'
    yield f'<{subject.here.iri(subject.iri)}>; rel="describes"'
    yield f'<{subject.here.of("/shapes")}>; rel="describedby"; type="{TURTLE.media_type}"'
    for offer in offers:
        rel = "self" if offer == chosen else "alternate"
        kind = f'type="{offer.form.media_type}"; profile="{offer.profile.iri}"'
        yield f'<{subject.place(offer)}>; rel="{rel}"; {kind}'
    for profile in dict.fromkeys(offer.profile for offer in offers):
        yield f'<{IS_PROFILE}>; rel="type"; token="{profile.token}"; anchor="{profile.iri}"'


def _alternates(subject: Subject, offers: Sequence[Offer]) -> Makers:
    """Return how the list of all ``offers`` is made: as a page and as linked data."""
    document: Node = {
        "@context": CONTEXT,
        "@id": subject.here.iri(subject.iri),
        "altr:hasDefaultRepresentation": {"@id": subject.address(offers[0])},
        "altr:hasRepresentation": [
            {
                "@id": subject.address(offer),
                "@type": "altr:Representation",
                "dcterms:conformsTo": {"@id": offer.profile.iri},
                "dcterms:format": {"@id": MEDIA_TYPES + offer.form.media_type},
            }
            for offer in offers
        ],
    }
    links = [(each.profile.choice, each.form.suffix, subject.place(each)) for each in offers]
    first: Makers = {HTML: lambda: terms.alternates(subject.frame, subject.title, links)}
    return first | forms_of(document, CONTEXT)
