"""Which representation and which language a reader gets, from address, suffix and headers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from api.settings import LANGUAGES, Language


@dataclass(frozen=True, slots=True)
class Form:
    """A representation: the suffix that asks for it and its media type."""

    suffix: str
    media_type: str

    @property
    def content_type(self) -> str:
        """Return the value of the ``Content-Type`` header."""
        text = self.media_type.startswith("text/")
        return f"{self.media_type}; charset=utf-8" if text else self.media_type


HTML = Form("html", "text/html")
JSON = Form("json", "application/json")
CSV = Form("csv", "text/csv")
XLSX = Form("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
TURTLE = Form("ttl", "text/turtle")
JSON_LD = Form("jsonld", "application/ld+json")
N_TRIPLES = Form("nt", "application/n-triples")
RDF_XML = Form("rdf", "application/rdf+xml")
TRIG = Form("trig", "application/trig")
RDF_PATCH = Form("rdfp", "application/rdf-patch")
LINKED = (TURTLE, JSON_LD, N_TRIPLES, RDF_XML, TRIG, RDF_PATCH)
FORMS = {form.suffix: form for form in (HTML, JSON, CSV, XLSX, *LINKED)}

Weighted = tuple[str, float]


def without_suffix(name: str) -> tuple[str, Form | None]:
    """Return ``name`` without the suffix of a form, and that form, or ``None`` without one."""
    stem, _, suffix = name.rpartition(".")
    form = FORMS.get(suffix) if stem else None
    return (stem, form) if form else (name, None)


def weighted(header: str) -> list[Weighted]:
    """Return the choices of an ``Accept…`` header, lower case, with weights from 0 to 1."""
    found = []
    for part in header.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weight = next((p[2:] for p in parameters if p.startswith("q=")), "1")
        if name:
            found.append((name, _number(weight)))
    return found


def _number(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0


def preferred(accept: str, offered: Sequence[Form]) -> Form | None:
    """Return the form of ``offered`` that ``accept`` likes best, the first one of equals.

    Returns ``None`` when none is acceptable; an empty header accepts everything.
    """
    ranges = weighted(accept) or [("*/*", 1.0)]
    weights = [_weight(form.media_type, ranges) for form in offered]
    best = max(weights, default=0.0)
    return offered[weights.index(best)] if best > 0 else None


def _weight(media_type: str, ranges: Iterable[Weighted]) -> float:
    group = media_type.split("/", maxsplit=1)[0]
    stated = dict(ranges)
    for name in (media_type, f"{group}/*", "*/*"):
        if name in stated:
            return stated[name]
    return 0.0


def reads_pages(accept: str) -> bool:
    """Return whether the reader is a browser: prefers a page to data."""
    return any(name == HTML.media_type for name, _ in weighted(accept)) and (
        preferred(accept, (HTML, JSON)) is HTML
    )


def reader_language(asked: str | None, header: str, default: Language) -> Language:
    """Return the language of an answer: as ``asked``, else by header, else ``default``."""
    choices = [(asked, 2.0)] if asked else []
    choices += sorted(weighted(header), key=lambda choice: -choice[1])
    for name, weight in choices:
        for language in LANGUAGES:
            if weight > 0 and name.split("-")[0] == language:
                return language
    return default
