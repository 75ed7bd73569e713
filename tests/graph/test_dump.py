"""Our own dumps go out and come back in unchanged."""

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given

from graph.dump import DumpForm, read_claims
from graph.errors import InputError
from graph.export import export
from ontology.statement import Claim, Literal
from ontology.terms import CLAIMS, CURRENT
from tests.graph.samples import LABEL, MEASURE, batches, claim, claim_iri, measure, opened

HERE = claim_iri("a")


@given(batches)
def test_an_imported_dump_gives_the_same_content(
    tmp_path_factory: pytest.TempPathFactory, claims: list[Claim]
) -> None:
    with opened(tmp_path_factory.mktemp("data")) as data:
        if change := data.difference(claims):
            data.accept(change, "operator", "", "")
        forms: tuple[DumpForm, ...] = ("trig", "nq")
        dumps = {form: export(data.store, form) for form in forms}
        for form, dump in dumps.items():
            assert not data.difference(read_claims(BytesIO(dump), form, "dump"))
        wide = export(data.store, "nq", views=True)
        assert not data.difference(read_claims(BytesIO(wide), "nq", "dump"))
        with opened(tmp_path_factory.mktemp("copy")) as copy:
            if change := copy.difference(read_claims(BytesIO(dumps["trig"]), "trig", "dump")):
                copy.accept(change, "operator", "", "")
            assert copy.content_hash() == data.content_hash()
            assert {form: export(copy.store, form) for form in forms} == dumps


def test_claims_come_back_as_they_were(tmp_path: Path) -> None:
    given = [measure("M-1"), measure("M-2", label='Zeile\nzwei \u2028 "drei" \\')]
    with opened(tmp_path) as data:
        data.accept(data.difference(given), "operator", "", "")
        assert read_claims(BytesIO(export(data.store, "trig")), "trig", "dump") == given


def test_a_claim_without_statements_comes_back(tmp_path: Path) -> None:
    with opened(tmp_path) as data:
        data.accept(data.difference([claim("a")]), "operator", "", "")
        assert read_claims(BytesIO(export(data.store, "nq")), "nq", "dump") == [claim("a")]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (f"<{MEASURE}> <{LABEL}> _:b <{HERE}> .", "blank node"),
        (f'_:b <{LABEL}> "x" <{HERE}> .', "blank node"),
        (f'<{MEASURE}> <{LABEL}> "x" _:g .', "blank node"),
        (f'<{MEASURE}> <{LABEL}> "x" <http://example.org/> .', "no claim"),
        (f'<{MEASURE}> <{LABEL}> "x" <{CLAIMS}> .', "no claim"),
        (f'<{MEASURE}> <{LABEL}> "x" .', "no absolute IRI"),
        (f'<{MEASURE}> <{LABEL}> "x <{HERE}> .', "line 2"),
        (f'<{MEASURE}> <no iri> "x" <{HERE}> .', "line 2"),
        (f'<{MEASURE}> <{LABEL}> "x"@en--ltr <{HERE}> .', "RDF 1.1"),
    ],
)
@pytest.mark.parametrize("form", ["nq", "trig"])
def test_what_is_no_claim_is_refused_with_its_line(line: str, reason: str, form: DumpForm) -> None:
    first = f'<{MEASURE}> <{LABEL}> "gut" <{HERE}> .'
    last = f'<{MEASURE}> <{LABEL}> "auch gut" <{HERE}> .'
    if form == "trig":
        first, line, last = (as_trig(text) for text in (first, line, last))
    text = f"{first}\n{line}\n{last}\n".encode()
    with pytest.raises(InputError) as caught:
        read_claims(BytesIO(text), form, "dump.nq")
    assert "dump.nq, line 2: " in str(caught.value)
    assert "dump.nq, Zeile 2: " in caught.value.text("de")
    assert reason in str(caught.value)


def as_trig(line: str) -> str:
    """Return an N-Quads line as one line of TriG."""
    triple, graph = line.removesuffix(" .").rsplit(" ", 1)
    if triple.count(" ") < 2:
        return line
    return f"{graph} {{ {triple} }}"


def test_the_views_of_a_dump_are_passed_over() -> None:
    text = f'<{MEASURE}> <{LABEL}> "x" <{CURRENT}> .\n<{MEASURE}> <{LABEL}> "y" <{HERE}> .\n'
    (read,) = read_claims(BytesIO(text.encode()), "nq", "dump.nq")
    assert [said.object for said in read.statements] == [Literal("y")]


def test_an_empty_dump_holds_no_claims() -> None:
    assert read_claims(BytesIO(b""), "trig", "dump.trig") == []
