"""Who is concerned answers first; replies are claims, and a dismissed finding comes back."""

import csv
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest

from graph.things import thing
from ontology.terms import thing_iri
from tests.api.hearings import Hearing, hearing
from tests.api.readers import NOW, Run, RunJson

RULE = "rule=G02"


def a_gap(place: Hearing) -> str:
    return next(iter(place.listed(RULE)))


def test_a_reply_needs_a_token_of_an_office_concerned(copy: Path) -> None:
    with hearing(copy) as place:
        gap, other = a_gap(place), place.token("HKM")
        assert place.reply(gap, "", "fixed").status_code == 401
        assert place.reply(gap, "qs_wrong", "fixed").status_code == 401
        refused = place.reply(gap, other, "fixed")
        assert refused.status_code == 403
        assert "HMSI" in refused.json()["detail"]
        assert place.reply(gap, place.token("HMSI"), "dismissed", text="x").status_code == 403
        assert place.dataset.revision == 1


@pytest.mark.parametrize(
    ("body", "parameter"),
    [
        ({"position": "disputed", "text": "nein"}, "source"),
        ({"position": "disputed", "source": "Drs."}, "text"),
        ({"position": "explained"}, "text"),
        ({"position": "maybe"}, "position"),
        ({"position": "fixed", "mood": "good"}, "mood"),
        ({}, "position"),
    ],
)
def test_an_incomplete_reply_is_refused_with_what_is_missing(
    body: dict[str, str], parameter: str, copy: Path
) -> None:
    with hearing(copy) as place:
        answer = place.post(f"/api/v1/findings/{a_gap(place)}/replies", body, place.token("HMSI"))
        assert answer.status_code == 422
        assert parameter in answer.text
        assert place.dataset.revision == 1


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b'"x"', b"\xff", b"[" * 5000])
def test_what_is_no_reply_at_all_is_a_problem_and_no_failure(content: bytes, copy: Path) -> None:
    with hearing(copy) as place:
        headers = {
            "authorization": f"Bearer {place.token('HMSI')}",
            "content-type": "application/json",
        }
        path = f"/api/v1/findings/{a_gap(place)}/replies"
        answer = place.ask("POST", path, headers, content=content)
        assert 400 <= answer.status_code < 500
        assert answer.headers["content-type"] == "application/problem+json"


def test_the_whole_life_of_a_finding(copy: Path) -> None:
    with hearing(copy) as place:
        gap, office = a_gap(place), place.token("HMSI")
        coordinator = place.token("HMSI", "coordinator")
        path = f"/api/v1/findings/{gap}"
        assert place.json(path)["life"]["stage"] == "new"
        assert place.post(f"{path}/deliveries", {}, office).status_code == 403
        sent = place.post(f"{path}/deliveries", {}, coordinator)
        assert (sent.status_code, sent.json()["life"]["stage"]) == (201, "delivered")
        due = (NOW.date() + timedelta(days=28)).isoformat()
        assert sent.json()["life"]["deliveries"][0]["due"] == due
        assert place.post(f"{path}/deliveries", {}, coordinator).status_code == 409
        assert place.reply(gap, coordinator, "dismissed", text="so").status_code == 422
        said = {"text": "Steht im Bericht.", "source": "Drs. 19/1"}
        disputed = place.reply(gap, office, "disputed", **said).json()
        assert (disputed["life"]["stage"], disputed["state"]) == ("disputed", "presumed")
        confirmed = place.reply(gap, office, "confirmed").json()
        assert (confirmed["life"]["stage"], confirmed["state"]) == ("confirmed", "confirmed")
        assert confirmed["severity"] == disputed["severity"] + 1
        place.reply(gap, office, "explained", text="Beginnt 2027.")
        dismissed = place.reply(gap, coordinator, "dismissed", text="Wir folgen dem.").json()
        assert dismissed["life"]["rests"]
        assert gap not in place.listed()
        assert place.listed("all=true")[gap]["within"] not in place.listed()
        assert len(place.json(path)["life"]["replies"]) == 4
        assert not place.dataset.verify()
        authors = {change.author for change in place.dataset.history()}
        roles = ("representative", "coordinator")
        assert authors == {"operator", *(f"{role} organisation/O-HMSI-19" for role in roles)}


def test_a_dismissed_finding_returns_when_its_evidence_changes(copy: Path, run: Run) -> None:
    with hearing(copy) as place:
        gap, office = a_gap(place), place.token("HMSI")
        about = place.json(f"/api/v1/findings/{gap}")["subject"]["key"]
        place.reply(gap, office, "explained", text="Beginnt 2027.")
        place.reply(gap, place.token("HMSI", "coordinator"), "dismissed", text="Gut.")
        cause = place.listed("all=true")[gap]["within"]
        assert cause not in place.listed()
    folder = Path("ingest/data/hessen/recommendations.csv")
    with folder.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["id"] == about]
    rows[0]["addressee"] = "O-HMSI-19"
    table = copy.parent / "recommendations.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    assert run("import", table, "--data", copy)[0] == 0
    with hearing(copy) as place:
        life = place.listed("all=true")[gap]["life"]
        assert (life["stage"], life["returned"], life["rests"]) == ("new", True, False)
        assert not any(reply["current"] for reply in life["replies"])
        assert cause in place.listed()


def test_an_accepted_finding_rests_until_its_day(copy: Path) -> None:
    until = (NOW + timedelta(days=30)).date().isoformat()
    with hearing(copy) as place:
        gap, coordinator = a_gap(place), place.token("HMSI", "coordinator")
        assert place.reply(gap, coordinator, "accepted").status_code == 422
        assert place.reply(gap, coordinator, "accepted", until="2020-01-01").status_code == 422
        assert place.reply(gap, coordinator, "accepted", until=until).status_code == 201
        cause = place.listed("all=true")[gap]["within"]
        assert cause not in place.listed()
    with hearing(copy, NOW + timedelta(days=31)) as place:
        assert cause in place.listed()


def test_a_reply_is_a_claim_that_can_be_opened(copy: Path) -> None:
    with hearing(copy) as place:
        gap = a_gap(place)
        place.reply(gap, place.token("HMSI"), "explained", text="=1+1 beginnt 2027.")
        (told,) = place.json(f"/api/v1/findings/{gap}")["life"]["replies"]
        claim = place.json(f"/api/v1/claims/{told['claims'][0]}")
        assert claim["table"] == "replies"
        key = told["reference"]["key"]
        found = thing(place.dataset.store, thing_iri("reply", key), day=NOW.date())
        assert found is not None
        page = place.get(f"/findings/{gap}", accept="text/html").text
        assert "=1+1 beginnt 2027." in page


def test_replies_at_the_same_moment_both_stand(copy: Path) -> None:
    with hearing(copy) as place:
        gap, office = a_gap(place), place.token("HMSI")
        words = ["Erstens.", "Zweitens."]
        threads = [
            Thread(target=place.reply, args=(gap, office, "explained"), kwargs={"text": text})
            for text in words
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        replies = place.json(f"/api/v1/findings/{gap}")["life"]["replies"]
        assert sorted(each["text"] for each in replies) == words


def test_the_commands_deliver_and_reply(copy: Path, run: Run, run_json: RunJson) -> None:
    found = run_json("findings", "--rule", "G02", "--data", copy)["items"][0]["id"]
    names = ("token", "add"), ("--ministry", "HMSI", "--data", copy)
    office = run_json(*names[0], "A", *names[1])["token"]
    coordinator = run_json(*names[0], "K", "--role", "coordinator", *names[1])["token"]
    assert run("deliver", found, "--token", office, "--data", copy)[0] == 1
    done = run_json("deliver", found, "--token", coordinator, "--data", copy)
    assert done["stage"] == "delivered"
    code, _, err = run("reply", found, "disputed", "--token", office, "--data", copy)
    assert (code, "text" in err) == (1, True)
    assert run("reply", found, "confirmed", "--data", copy)[0] == 1
    assert run("reply", "0000000000000000", "confirmed", "--token", office, "--data", copy)[0] == 1
    assert run("reply", found, "perhaps", "--token", office, "--data", copy)[0] == 2
    said = ("reply", found, "confirmed", "--token", office, "--data", copy)
    assert run_json(*said)["stage"] == "confirmed"
    left = run_json("findings", "--state", "confirmed", "--data", copy)
    assert found in {each["id"] for each in left["items"]} | {
        told for each in left["items"] for told in each["tells"]
    }
