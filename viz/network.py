"""The picture of a network: one HTML file by pyvis that asks nobody for anything."""

import json
import re
from collections.abc import Sequence
from textwrap import wrap
from typing import Any

import networkx as nx
from markupsafe import Markup

from graph.finding import FindingKind
from graph.model import NetworkEdge, NetworkNode, Reference
from viz.frame import Language
from viz.layout import places
from viz.tree import origin
from viz.wording import Wording, wording

LIMIT = 2_000  # things; beyond, nobody can read the picture and browsers stall
LINE = 22  # letters of a name on one line
NAMED_EDGES = 30  # relations that still fit on their lines as words

# The picture brings its own script and may load nothing at all, here or wherever it is mailed to.
_INSIDE = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)
PICTURE_POLICY = f"{_INSIDE}; frame-ancestors 'self'; sandbox allow-scripts"

SHAPES = {
    "Ministry": "square",
    "Organisation": "square",
    "Body": "square",
    "Recommendation": "triangle",
    "PlanReference": "triangle",
    "FieldOfAction": "triangleDown",
}
THERE, OPEN, INK, QUIET, PAPER = "#0b5cad", "#b34700", "#16202c", "#5b6877", "#ffffff"
OPEN_PAPER, THERE_PAPER = "#fff0e3", "#e3eefa"
OPTIONS = {
    "physics": {"enabled": False},
    "interaction": {"hover": True, "tooltipDelay": 150, "keyboard": {"enabled": True}},
    "edges": {"smooth": False, "color": {"color": QUIET, "highlight": INK}, "width": 1.2},
    "nodes": {
        "size": 16,
        "font": {"size": 18, "color": INK, "strokeWidth": 4, "strokeColor": PAPER},
        "scaling": {"label": {"drawThreshold": 3}},  # or names vanish when all is in view
    },
}
STYLE = """
html, body { margin: 0; height: 100%; background: #ffffff; color: #16202c;
  font: 16px/1.4 system-ui, "DejaVu Sans", sans-serif; }
main { display: flex; flex-direction: column; height: 100%; }
h1 { font-size: 1.05rem; margin: .5rem .8rem; }
.card { flex: 1; min-height: 0; }
#mynetwork { width: 100% !important; height: 100% !important; border: 0 !important; }
"""
SCRIPT = re.compile(r"(<script\b[^>]*>.*?</script>)", re.DOTALL | re.IGNORECASE)
LOADED = re.compile(r"<script\b[^>]*\bsrc\s*=", re.IGNORECASE)
FOREIGN = re.compile(
    r"<!--.*?-->|<link\b[^>]*>|<center>\s*<h1>.*?</h1>\s*</center>", re.DOTALL | re.IGNORECASE
)


class TooManyThingsError(Exception):
    """More things than a picture can show; ``key`` names the sentence, ``values`` fill it."""

    def __init__(self, number: int) -> None:
        super().__init__(f"{number} things, at most {LIMIT}")
        self.key = "viz.network.too_many"
        self.values = {"n": number, "limit": LIMIT}


def shape(node: NetworkNode) -> str:
    """Return the shape that says what is found about a thing, or else of which kind it is."""
    gap, overlap = "gap" in node.marks, "overlap" in node.marks
    if gap and overlap:
        return "star"
    if gap:
        return "diamond"
    return "hexagon" if overlap else SHAPES.get(node.class_name, "dot")


def picture(
    nodes: Sequence[NetworkNode],
    edges: Sequence[NetworkEdge],
    *,
    centre: Reference | None,
    language: Language,
) -> str:
    """Return the picture as one HTML document; raises ``TooManyThingsError`` beyond the limit."""
    if len(nodes) > LIMIT:
        raise TooManyThingsError(len(nodes))
    # pyvis imports IPython: most of a second at every start that only this picture has to wait for.
    from pyvis.network import Network  # noqa: PLC0415

    words = wording(language)
    drawn = Network(height="100%", width="100%", directed=True, cdn_resources="in_line")
    middle = centre.iri if centre else ""
    known = {node.reference.iri for node in nodes}
    inside = [edge for edge in edges if edge.source in known and edge.target in known]
    positions = places(_plain(nodes, inside), middle)
    for node in nodes:
        drawn.add_node(**_node(words, node, positions, centre=node.reference.iri == middle))
    for edge in inside:
        drawn.add_edge(edge.source, edge.target, **_edge(words, edge, named=len(inside)))
    drawn.set_options(json.dumps(OPTIONS))
    return _alone(drawn.generate_html(), _title(words, centre), language)


def _title(words: Wording, centre: Reference | None) -> str:
    if centre is None:
        return words.text("network.title")
    return words.text("network.of", name=words.name(centre))


def _plain(nodes: Sequence[NetworkNode], edges: Sequence[NetworkEdge]) -> "nx.MultiDiGraph[str]":
    found: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    found.add_nodes_from(node.reference.iri for node in nodes)
    found.add_edges_from((edge.source, edge.target) for edge in edges)
    return found


def _node(
    words: Wording, node: NetworkNode, positions: dict[str, tuple[float, float]], *, centre: bool
) -> dict[str, Any]:
    x, y = positions[node.reference.iri]
    marks = [words.text(f"kind.{mark}") for mark in node.marks]
    name = "\n".join([*_brief(words.short(node.reference)), *(f"[{mark}]" for mark in marks)])
    told = f"{words.label(node.class_label)}: {words.name(node.reference)}"
    return {
        "n_id": node.reference.iri,
        "label": name,
        "title": _tooltip("\n".join([told, *marks])),
        "shape": shape(node),
        "color": _colours(node.marks),
        "borderWidth": 5 if centre else 2,
        "shapeProperties": {"borderDashes": [5, 3] if "gap" in node.marks else False},
        "size": 26 if centre else 16,
        "x": round(x, 1),
        "y": round(y, 1),
    }


def _brief(name: str) -> list[str]:
    """Return a name in at most two short lines; the tooltip and the list have all of it."""
    first, *rest = wrap(name, LINE, break_long_words=False) or [""]
    second = " ".join(rest)
    return [first, second if len(second) <= LINE else f"{second[: LINE - 1]}…"][: 1 + bool(rest)]


def _colours(marks: Sequence[FindingKind]) -> dict[str, str]:
    if "gap" in marks:
        return {"background": OPEN_PAPER, "border": OPEN}
    if "overlap" in marks:
        return {"background": THERE_PAPER, "border": THERE}
    return {"background": THERE, "border": THERE}


def _edge(words: Wording, edge: NetworkEdge, *, named: int) -> dict[str, Any]:
    label = words.label(edge.label)
    comes = origin(edge)
    told = f"{label} ({words.text(comes)})" if comes else label
    shown = {"label": label, "font": {"size": 12, "color": QUIET}} if named <= NAMED_EDGES else {}
    return {"title": _tooltip(told), "dashes": edge.inferred, "arrows": "to", **shown}


def _tooltip(text: str) -> str:
    """Return ``text`` so that pyvis does not take it for HTML, which it does at „href“."""
    return text.replace("href", "hr\u2060ef")


def _alone(html: str, title: str, language: Language) -> str:
    """Return pyvis's page without its foreign tags, and with a title, policy and style of ours."""
    parts = [
        "" if LOADED.match(part) else part if SCRIPT.match(part) else FOREIGN.sub("", part)
        for part in SCRIPT.split(html)
    ]
    head = Markup(
        '<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<title>{title}</title>\n'
        "<style>{style}</style>\n"
    ).format(lang=language, policy=_INSIDE, title=title, style=Markup(STYLE))  # noqa: S704 - ours, no data in it
    body = Markup("<body>\n<main>\n<h1>{title}</h1>").format(title=title)
    kept = re.sub(r"^\s*<html>\s*<head>", "", "".join(parts))
    return str(head) + kept.replace("<body>", body, 1).replace("</body>", "</main>\n</body>", 1)
