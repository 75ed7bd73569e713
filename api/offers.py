"""In which forms operations answer, as the description of the interface tells them."""

from typing import Any

from api.dumps import DUMPS, GZIP
from api.negotiation import (
    CSV,
    HTML,
    JSON,
    JSON_LD,
    N_TRIPLES,
    RDF_PATCH,
    RDF_XML,
    TRIG,
    TURTLE,
    XLSX,
)
from api.routes.analyses import MEDIA_TYPES
from api.routes.feed import ACTIVITY

RDF = (TURTLE, JSON_LD, N_TRIPLES, RDF_XML)
TABLE = (JSON, CSV, XLSX)
FEED = (*RDF, ACTIVITY, JSON)
FORMS = {
    "alike": TABLE,
    "catalogue": RDF,
    "chains": TABLE,
    "change_set": (*FEED, RDF_PATCH),
    "concept": (HTML, *RDF),
    "concept_scheme": (HTML, *RDF),
    "coverage": TABLE,
    "feed": FEED,
    "json_ld_context": (JSON_LD,),
    "list_findings": TABLE,
    "list_things": (*TABLE, *RDF),
    "matrix": TABLE,
    "one_finding": TABLE,
    "one_lineage": TABLE,
    "one_question": (HTML, *TABLE, *RDF),
    "one_thing": (*TABLE, *RDF),
    "shapes": RDF,
    "term": (HTML, *RDF),
    "thing_page": (HTML, *TABLE, *RDF, TRIG),
    "vocabulary": (HTML, *RDF),
    "void": RDF,
}
"""What can be had at an address in more forms than JSON alone."""
FILES = {  # whose form the address names
    "dump": (*(form.media_type for form in DUMPS.values()), GZIP),
    "edition": (DUMPS["nq"].media_type, GZIP),
    "network": (JSON.media_type, *MEDIA_TYPES.values()),
}


def add_forms(operation: dict[str, Any]) -> None:
    """Name in ``operation`` all media types of its answer; what JSON looks like stays."""
    name = operation["operationId"]
    types = FILES.get(name) or tuple(form.media_type for form in FORMS.get(name, ()))
    if types:
        answer = operation["responses"]["200"]
        told = answer.get("content", {})
        answer["content"] = {each: told.get(each, {}) for each in types}
