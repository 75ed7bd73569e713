"""Pages of the vocabulary: all terms, one of them, the lists and what is in them; and of forms."""

from collections.abc import Iterable
from dataclasses import dataclass

from ontology.terms import CONCEPT, NAMESPACE, compact
from ontology.usage import usage_of
from ontology.vocabulary import Choice, relations, scheme_named, schemes
from ontology.vocabulary import terms as all_terms
from viz.frame import Frame
from viz.rendering import render
from viz.wording import wording

FORMS = ("ttl", "jsonld", "nt", "rdf")


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of text, with a link where there is more about it."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A heading, and what stands beside it."""

    heading: str
    items: tuple[Item, ...]


def vocabulary(frame: Frame) -> str:
    """Return all classes, relations and lists."""
    words = wording(frame.language)
    ours = [iri for iri in all_terms() if iri.startswith(NAMESPACE)]
    parts = {
        "classes": [iri for iri in ours if iri not in relations()],
        "relations": [iri for iri in ours if iri in relations()],
        "outside": [iri for iri in all_terms() if not iri.startswith((NAMESPACE, NAMESPACE[:-1]))],
        "lists": [CONCEPT + name for name in schemes()],
    }
    rows = [_row(frame, name, _items(frame, iris)) for name, iris in parts.items()]
    title, lead = words.text("terms.title"), words.text("terms.lead")
    return _facts(frame, title, lead, rows, NAMESPACE[:-1])


def term(frame: Frame, iri: str) -> str:
    """Return one class or relation: its meaning, its neighbours, and where it is used."""
    words, found, used = wording(frame.language), all_terms()[iri], usage_of(iri)
    rows = [_row(frame, name, _items(frame, iris)) for name, iris in used.beside.items()]
    tables = (
        Item(words.label(each.label), "" if each.joins else frame.link(f"/list/{each.name}"))
        for each in used.tables
    )
    rules = (
        Item(f"{each.id} {words.label(each.title)}", frame.link(f"/rules/{each.id}"))
        for each in used.rules
    )
    asked = (Item(words.label(q.title), frame.link(f"/query/{q.id}")) for q in used.questions)
    rows += [_row(frame, "tables", tables), _row(frame, "rules", rules)]
    rows.append(_row(frame, "questions", asked))
    return _facts(frame, words.label(found.label), words.label(found.definition), rows, iri)


def scheme(frame: Frame, name: str) -> str:
    """Return a list and what is in it."""
    words, found = wording(frame.language), scheme_named(name)
    rows = [
        Row(words.label(each.label), (Item(words.label(each.definition)), _concept(frame, each)))
        for each in schemes()[name]
    ]
    return _facts(
        frame, words.label(found.label), words.label(found.definition), rows, CONCEPT + name
    )


def concept(frame: Frame, found: Choice) -> str:
    """Return one value of a list."""
    words, name = wording(frame.language), found.iri.removeprefix(CONCEPT).split("/")[0]
    rows = [
        _row(frame, "lists", _items(frame, [CONCEPT + name])),
        _row(frame, "notation", [Item(found.notation)]),
    ]
    title, lead = words.label(found.label), words.label(found.definition)
    return _facts(frame, title, lead, rows, found.iri)


def alternates(frame: Frame, title: str, links: Iterable[tuple[Choice, str, str]]) -> str:
    """Return in which profiles and forms something is there; each is suffix and address."""
    words = wording(frame.language)
    rows: dict[str, list[Item]] = {}
    for profile, suffix, href in links:
        items = rows.setdefault(words.label(profile.label), [Item(words.label(profile.definition))])
        items.append(Item(words.text(f"data.{suffix}"), href))
    found = [Row(heading, tuple(items)) for heading, items in rows.items()]
    lead = words.text("terms.alternates")
    return _facts(frame, title, lead, found)


def _concept(frame: Frame, found: Choice) -> Item:
    return Item(found.notation, frame.link(f"/concept/{found.iri.removeprefix(CONCEPT)}"))


def _row(frame: Frame, name: str, items: Iterable[Item]) -> Row:
    return Row(wording(frame.language).text(f"terms.{name}"), tuple(items))


def _items(frame: Frame, iris: Iterable[str]) -> list[Item]:
    return [_item(frame, iri) for iri in iris]


def _item(frame: Frame, iri: str) -> Item:
    words = wording(frame.language)
    if iri.startswith(CONCEPT):
        name = iri.removeprefix(CONCEPT)
        return Item(words.label(scheme_named(name).label), frame.link(f"/concept/{name}"))
    known = all_terms().get(iri)
    text = f"{words.label(known.label)} ({compact(iri)})" if known else compact(iri)
    ours = iri.startswith(NAMESPACE)
    return Item(text, frame.link(f"/def/{iri.removeprefix(NAMESPACE)}") if ours else "")


def _facts(
    frame: Frame,
    title: str,
    lead: str,
    rows: Iterable[Row],
    iri: str = "",
) -> str:
    shown = [row for row in rows if row.items]
    return render("facts", frame, title=title, lead=lead, rows=shown, iri=iri, forms=FORMS)
