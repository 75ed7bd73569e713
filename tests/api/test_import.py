"""Deliveries come in as a whole or not at all, and everything goes out and in again unchanged."""

import csv
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ingest.builtin import builtin_folders
from tests.api.readers import Run, RunJson, open_dataset

LOG = Path("log", "changes.qslog")
HEADING = "id,title,fields,source\n"
PREF_LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"


def some_field() -> str:
    """Return the key of a field of action."""
    path = next(folder / "fields.csv" for folder in builtin_folders().values())
    with path.open(encoding="utf-8", newline="") as file:
        return next(csv.DictReader(file))["id"]


FIELD = some_field()
NEW = f"{HEADING}M-NEW,Neue Maßnahme,{FIELD},\n"


def content_hash(folder: Path) -> str:
    with open_dataset(folder) as dataset:
        return dataset.content_hash()


def table(folder: Path, text: str, name: str = "measures.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_built_in_data_come_in_without_a_fault(filled: Path, run_json: RunJson) -> None:
    found = run_json("check", "--data", filled)
    assert found["sound"]
    assert found["chain"] == []
    assert found["number"] == 1


def test_a_second_import_of_the_same_files_changes_nothing(copy: Path, run: Run) -> None:
    before = (copy / LOG).read_bytes()
    code, out, _ = run("import", *builtin_folders().values(), "--data", copy)
    assert (code, out) == (0, "Alles ist schon so hinterlegt; nichts hat sich geändert.\n")
    assert (copy / LOG).read_bytes() == before


def test_an_own_dump_restores_every_claim_in_an_empty_folder(
    filled: Path, tmp_path: Path, run: Run
) -> None:
    dump, other = tmp_path / "dump.trig", tmp_path / "other"
    assert run("export", "--format", "trig", "--output", dump, "--data", filled)[0] == 0
    assert run("import", dump, "--data", other)[0] == 0
    assert content_hash(other) == content_hash(filled)


def test_tables_that_went_out_come_in_as_the_same_claims(
    filled: Path, tmp_path: Path, run: Run, run_json: RunJson
) -> None:
    out = tmp_path / "tables"
    found = run_json("export", "--format", "csv", "--output", out, "--data", filled)
    assert found["left"] == []
    other = tmp_path / "other"
    assert run("import", out, "--data", other)[0] == 0
    assert content_hash(other) == content_hash(filled)


def test_tables_from_elsewhere_say_who_made_them(
    copy: Path, tmp_path: Path, run_json: RunJson
) -> None:
    path = table(tmp_path, NEW)
    found = run_json("import", path, "--data", copy)
    assert (found["changed"], found["number"], found["claims"]) == (True, 2, 1)
    newest = run_json("log", "--data", copy)[0]
    assert newest["author"] == "operator"
    assert newest["source"] == "measures.csv"
    assert newest["message"] == "Import, vorgeschlagen und übernommen in einem Schritt"
    assert newest["added"] == found["added"]


def test_a_misspelt_name_is_told_with_its_place_and_the_nearest_one(
    copy: Path, tmp_path: Path, run: Run
) -> None:
    before = (copy / LOG).read_bytes()
    path = table(
        tmp_path,
        "measure,role,organisation\nM-WIR,Federführung,Hessisches Ministerium fur Soziales\n",
        "involvements.csv",
    )
    code, out, err = run("import", path, "--data", copy)
    assert code == 1
    assert out == ""
    assert "involvements.csv, Zeile 2, Spalte „organisation“" in err
    assert "Nichts wurde übernommen" in err
    assert (copy / LOG).read_bytes() == before


def test_faults_are_told_to_a_machine(copy: Path, tmp_path: Path, run: Run) -> None:
    path = table(tmp_path, HEADING + "M-NEW,Neu,kein Feld,\n")
    code, out, _ = run("import", path, "--data", copy, "--json", "--lang=en")
    assert code == 1
    assert '"line": 2' in out
    assert '"column": "fields"' in out
    assert '"changed": false' in out


def test_ten_thousand_rows_with_a_hundred_errors_write_nothing(
    copy: Path, tmp_path: Path, run: Run
) -> None:
    before = (copy / LOG).read_bytes()
    rows = (f"M-{n},Titel {n},{'kein Feld' if n % 100 == 0 else FIELD},\n" for n in range(10_000))
    code, _, err = run("import", table(tmp_path, HEADING + "".join(rows)), "--data", copy)
    assert code == 1
    assert err.count("„kein Feld“") == 100
    assert (copy / LOG).read_bytes() == before


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("measures.xlsx", b"PK\x03\x04 no workbook"),
        ("measures.csv", b"\xff\xfe\x00\x00\x81"),
        ("measures.pdf", b"%PDF-1.7"),
        ("dump.trig", b"<http://a.example/x> <http://a.example/y> "),
        ("dump.ttl", b""),
    ],
)
def test_a_broken_file_is_refused_in_a_sentence(
    name: str, content: bytes, tmp_path: Path, run: Run
) -> None:
    path, folder = tmp_path / name, tmp_path / "data"
    path.write_bytes(content)
    code, out, err = run("import", path, "--data", folder)
    assert (code, out) == (1, "")
    assert name in err
    assert "Traceback" not in err
    assert not folder.exists()


def test_a_missing_file_is_told(tmp_path: Path, run: Run) -> None:
    code, _, err = run("import", tmp_path / "nowhere.csv", "--data", tmp_path / "data")
    assert code == 1
    assert "nowhere.csv" in err


def test_a_table_in_windows_code_with_semicolons_comes_in(
    copy: Path, tmp_path: Path, run_json: RunJson
) -> None:
    path = tmp_path / "measures.csv"
    text = NEW.replace(",", ";").replace("Neue Maßnahme", "Förderung für Mädchen")
    path.write_bytes(text.encode("cp1252"))
    assert run_json("import", path, "--data", copy)["claims"] == 1


def test_what_the_shapes_do_not_allow_is_refused(copy: Path, tmp_path: Path, run: Run) -> None:
    dump = tmp_path / "dump.nq"
    run("export", "--format", "nq", "--output", dump, "--data", copy)
    thing = "<https://w3id.org/querschnitt/id/measure/M-WIR>"
    lines = dump.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(f"{thing} <{PREF_LABEL}>")]
    assert len(kept) < len(lines)
    dump.write_text("".join(kept), encoding="utf-8")
    code, _, err = run("import", dump, "--data", copy)
    assert code == 1
    assert thing.strip("<>") in err
    assert "Nichts wurde übernommen" in err


def test_a_claim_that_tells_nothing_about_itself_is_refused(tmp_path: Path, run: Run) -> None:
    dump = tmp_path / "bare.nq"
    claim = "https://w3id.org/querschnitt/id/claim/measures.M-BARE"
    thing = "https://w3id.org/querschnitt/id/measure/M-BARE"
    dump.write_text(f'<{thing}> <{PREF_LABEL}> "Ohne Herkunft"@de <{claim}> .\n', encoding="utf-8")
    code, _, err = run("import", dump, "--data", tmp_path / "data")
    assert code == 1
    assert claim in err


def test_a_dry_run_says_what_would_change_and_changes_nothing(
    copy: Path, tmp_path: Path, run_json: RunJson
) -> None:
    before = (copy / LOG).read_bytes()
    path = table(tmp_path, NEW)
    found = run_json("import", path, "--dry-run", "--data", copy)
    assert (found["changed"], found["claims"]) == (False, 1)
    assert (copy / LOG).read_bytes() == before


def test_a_proposal_waits_until_it_is_imported(
    copy: Path, tmp_path: Path, run_json: RunJson
) -> None:
    path = table(tmp_path, NEW)
    proposal = Path(run_json("import", path, "--propose", "--data", copy)["proposal"])
    assert proposal.parent == copy / "proposals"
    assert len(run_json("log", "--data", copy)) == 1
    again = run_json("import", path, "--propose", "--data", copy)
    assert Path(again["proposal"]) == proposal
    assert run_json("import", proposal, "--data", copy)["claims"] == 1
    assert not run_json("import", path, "--data", copy)["changed"]


def test_the_template_offers_what_is_on_record(filled: Path, tmp_path: Path, run: Run) -> None:
    path = tmp_path / "template.xlsx"
    assert run("template", path, "--data", filled)[0] == 0
    book = load_workbook(path)
    assert "Maßnahmen" in book.sheetnames
    assert book["Maßnahmen"].data_validations.count > 0


def test_a_filled_template_comes_in(
    copy: Path, tmp_path: Path, run: Run, run_json: RunJson
) -> None:
    path = tmp_path / "template.xlsx"
    run("template", path, "--data", copy)
    book = load_workbook(path)
    sheet = book["Maßnahmen"]
    headings = [str(cell.value).rstrip("* ") for cell in sheet[1]]
    sheet.cell(2, headings.index("Kennung") + 1, "M-NEU")
    sheet.cell(2, headings.index("Bezeichnung") + 1, "Neue Maßnahme")
    sheet.cell(2, headings.index("im Handlungsfeld") + 1, FIELD)
    book.save(path)
    assert run_json("import", path, "--data", copy)["claims"] == 1


def test_a_template_is_a_workbook(tmp_path: Path, run: Run) -> None:
    code, _, err = run("template", tmp_path / "template.csv")
    assert code == 1
    assert ".xlsx" in err
