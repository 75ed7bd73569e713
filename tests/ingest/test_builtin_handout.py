"""The press handout of 2014: each sentence of it is in the built-in data, in our own words."""

import re
from pathlib import Path

from tests.ingest.builtin_tables import FOLDER, Cells, built_in, csv_rows

HANDOUT = "handout-2014-11-24.txt"
LONGEST_RUN = 6  # words in a row that may agree with the document by chance


def sentences(text: str) -> list[str]:
    """Return headings, list items and sentences of ``text`` in their order.

    Blocks are parted by empty lines; a block that breaks off in a lower-case word goes on in
    the next. A line that begins with a hyphen is an item. Elsewhere a sentence ends with ``.``,
    ``!`` or ``?`` before a capital, but not after a number (``14. Juli``).
    """
    found: list[str] = []
    for block in joined(re.split(r"\n\s*\n", text.strip())):
        for item in re.split(r"\n(?=- )", block):
            line = " ".join(item.split())
            found += re.split(r"(?<=[.!?])(?<!\d\.)\s+(?=[„*A-ZÄÖÜ])", line)
    return found


def joined(blocks: list[str]) -> list[str]:
    """Return ``blocks`` with those put together that a page break has torn apart."""
    found: list[str] = []
    for block in blocks:
        torn = found and re.search(r"(?<!\S)[a-zäöüß]+$", found[-1])
        if torn and not block.startswith("- "):
            found[-1] += f" {block}"
        else:
            found.append(block.strip())
    return found


def handout_rows() -> list[Cells]:
    return csv_rows(FOLDER / "statements.handout.csv")


def said(subject: str, relation: str) -> set[str]:
    rows = (
        row for row in handout_rows() if (row["subject"], row["relation"]) == (subject, relation)
    )
    return {row["object"] or row["value"] for row in rows}


def test_a_sentence_ends_before_a_capital_but_not_after_a_number() -> None:
    text = (
        "Am 14. Juli 2014 tagte es. Es tagt oft.\n\n- eins,\n- zwei.\n\nzu Ende in\n\nZwei Teilen."
    )
    assert sentences(text) == [
        "Am 14. Juli 2014 tagte es.",
        "Es tagt oft.",
        "- eins,",
        "- zwei.",
        "zu Ende in Zwei Teilen.",
    ]


def test_every_sentence_of_the_handout_has_a_row(shared: Path) -> None:
    text = (shared / "documents" / HANDOUT).read_text(encoding="utf-8")
    numbers = {int(row["sentence"]) for row in handout_rows()}
    found = dict(enumerate(sentences(text), 1))
    assert {number: found[number] for number in found if number not in numbers} == {}
    assert numbers == set(found)


def test_what_the_handout_says_is_told_in_our_own_words(shared: Path) -> None:
    text = (shared / "documents" / HANDOUT).read_text(encoding="utf-8")
    theirs = runs(text, LONGEST_RUN)
    copied = [row["id"] for row in handout_rows() if runs(row["value"], LONGEST_RUN) & theirs]
    assert copied == []


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}


def test_every_row_of_the_handout_names_it_as_its_source() -> None:
    assert {row["source"] for row in handout_rows()} == {"S001"}


def test_the_five_bodies_advise_coordinate_and_delegate() -> None:
    ministries = {row["id"] for row in built_in()["ministries"] if row["period"] == "WP-19"}
    senders = {row["subject"] for row in handout_rows() if row["relation"] == "delegates"}
    assert senders == ministries
    assert said("B-KA19", "establishes") == {"B-FAG"}
    assert said("B-ABT", "coordinates") == {"B-KA19", "B-IBR", "B-IK19"}
    assert said("B-IBR", "advises") == said("B-IK19", "advises") == {"O-LREG"}
    assert said("B-IBR", "consultedOn") == {"B-IK19"}
    assert said("B-IK19", "accompanies") == {"PL-IP"}


def test_the_committee_has_three_tasks() -> None:
    assert len(said("B-KA19", "task")) == 3
    assert said("B-KA19", "agreesOn") == {"GL-01"}
    assert said("B-KA19", "coordinates") == {"O-LREG"}
    assert said("B-KA19", "steers") == {"AC-01"}


def test_the_old_and_the_new_conference_are_told_apart() -> None:
    assert said("B-IK18", "numberOfMeetings") == {"2"}
    assert said("B-IK18", "attendance") == {"120"}
    assert said("B-IK19", "constitutedOn") == {"2015-21"}
    assert said("B-IK19", "meetingsPerYear") == {"2"}
    assert said("B-IK19", "wantedMinimum") | said("B-IK19", "wantedMaximum") == {"60", "70"}
    groups = [row for row in built_in()["seats"] if row["body"] == "B-IK19"]
    assert len(groups) == 8
    assert {row["modality"] for row in groups} == {"planned"}


def test_the_council_was_renewed_because_it_had_asked_for_it() -> None:
    assert said("B-IBR", "requests") == {"DE-05"}
    assert said("DE-05", "basedOn") == {"DE-04"}
    assert said("B-IBR", "constitutedOn") == {"2014-11-18"}


def test_the_plan_rests_on_the_commission_and_binds_all_ministries() -> None:
    assert said("PL-IP", "basedOn") == {"RS-ENQ"}
    assert said("PL-IP", "heeds") == {"PL-NAP2012"}
    assert len(said("PL-IP", "field")) == 11
    assert said("PL-IP", "coordinatedBy") == {"O-HMSI-19"}
    assert len(said("PL-IP", "coResponsible")) == 8
    partners = {"association", "municipality", "religious-community"}
    assert said("PL-IP", "contractPartnerKind") == partners
