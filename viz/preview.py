"""A thing on a small card, to be shown in a frame of somebody else's page."""

from graph.model import Thing
from ontology.terms import expand
from viz.card import properties
from viz.frame import Frame
from viz.rendering import render
from viz.wording import wording

TITLE = expand("skos:prefLabel")
MOST = 6  # properties; more do not fit


def card(frame: Frame, found: Thing) -> str:
    """Return the card of a thing: what it is, and the first of its properties."""
    told = properties(frame, wording(frame.language), found)
    shown = [each for each in told if each.property.iri != TITLE][:MOST]
    return render("preview", frame, thing=found, shown=shown)
