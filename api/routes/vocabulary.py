"""What the words of answers mean: the JSON-LD context and the description of the interface."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse

from api.asked import Asked
from api.negotiation import JSON_LD, reader_language
from ontology.context import context

router = APIRouter()


@router.get("/context.jsonld", tags=["linked"])
def json_ld_context() -> Response:
    """Return the JSON-LD context: short names for the relations of the data."""
    return JSONResponse({"@context": context()}, media_type=JSON_LD.media_type)


@router.get("/openapi.json", include_in_schema=False)
def description(request: Request, asked: Annotated[Asked, Query()]) -> Response:
    """Return the description of this interface (OpenAPI)."""
    header = request.headers.get("accept-language", "")
    language = reader_language(asked.lang, header, request.app.state.settings.language)
    return JSONResponse(request.app.state.openapi(language))
