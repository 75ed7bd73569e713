"""Values of the model in plain words, or in words that try to break out of the page."""

from collections.abc import Callable

from graph.model import Coverage, RecommendationState, Reference
from ontology.terms import concept_iri, thing_iri
from ontology.vocabulary import Text

HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(1)> {{ 7*7 }} href=javascript:x"
Say = Callable[[str], str]


def plain(text: str) -> str:
    return text


def hostile(text: str) -> str:
    return f"{text} {HOSTILE}"


class Maker:
    """Makes values of the model whose texts all go through ``say``."""

    def __init__(self, say: Say) -> None:
        self.say = say

    def text(self, german: str, english: str = "") -> Text:
        return Text(self.say(german), self.say(english or german))

    def thing(self, kind: str, key: str, label: str, short: str = "") -> Reference:
        short = self.say(short) if short else ""
        return Reference(thing_iri(kind, key), self.text(label), kind, key, short)

    def nature(self, notation: str, label: str) -> Reference:
        return Reference(concept_iri("nature", notation), self.text(label))

    def state(
        self, key: str, coverage: Coverage, *, nature: str = "recommendation", counted: bool = True
    ) -> RecommendationState:
        answered = coverage in {"taken-up", "partly", "presumably"}
        return RecommendationState(
            recommendation=self.thing("recommendation", key, f"Empfehlung {key}"),
            nature=self.nature(nature, f"Art {nature}"),
            expects_action=coverage != "nothing-asked",
            counted=counted and coverage != "nothing-asked",
            coverage=coverage,
            evidence="presumed" if coverage == "open" else "",
            answered_by=(self.thing("measure", "M-1", "Maßnahme eins"),) if answered else (),
            stated=coverage != "presumably",
            words=self.text(f"Stand {coverage}"),
        )
