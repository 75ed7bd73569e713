"""What the words of answers mean: the vocabulary, its lists and shapes, and the interface."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse

from api.asked import Asked, ProfilePageAsked
from api.frames import Framed, Here, Known, addresses_of
from api.linked import ontology_statements, statement_forms, statements_about
from api.negotiation import HTML, JSON_LD, reader_language
from api.problems import unknown
from api.profiles import Subject, negotiated, offered, statement_offers
from api.representation import Makers, represented
from ontology.context import context
from ontology.profiles import PLAIN
from ontology.terms import CONCEPT, NAMESPACE, concept_iri, expand
from ontology.vocabulary import Choice, scheme_named, schemes
from ontology.vocabulary import terms as all_terms
from viz import terms
from viz.wording import wording

router = APIRouter(tags=["linked"])
ONTOLOGY = "querschnitt.ttl"
SHAPES = ("shapes.ttl", "relations.ttl")


@router.get("/context.jsonld")
def json_ld_context() -> Response:
    """Return the JSON-LD context: short names for the relations of the data."""
    return JSONResponse({"@context": context()}, media_type=JSON_LD.media_type)


@router.get("/def", response_class=Response)
def vocabulary(request: Request, here: Here, frame: Framed) -> Response:
    """Return all classes, relations and lists, as a page and as linked data."""
    makers: Makers = {HTML: lambda: terms.vocabulary(frame)}
    return represented(
        request, makers | statement_forms(lambda: ontology_statements(ONTOLOGY), here)
    )


@router.get("/def/{key}", response_class=Response)
def term(request: Request, known: Known, here: Here, frame: Framed, key: str) -> Response:
    """Return one class or relation: its meaning, and where it is used."""
    iri = NAMESPACE + key
    if iri not in all_terms():
        ours = [each for each in all_terms() if each.startswith(NAMESPACE)]
        raise unknown("api.unknown_term", key, [each.removeprefix(NAMESPACE) for each in ours])
    makers: Makers = {HTML: lambda: terms.term(frame, iri)}
    data = statement_forms(lambda: statements_about(known.store, [iri]), here)
    return represented(request, makers | data)


@router.get("/concept/{scheme}", response_class=Response)
def concept_scheme(
    request: Request,
    known: Known,
    frame: Framed,
    scheme: str,
    _: Annotated[ProfilePageAsked, Query()],
) -> Response:
    """Return one of the closed lists with everything in it."""
    iris = [CONCEPT + scheme, *(each.iri for each in _choices(scheme))]
    here, title = addresses_of(request), wording(frame.language).label(scheme_named(scheme).label)
    subject = Subject(iris[0], expand("skos:ConceptScheme"), title, frame, here)
    offers = offered(PLAIN, {HTML: lambda: terms.scheme(frame, scheme)})
    offers += statement_offers(known.store, iris, subject.class_iri, here)
    return negotiated(request, subject, offers)


@router.get("/concept/{scheme}/{notation}", response_class=Response)
def concept(
    request: Request,
    known: Known,
    frame: Framed,
    scheme: str,
    notation: str,
    _: Annotated[ProfilePageAsked, Query()],
) -> Response:
    """Return one value of a closed list."""
    known_ones = {each.notation: each for each in _choices(scheme)}
    if (found := known_ones.get(notation)) is None:
        raise unknown("api.unknown_concept", notation, known_ones)
    here, title = addresses_of(request), wording(frame.language).label(found.label)
    subject = Subject(concept_iri(scheme, notation), expand("skos:Concept"), title, frame, here)
    offers = offered(PLAIN, {HTML: lambda: terms.concept(frame, found)})
    offers += statement_offers(known.store, [found.iri], subject.class_iri, here)
    return negotiated(request, subject, offers)


def _choices(scheme: str) -> tuple[Choice, ...]:
    if found := schemes().get(scheme):
        return found
    raise unknown("api.unknown_scheme", scheme, schemes())


@router.get("/shapes", response_class=Response)
def shapes(request: Request, here: Here) -> Response:
    """Return what each kind of item needs (SHACL), which is also what the tables are made from."""
    return represented(request, statement_forms(lambda: ontology_statements(*SHAPES), here))


@router.get("/openapi.json", include_in_schema=False)
def description(request: Request, asked: Annotated[Asked, Query()]) -> Response:
    """Return the description of this interface (OpenAPI)."""
    header = request.headers.get("accept-language", "")
    language = reader_language(asked.lang, header, request.app.state.settings.language)
    return JSONResponse(request.app.state.openapi(language))
