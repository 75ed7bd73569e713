"""Every rule shows a worked example that reads as it would in earnest."""

import re

import pytest

from graph.example import case_store, example
from graph.rules import rows
from ontology.messages import both
from ontology.rules import Rule, rules
from ontology.terms import BASE
from tests.graph.cases import DAY

every_rule = pytest.mark.parametrize("rule", rules(), ids=lambda rule: str(rule.id))
EMPTY = ("„“", "“”", "()", "  ", " ,", " .", "http", BASE, "{", "}", "None")
# A date may be missing, then the sentence says so after its colon; a thing may not.
NOTHING = both("sentence.nothing")
UNNAMED = re.compile(f"(?<!: )({NOTHING.de}|{NOTHING.en})")


def spoken(rule: Rule) -> list[str]:
    """Return all that the findings of the rule's example say, in both languages."""
    shown = example(rule.id)
    assert shown is not None
    texts = [text for each in shown.found for text in (each.sentence, each.remedy, each.benefit)]
    return [wording for text in texts if text for wording in (text.de, text.en)]


@every_rule
def test_every_rule_has_an_example_in_which_it_finds_something(rule: Rule) -> None:
    shown = example(rule.id)
    assert shown is not None
    assert shown.found
    assert {each.rule for each in shown.found} == {rule.id}
    assert shown.remark
    assert not shown.remark.startswith("#")
    found = rows(case_store(shown.case), rule, day=DAY)
    assert len(shown.found) <= len(found)


@every_rule
def test_an_example_reads_aloud_in_both_languages(rule: Rule) -> None:
    for wording in spoken(rule):
        assert [each for each in EMPTY if each in wording] == [], wording
        assert not UNNAMED.search(wording), wording


@every_rule
def test_things_of_an_example_have_names(rule: Rule) -> None:
    shown = example(rule.id)
    assert shown is not None
    things = {each for found in shown.found for group in found.members.values() for each in group}
    keys = {each.key for each in things if "-" in each.key}
    for wording in spoken(rule):
        assert [key for key in keys if re.search(rf"(?<![\w-]){key}(?![\w-])", wording)] == []


def test_a_rule_that_does_not_exist_has_no_example() -> None:
    assert example("G99") is None
