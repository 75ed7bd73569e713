"""Each cause is told once: nothing is lost, nothing told twice, whatever the order."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from graph.finding import Finding
from graph.folding import Owners, folded
from graph.model import Reference
from ontology.rules import rules
from ontology.terms import thing_iri
from ontology.vocabulary import Text
from tests.graph.cases import rule

FOLDS = {each.id: frozenset(each.folds) for each in rules()}
OVERLAPS = ("O02", "O03", "O05")
CHAIN, BROKEN, UNTOLD = "G26", "G02", "G05"
NOTHING = Text("", "")


def ref(name: str, kind: str = "measure") -> Reference:
    return Reference(thing_iri(kind, name), Text(name, name), kind, name)


def finding(
    name: str, of: str, subject: str, about: Sequence[str] = (), through: Sequence[str] = ()
) -> Finding:
    """Return a finding of the rule ``of`` about ``subject``, with other things on it."""
    members = {"subject": (ref(subject),), "thing": tuple(map(ref, about))}
    if through:
        members["dependency"] = tuple(ref(name, "dependency") for name in through)
    return Finding(
        id=name,
        rule=of,
        kind=rule(of).kind,
        title=NOTHING,
        sentence=NOTHING,
        remedy=NOTHING,
        state="presumed",
        state_reason=NOTHING,
        severity=1,
        severity_parts=(),
        subject=ref(subject),
        members=members,
        numbers={},
        fields=(),
        ministries=(),
        lines=(),
        nature=None,
        notes=(),
        ask=(),
        claims=(),
        evidence="",
    )


def lines(**owners: str) -> Owners:
    """Return for each measure the lines that lead it, each one letter."""
    return {measure: frozenset(letters) for measure, letters in owners.items()}


def told(found: Sequence[Finding], owners: Mapping[str, Owners] | None = None) -> dict[str, str]:
    """Return which finding tells which."""
    return {each.id: each.within for each in folded(found, owners or {}) if each.within}


NAMES = st.sampled_from("abcd")
SOME = st.lists(NAMES, max_size=3, unique=True)
OWNED = st.dictionaries(NAMES, st.frozensets(st.sampled_from("ABC"), min_size=1), min_size=1)


@st.composite
def several(draw: st.DrawFn) -> tuple[list[Finding], dict[str, Owners]]:
    """Return gaps, dependencies and overlaps over few things, in some order."""
    found: list[Finding] = []
    owners: dict[str, Owners] = {}
    for number in range(draw(st.integers(0, 12))):
        of = draw(st.sampled_from([CHAIN, BROKEN, "G13", UNTOLD, "D01", "D03", "D05", *OVERLAPS]))
        through = draw(st.lists(NAMES, min_size=1, max_size=2, unique=True)) if of[0] == "D" else ()
        found.append(finding(f"f{number}", of, draw(NAMES), draw(SOME), through))
        if of in OVERLAPS:
            owners[f"f{number}"] = draw(OWNED)
    return found, owners


@given(several())
def test_every_finding_is_an_entry_or_told_by_exactly_one_entry(
    given: tuple[list[Finding], dict[str, Owners]],
) -> None:
    found, owners = given
    after = folded(found, owners)
    known = {each.id: each for each in after}
    tellings = [name for each in after for name in each.tells]
    assert sorted(tellings) == sorted(each.id for each in after if each.within)
    for each in after:
        if each.within:
            assert each.id in known[each.within].tells
            assert not known[each.within].within
        assert not (each.within and each.tells)


@given(several())
def test_nothing_is_lost_renamed_or_moved(given: tuple[list[Finding], dict[str, Owners]]) -> None:
    found, owners = given
    after = folded(found, owners)
    assert [replace(each, within="", tells=()) for each in after] == found


@given(several())
def test_a_finding_tells_only_of_rules_that_its_rule_folds(
    given: tuple[list[Finding], dict[str, Owners]],
) -> None:
    found, owners = given
    of = {each.id: each.rule for each in found}
    for small, large in told(found, owners).items():
        assert of[small] in FOLDS[of[large]]


@given(several(), st.data())
def test_the_order_of_the_list_does_not_matter(
    given: tuple[list[Finding], dict[str, Owners]], data: st.DataObject
) -> None:
    found, owners = given
    other = data.draw(st.permutations(found))
    assert told(found, owners) == told(other, owners)


@given(several())
def test_an_overlap_that_is_told_has_no_ministry_of_its_own(
    given: tuple[list[Finding], dict[str, Owners]],
) -> None:
    found, owners = given
    for small, large in told(found, owners).items():
        if small in owners:
            assert frozenset().union(*owners[small].values()) <= frozenset().union(
                *owners[large].values()
            )
            assert set(owners[small]) & set(owners[large])


def test_a_chain_tells_what_its_rules_found_on_its_own_things() -> None:
    chain = finding("chain", CHAIN, "r", ["m"])
    assert told([chain, finding("open", BROKEN, "r")]) == {"open": "chain"}
    assert told([chain, finding("bare", "G13", "m")]) == {"bare": "chain"}
    assert told([chain, finding("else", BROKEN, "other")]) == {}
    assert told([chain, finding("rule", UNTOLD, "r")]) == {}
    assert told([finding("open", BROKEN, "r")]) == {}


def test_of_two_chains_that_share_a_measure_one_tells_what_it_lacks() -> None:
    found = [finding("two", CHAIN, "s", ["m"]), finding("one", CHAIN, "r", ["m"])]
    assert told([*found, finding("bare", "G13", "m")]) == {"bare": "one"}


def test_a_dependency_tells_those_that_rest_on_no_other() -> None:
    conflict = finding("late", "D03", "m", through=["d"])
    assert told([conflict, finding("wait", "D01", "n", through=["d"])]) == {"wait": "late"}
    assert told([conflict, finding("more", "D01", "n", through=["d", "e"])]) == {}


def test_the_overlap_with_most_ministries_tells_the_others() -> None:
    found = [finding("pair", "O03", "f"), finding("same", "O02", "r"), finding("all", "O03", "f")]
    owners = {
        "pair": lines(a="A", b="B"),
        "same": lines(b="B", c="C"),
        "all": lines(a="A", b="B", c="C"),
    }
    assert told(found, owners) == {"pair": "all", "same": "all"}


def test_overlaps_of_other_ministries_or_measures_are_told_apart() -> None:
    found = [finding("all", "O03", "f"), finding("other", "O03", "g")]
    large = lines(a="A", b="B", c="C")
    assert told(found, {"all": large, "other": lines(a="A", d="D")}) == {}
    assert told(found, {"all": large, "other": lines(x="A", y="B")}) == {}
    assert told(found, {"all": large, "other": lines(a="A", y="B")}) == {}


def test_a_fragmentation_never_tells_an_overlap() -> None:
    fragmenting = [each for each in rules() if each.kind == "overlap" and not each.folds]
    assert "O01" in {each.id for each in fragmenting}
    found = [finding("wide", "O01", "f"), finding("deep", "O03", "f")]
    owners = {"wide": lines(a="A", b="B", c="C"), "deep": lines(a="A", b="B")}
    assert told(found, owners) == {}
