"""What held on a day, what the log knew then, and what everybody may know."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.api.hearings import hearing
from tests.api.readers import NOW, Reader, Run, RunJson

PAGES = ("/", "/gaps", "/findings", "/overlaps", "/dependencies", "/report", "/similar", "/what-if")
DATA = ("findings", "coverage", "matrix", "headlines", "rules", "similar", "measures", "network")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_shows_another_day_and_leads_on_in_it(path: str, reader: Reader) -> None:
    page = reader.get(f"{path}?valid_on=2017-06-01", accept="text/html")
    assert page.status_code == 200
    if path != "/report":  # one page to keep, without links
        assert "01.06.2017" in page.text
        assert "/gaps?valid_on=2017-06-01" in page.text


@pytest.mark.parametrize("name", DATA)
@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("valid_on=1500-01-01", "01.01.1500"),
        ("as_of=2001-01-01", "01.01.2001"),
        ("valid_on=yesterday", "yesterday"),
        ("as_of=2024-02-30", "2024-02-30"),
    ],
)
def test_a_day_that_cannot_be_shown_is_a_problem(
    name: str, query: str, word: str, reader: Reader
) -> None:
    answer = reader.get(f"/api/v1/{name}?{query}")
    assert answer.status_code in {400, 422}
    assert answer.headers["content-type"] == "application/problem+json"
    assert word in answer.json()["detail"]


def test_what_ran_in_2017_is_found_in_2017(reader: Reader) -> None:
    then = {
        each["id"]: each
        for each in reader.items("/api/v1/findings?kind=overlap&valid_on=2017-06-01&limit=1000")
    }
    now = {each["id"] for each in reader.items("/api/v1/findings?kind=overlap&limit=1000")}
    assert set(then) - now
    wanted = {"M-INTEA", "M-WI", "M-QBJ"}
    (cluster,) = (
        each
        for each in then.values()
        if each["rule"] == "O03" and wanted <= {one["key"] for one in each["members"]["measure"]}
    )
    assert cluster["grade"] == "overlap"
    assert [office["abbreviation"] for office in cluster["ministries"]] == ["HMSI", "HKM", "HMWEVL"]
    assert cluster["tells"]
    shared = {each["dimension"]: each for each in cluster["agreements"]}
    assert {"field", "target_group", "period"} <= set(shared)
    assert all(each["claims"] for each in shared.values())


def test_the_commands_take_the_same_days(run: Run, run_json: RunJson, filled: Path) -> None:
    found = run_json("findings", "--valid-on", "2017-06-01", "--kind", "overlap", "--data", filled)
    assert found["total"]
    code, _, err = run("findings", "--valid-on", "1500-01-01", "--data", filled)
    assert (code, "1500" in err) == (1, True)
    code, _, err = run("matrix", "--as-of", "2001-01-01", "--data", filled)
    assert (code, "2001" in err) == (1, True)
    assert run("findings", "--valid-on", "gestern", "--data", filled)[0] == 2


def unreleased(folder: Path, run: Run) -> None:
    """Take the release of the built-in data back."""
    table = folder.parent / "datasets.csv"
    text = Path("ingest/data/hessen/datasets.csv").read_text(encoding="utf-8")
    table.write_text(text.replace("public-sources", "internal"), encoding="utf-8")
    assert run("import", table, "--data", folder)[0] == 0


def test_what_is_not_released_is_for_token_holders_only(copy: Path, run: Run) -> None:
    unreleased(copy, run)
    with hearing(copy) as place:
        office = place.token("HMSI")
        assert place.listed("all=true") == {}
        inside = place.listed("all=true", office)
        gap = next(each for each in inside.values() if each["rule"] == "G02")
        assert place.get(f"/api/v1/findings/{gap['id']}").status_code == 404
        assert place.get(f"/findings/{gap['id']}", accept="text/html").status_code == 404
        key = gap["subject"]["key"]
        assert place.json(f"/api/v1/recommendations/{key}")["findings"] == []
        states = place.json("/api/v1/coverage?limit=1000")
        assert states["by_coverage"]["open"] == 0
        assert key not in place.json("/api/v1/headlines")["open"]
        page = place.get("/gaps", accept="text/html").text
        assert "in Anhörung" in page
        place.reply(gap["id"], office, "explained", text="Beginnt 2027.")
        assert gap["id"] in place.listed("all=true")


def test_after_the_reply_period_everybody_may_read(copy: Path, run: Run) -> None:
    unreleased(copy, run)
    with hearing(copy) as place:
        coordinator = place.token("HMSI", "coordinator")
        gap = next(iter(place.listed("rule=G02", coordinator)))
        sent = place.post(f"/api/v1/findings/{gap}/deliveries", {}, coordinator)
        assert sent.status_code == 201
        assert gap not in place.listed("all=true")
        assert place.items("/api/v1/deliveries") == []  # it would tell of the finding
    with hearing(copy, NOW + timedelta(days=28)) as place:
        assert gap not in place.listed("all=true")
    with hearing(copy, NOW + timedelta(days=29)) as place:
        assert gap in place.listed("all=true")


def test_an_internal_answer_keeps_a_public_gap_from_being_told(copy: Path, run: Run) -> None:
    with hearing(copy) as place:
        gap = next(iter(place.listed("rule=G02").values()))
    table = copy.parent / "answers.csv"
    row = f"M-WI,answersFully,{gap['subject']['key']},internal"
    table.write_text(f"subject,relation,recommendation,visibility\n{row}\n", encoding="utf-8")
    assert run("import", table, "--data", copy)[0] == 0
    with hearing(copy) as place:
        office = place.token("HMSI")
        assert gap["id"] not in place.listed("all=true", office)
        assert gap["id"] not in place.listed("all=true")
        measure = place.json("/api/v1/measures/M-WI")
        assert not any(claim["visibility"] == "internal" for claim in measure["claims"])
        headers = {"authorization": f"Bearer {office}", "accept": "application/json"}
        seen = place.ask("GET", "/api/v1/measures/M-WI", headers).json()
        assert any(claim["visibility"] == "internal" for claim in seen["claims"])
