"""What goes out as tables comes in as the same claims."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ingest.builtin import builtin_folders
from ingest.claims import read_claim
from ingest.csvfile import UMLAUT, csv_text
from ingest.faults import Place
from ingest.lines import tidy
from ingest.lookup import Names
from ingest.reading import read
from ingest.row import Row
from ingest.rows import rows_of
from ingest.workbook import write_tables
from ontology.known import KnownThing
from ontology.statement import Claim, Literal, Statement
from ontology.tables import Column, Table, table_named, tables
from ontology.targets import target_of
from ontology.terms import expand, thing_iri
from ontology.vocabulary import superclasses

# Every class has two things; "X" is a key in all of them, so that keys alone are not enough.
THINGS = [
    KnownThing(thing_iri(table.kind, key), key, table.class_iri)
    for table in tables()
    if not table.joins
    for key in (f"{table.kind}-1", "X")
]
NAMES = Names(THINGS)
RELATIONS = [
    expand(name)
    for name in ("qs:advises", "qs:lead", "qs:remark", "qs:numberOfMeetings", "qs:dueDate",
                 "qs:status", "qs:contractPartnerKind", "qs:abbreviation", "qs:nonePlanned",
                 "qs:amount", "schema:url")
]  # fmt: skip
LETTERS = st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t")
SPECIAL = st.sampled_from(["=1+1", "'=x", "-", "ä;ö", 'sagte "ja"', "a\\;b\\", "@", "a,b;c\td"])
TEXT = st.one_of(SPECIAL, st.text(LETTERS)).map(tidy)
DATE = st.sampled_from(["2015", "2015-03", "2015-03-19", "2015-21", "2015-03/2016", "2015/"])
KEY = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,8}", fullmatch=True)
CELLS: dict[str, st.SearchStrategy[str]] = {
    "text": TEXT,
    "language": TEXT,
    "date": DATE,
    "integer": st.integers(-(10**9), 10**9).map(str),
    "decimal": st.decimals(-(10**9), 10**9, places=3, allow_nan=False).map(lambda n: f"{n:f}0"),
    "boolean": st.sampled_from(["ja", "no"]),
    "url": st.sampled_from(["https://example.org/a,b;c?d=1", "http://example.org"]),
}


def written_as(of_class: str) -> list[str]:
    fitting = [thing for thing in THINGS if of_class in superclasses()[thing.class_iri]]
    return [thing.iri for thing in fitting]


def cell(column: Column) -> st.SearchStrategy[str]:
    if column.name == "id":
        return KEY
    if column.kind == "reference":
        single = st.sampled_from(written_as(column.class_iri))
    elif column.kind == "choice":
        single = st.sampled_from([choice.notation for choice in column.choices])
    else:
        single = CELLS[column.kind]
    if not column.separator or column.kind == "text":
        return single
    return st.lists(single, min_size=1, max_size=3).map(column.separator.join)


def described(table: Table) -> st.SearchStrategy[dict[str, str]]:
    """Return rows of a table, each optional cell filled or not."""
    columns = [column for column in table.columns if column.role in {"property", "claim"}]
    return st.fixed_dictionaries(
        {column.name: cell(column) for column in columns if column.required},
        optional={column.name: cell(column) for column in columns if not column.required},
    )


@st.composite
def joining(draw: st.DrawFn, table: Table) -> dict[str, str]:
    roles = {column.role: column for column in table.columns}
    allowed = RELATIONS if "value" in roles else list(roles["relation"].relations)
    relation = draw(st.sampled_from(allowed))
    row = draw(described(table)) | {
        roles["subject"].name: draw(cell(roles["subject"])),
        roles["relation"].name: relation,
    }
    if draw(st.booleans()):
        row[roles["id"].name] = draw(KEY)
    target = target_of(relation)
    if "value" in roles and target.kind != "reference":
        return row | {roles["value"].name: draw(cell(target.column(roles["value"])))}
    return row | {roles["object"].name: draw(cell(roles["object"]))}


@st.composite
def claims(draw: st.DrawFn) -> list[Claim]:
    """Return claims that rows of any table make; rows that make none are left out."""
    found: dict[str, Claim] = {}
    for table in draw(st.lists(st.sampled_from(tables()), min_size=1, max_size=4)):
        cells = draw(joining(table) if table.joins else described(table))
        filled = {name: text for name, text in cells.items() if text}
        claim, faults = read_claim(Row(table, Place("x.csv", "", 2), filled, filled), NAMES)
        assert bool(claim) != bool(faults)
        if claim:
            found.setdefault(claim.iri, claim)
    assume(found)
    return list(found.values())


def read_again(
    folder: Path, rows: Mapping[str, Iterable[Mapping[str, str]]], encode: Callable[[str], bytes]
) -> set[Claim]:
    for old in folder.iterdir():
        old.unlink()
    for name, listed in rows.items():
        table = table_named(name)
        assert table
        text = csv_text([column.name for column in table.columns], listed)
        (folder / f"{name}.csv").write_bytes(encode(text))
    reading = read([folder], THINGS)
    assert [fault.text("en") for fault in reading.faults] == []
    return set(reading.claims)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(made=claims())
def test_claims_become_rows_that_read_as_the_same_claims(tmp_path: Path, made: list[Claim]) -> None:
    out = rows_of(made, THINGS)
    assert out.left == ()
    assert read_again(tmp_path, out.rows, str.encode) == set(made)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=st.text(st.characters(codec="cp1252", exclude_categories=["Cc"])).map(tidy))
def test_tables_saved_by_a_german_spreadsheet_read_as_the_same_claims(
    tmp_path: Path, title: str
) -> None:
    title = f"Maß {title}".strip()
    table = table_named("lines")
    assert table
    cells = {"id": "L-1", "title": title}
    claim, faults = read_claim(Row(table, Place("x.csv"), cells, cells), NAMES)
    assert claim, faults
    data = title.encode("cp1252")
    assume(data.decode("utf-8", "ignore").encode() != data)  # else it is UTF-8 as well
    assume(not UMLAUT.search(data))  # else it is neither
    out = rows_of([claim])
    assert read_again(tmp_path, out.rows, lambda text: text.encode("cp1252")) == {claim}


@pytest.mark.parametrize("target", ["out", "out.zip"])
def test_the_built_in_data_go_out_and_come_in_unchanged(tmp_path: Path, target: str) -> None:
    made = read(builtin_folders().values(), ())
    assert [fault.text("en") for fault in made.faults] == []
    out = rows_of(made.claims)
    assert out.left == ()
    write_tables(tmp_path / target, out.rows)
    folder = tmp_path / target
    if target.endswith(".zip"):
        folder = tmp_path / "unpacked"
        with ZipFile(tmp_path / target) as archive:
            archive.extractall(folder)
    again = read([folder], ())
    assert again.faults == ()
    assert set(again.claims) == set(made.claims)


def one_claim() -> Claim:
    table = table_named("lines")
    assert table
    cells = {"id": "L-1", "title": "Titel"}
    claim, _ = read_claim(Row(table, Place("x.csv"), cells, cells), NAMES)
    assert claim
    return claim


@pytest.mark.parametrize(
    "extra",
    [Statement(thing_iri("organisation-line", "L-1"), expand("qs:remark"), Literal("x")),
     Statement(thing_iri("organisation-line", "L-2"), expand("skos:prefLabel"), Literal("x")),
     Statement(thing_iri("organisation-line", "L-1"), expand("skos:prefLabel"),
               Literal.text("Title", "fr"))],
)  # fmt: skip
def test_a_claim_that_no_row_can_hold_is_named_and_not_cut_down(extra: Statement) -> None:
    claim = one_claim()
    changed = Claim(claim.iri, claim.statements | {extra}, claim.metadata)
    out = rows_of([changed])
    assert (out.rows, out.left) == ({}, (claim.iri,))


def test_claims_without_a_table_are_named() -> None:
    bare = Claim(thing_iri("claim", "x"), frozenset(), frozenset())
    assert rows_of([bare]).left == (bare.iri,)


def test_keys_are_written_alone_where_they_are_enough() -> None:
    table = table_named("involvements")
    assert table
    cells = {"measure": "measure-1", "role": "lead", "organisation": "organisation-1"}
    claim, faults = read_claim(
        Row(table, Place("x.csv"), cells, cells),
        Names([KnownThing(thing_iri("measure", "measure-1"), "measure-1",
                                       expand("qs:Measure")),
               KnownThing(thing_iri("organisation", "organisation-1"), "organisation-1",
                          expand("qs:Ministry"))]),
    )  # fmt: skip
    assert claim, faults
    assert rows_of([claim]).rows["involvements"] == [
        cells | {"basis": "stated", "modality": "done", "visibility": "public"}
    ]
