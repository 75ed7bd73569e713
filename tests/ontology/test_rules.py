"""Rule files are read whole, and a wrong one is named with what is wrong."""

from pathlib import Path
from string import Formatter

import pytest

from ontology.head import HeadError, read_headed
from ontology.rules import COUNT, Rule, placeholders, rule_named, rules
from ontology.tables import tables
from ontology.terms import expand
from ontology.vocabulary import Text, relations, schemes

NUMBERS = {"G": 30, "O": 11, "D": 11}
BUILT = {f"{kind}{n:02}" for kind, most in NUMBERS.items() for n in range(1, most + 1)}
every_rule = pytest.mark.parametrize("rule", rules(), ids=lambda rule: str(rule.id))
GOOD = """#+ kind = "gap"
#+ title = { de = "T", en = "T" }
#+ question = { de = "F?", en = "Q?" }
#+ definition = { de = "D.", en = "D." }
#+ formula = "G = {m : m}"
#+ exclusions = { de = "A.", en = "E." }
#+ assumptions = { de = "A.", en = "A." }
#+ caution = { de = "V.", en = "C." }
#+ severity = 2
#+ key = ["measure"]
#+ subject = "measure"
#+ evidence = ["?measure a qs:Measure"]
#+ sentence = { de = "Zu {measure} fehlt etwas.", en = "Something is missing for {measure}." }
#+ remedy = { de = "Eintragen.", en = "Enter it." }
#+ scope = { covers = "measure", needs = ["qs:lead"] }
PREFIX qs: <https://w3id.org/querschnitt/def#>

SELECT ?measure ?today
WHERE { ?measure a qs:Measure }
ORDER BY ?measure
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "X1.rq"
    path.write_text(text, encoding="utf-8")
    return path


def texts(rule: Rule) -> list[Text]:
    own = [rule.title, rule.question, rule.definition, rule.caution, rule.sentence, rule.remedy]
    own += [rule.exclusions, rule.assumptions, *([rule.benefit] if rule.benefit else [])]
    variants = [text for v in rule.variants.values() for text in (v.sentence, v.remedy) if text]
    return own + variants + [parameter.meaning for parameter in rule.parameters.values()]


def test_all_rules_are_there() -> None:
    assert {rule.id for rule in rules()} == BUILT
    assert rule_named("G02") is rules()[[rule.id for rule in rules()].index("G02")]
    assert rule_named("G99") is None


@every_rule
def test_every_text_is_there_in_both_languages(rule: Rule) -> None:
    for text in texts(rule):
        assert text.de.strip()
        assert text.en.strip()
        assert text == Text(" ".join(text.de.split()), " ".join(text.en.split()))


@every_rule
def test_no_text_blames_or_claims_that_nothing_happens(rule: Rule) -> None:
    for text in texts(rule):
        for word in ("nichts passiert", "versäumt", "untätig", "Nadelöhr", "versagt"):
            assert word not in text.de


@every_rule
def test_sentences_say_the_same_things_in_both_languages(rule: Rule) -> None:
    for text in texts(rule):
        german, english = (
            {name for _, name, _, _ in Formatter().parse(wording) if name and name[:2] != COUNT}
            for wording in (text.de, text.en)
        )
        assert german == english


@every_rule
def test_a_rule_names_only_relations_and_lists_that_exist(rule: Rule) -> None:
    known = relations() | {column.path for table in tables() for column in table.columns}
    known |= {"http://www.w3.org/1999/02/22-rdf-syntax-ns#type"}
    for pattern in rule.patterns:
        assert set(pattern.relations) <= known
    for variant in ("", *rule.variants):
        scope = rule.variant(variant).scope
        assert scope is not None
        if scope.covers:
            allowed = {each.notation for each in schemes()["covers"]}
            assert scope.covers in allowed, "add it to the scheme covers in ontology/concepts.ttl"


@every_rule
def test_every_rule_has_a_formula_and_names_what_has_to_be_on_record(rule: Rule) -> None:
    assert rule.formula.strip()
    assert "\n" not in rule.formula.strip()
    assert rule.scope.needs
    assert {expand(name) for name in rule.scope.needs} <= relations()


@every_rule
def test_gaps_say_what_would_confirm_them_and_overlaps_what_they_are_good_for(rule: Rule) -> None:
    assert bool(rule.scope.covers) == (rule.kind == "gap")
    assert (rule.benefit is not None) == (rule.kind == "overlap")


@every_rule
def test_a_rule_folds_only_rules_that_exist(rule: Rule) -> None:
    assert set(rule.folds) <= BUILT


def test_a_rule_reads_as_written(tmp_path: Path) -> None:
    rule = read_headed(written(tmp_path, GOOD), Rule)
    assert (rule.id, rule.columns, rule.selected) == ("X1", ("measure",), ("measure", "today"))
    assert placeholders(rule.sentence) == ["measure", "measure"]
    assert rule.variant("").remedy == rule.remedy


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('kind = "gap"', 'kind = "hole"', "kind"),
        ("severity = 2", "severity = [", "Invalid value"),
        ("#+ severity = 2\n", "", "severity"),
        ('subject = "measure"', 'subject = "field"', "subject: the query selects no field"),
        ("{measure}.", "{lead}.", "texts: the query selects no lead"),
        ('["?measure a', '["?body a', "evidence: the query selects no body"),
        ('a qs:Measure"', 'a nn:Measure"', "nn"),
        ("SELECT ?measure ?today", "SELECT *", "has to begin with SELECT"),
        ("#+ severity", "#+ at_least = { measure = 'n' }\n#+ severity", "there is no parameter n"),
        ('#+ formula = "G = {m : m}"\n', "", "formula"),
        ('"G = {m : m}"', '" "', "formula: must not be blank"),
        ('exclusions = { de = "A."', 'exclusions = { de = ""', "exclusions: must not be blank"),
        ('assumptions = { de = "A.", en = "A."', 'assumptions = { de = "A."', "assumptions"),
        (', needs = ["qs:lead"]', "", "scope.needs: name relations"),
        ('covers = "measure", ', "", "scope.covers: gaps name the list"),
        ("#+ severity", '#+ benefit = { de = "N.", en = "B." }\n#+ severity', "benefit: overlaps"),
        ("#+ severity = 2", "#+ severity = 5", "severity: Input should be less than or equal to 4"),
        ("ORDER BY", "LIMIT 9 #", "the query needs an ORDER BY"),
        (
            "{ ?measure",
            "{ MINUS { ?measure a ?measure } ?measure",
            "MINUS: write FILTER NOT EXISTS",
        ),
        ("{measure}", "{measure:dats}", r"texts: \{measure:dats\}"),
        ("{measure}", "{n_measure:one}", r"texts: \{n_measure:one\}"),
        ("#+ severity", "#+ weight = 3\n#+ severity", "weight"),
    ],
)
def test_a_wrong_rule_is_named_with_what_is_wrong(
    tmp_path: Path, old: str, new: str, problem: str
) -> None:
    assert old in GOOD
    with pytest.raises(HeadError, match=rf"(?s)^X1\.rq: .*{problem}"):
        read_headed(written(tmp_path, GOOD.replace(old, new, 1)), Rule)


def test_a_parameter_has_to_be_selected(tmp_path: Path) -> None:
    parameter = '#+ [parameters.least]\n#+ default = 2\n#+ meaning = { de = "x", en = "x" }\nPREFIX'
    with pytest.raises(HeadError, match=r"X1\.rq: .*has to select least"):
        read_headed(written(tmp_path, GOOD.replace("PREFIX", parameter, 1)), Rule)
