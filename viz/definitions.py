"""Pages of the rules: what counts as a gap, an overlap or a dependency."""

from collections.abc import Sequence

from graph.example import Example
from ontology.rules import Rule
from ontology.vocabulary import Text
from viz.frame import Frame
from viz.rendering import render
from viz.wording import wording


def rules(frame: Frame, found: Sequence[tuple[Rule, int | None]]) -> str:
    """Return all rules, each with its number of findings; ``None`` where data are lacking."""
    return render("rules", frame, rules=found)


def rule(frame: Frame, found: Rule, *, number: int | None, example: Example | None) -> str:
    """Return one rule: what it asks, means and may miss, a worked example, and its query."""
    words = wording(frame.language)
    texts = [
        (words.text(f"rules.{name}"), words.label(text))
        for name, text in (
            ("question", found.question),
            ("definition", found.definition),
            ("formula", Text(found.formula, found.formula)),
            ("exclusions", found.exclusions),
            ("assumptions", found.assumptions),
            ("caution", found.caution),
            ("remedy", found.remedy),
        )
    ]
    texts += [
        (words.text("rules.parameter", name=name), words.label(parameter.meaning))
        for name, parameter in found.parameters.items()
    ]
    return render("rule", frame, rule=found, number=number, texts=texts, example=example)
