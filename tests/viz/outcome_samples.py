"""Values for the pages of what follows from much at once, and for the life of a finding."""

from dataclasses import dataclass, replace

from graph.bundles import Bundle, BundleCover
from graph.chains import Chain, Cycle, OfficeView
from graph.concordance import Comparison, Match
from graph.cover import Cover
from graph.deadlines import Conflict
from graph.drafts import Draft
from graph.finding import Agreement, Delivery, Finding, Life, Reply
from graph.lineage import Lineage, Step
from graph.links import Link, Stated
from graph.model import Dependency
from graph.similarity import Proposal
from graph.whatif import Effect, Load
from graph.worddiff import Stretch
from tests.viz.maker import Maker
from viz.outcomes import Game


@dataclass(frozen=True)
class Outcomes:
    """What the pages of lineage, offices, games and pairs are given."""

    lineage: Lineage
    office: OfficeView
    conflict: Conflict
    circle: Cycle
    game: Game
    proposal: Proposal
    overlap: Finding


def outcomes(make: Maker, gap: Finding, dependency: Dependency) -> Outcomes:
    """Return one set of values; ``gap`` and ``dependency`` are told in several of them."""
    chain = _chain(make, dependency)
    stated = Stated(dependency.dependent, "start", "2014-03", ("measures.M-1",), False)
    words = make.text("Die Voraussetzung kommt einen Monat später.")
    return Outcomes(
        lineage=lineage(make),
        office=OfficeView(
            make.thing("organisation", "O-A", "Ministerium A", "MA"),
            (chain,),
            (chain,),
            (replace(dependency, prerequisite=None, prerequisite_text=make.say("Ein Erlass.")),),
        ),
        conflict=Conflict(chain.links[0], stated, stated, 30, True, words),
        circle=Cycle((dependency.dependent,), chain),
        game=game(make, gap),
        proposal=_proposal(make),
        overlap=overlap(make, gap),
    )


def lineage(make: Maker) -> Lineage:
    """Return a field that came from one, has a reworded counterpart and none in another scheme."""
    field, other = make.thing("field", "F-1", "Feld F-1"), make.thing("field", "G-1", "Feld G-1")
    scheme = make.thing("field-scheme", "FS-2", "Einteilung zwei")
    period = make.thing("legislative-period", "WP-1", "1. Wahlperiode")
    said = make.say
    changed = (
        Stretch("equal", (said("Schule"),)),
        Stretch("added", (said("und"),)),
        Stretch("removed", (said("oder"),)),
    )
    step = Step(
        "changed",
        "after",
        1,
        field,
        other,
        make.text("Nachfolge"),
        make.say("weil es so beschlossen wurde"),
        "2017-06",
        period,
        changed,
        True,
        ("measures.M-1",),
        make.text("Daraus wurde „Feld G-1“."),
    )
    bare = replace(step, other=None, words="", date="", period=None, difference=(), claims=())
    relation = make.nature("close", "entspricht etwa")
    match = Match(other, relation, True, ("mappings.X",))
    sentence = make.text("Ohne Entsprechung in sechs bekannten Feldern.")
    compared = Comparison(field, scheme, "2017", 6, 6, (match,), True, None, sentence)
    lacking = replace(compared, matches=(), state="presumed")
    fields = (compared, lacking)
    return Lineage(field, (bare,), (step,), (step, bare), fields, (), sentence)


def game(make: Maker, gap: Finding) -> Game:
    """Return a planning game that closes one gap and opens others."""
    ministry = make.thing("organisation", "O-A", "Ministerium A", "MA")
    field = make.thing("field", "F-1", "Feld F-1")
    label = make.text("Feld F-1 für alle")
    bundle = Bundle(label, Draft(make.say("Kurse"), ("F-1",)), frozenset({gap.id}))
    cover = Cover(("b",), 3, 4, 2, True, True, None, make.text("Ein Bündel genügt."))
    loads = (Load(ministry, 3, 1),)
    notes = (make.text("Nur gerechnet."),)
    effect = Effect((), (gap,), (gap,), (gap,), (gap,), loads, 3, 40, notes)
    asked = {
        "title": make.say("Kurse"),
        "fields": ("F-1",),
        "target_groups": (),
        "lead": "O-A",
        "answers": ("E-2",),
        "share": "80",
    }
    choices = {
        "fields": (field,),
        "target-groups": (make.thing("target-group", "Z-1", "Zielgruppe eins"),),
        "ministries": (ministry,),
    }
    note = make.text("Kein Vorschlag.")
    fewest = BundleCover((bundle,), cover, note)
    return Game(asked, effect, fewest, choices, (make.state("E-2", "open"),))


def overlap(make: Maker, gap: Finding) -> Finding:
    """Return an overlap with a grade, agreements, deliveries and replies of every sort."""
    ministry = make.thing("organisation", "O-A", "Ministerium A", "MA")
    field = make.thing("field", "F-1", "Feld F-1")
    common = Agreement("field", make.text("im Handlungsfeld"), (field,), ("measures.M-1",))
    period = Agreement("period", make.text("Zeitraum"), (), ("measures.M-1",), "2014/2015")
    reply = Reply(
        reference=make.thing("reply", "A-1", "Antwort"),
        position=make.nature("disputed", "bestritten"),
        by=ministry,
        date="2014-12-01",
        text=make.say("Das ist abgestimmt."),
        source=make.say("Bericht, Seite 3"),
        until="2015-01-31",
        current=False,
        heard=True,
        claims=("replies.A-1",),
    )
    delivery = Delivery(make.thing("delivery", "Z-1", "Zustellung"), ministry, "2014-11", "2014-12")
    life = Life("disputed", False, True, False, (delivery,), (reply,))
    return replace(
        gap,
        id="0b0b",
        rule="O02",
        kind="overlap",
        grade="overlap",
        agreements=(common, period),
        benefit=make.text("Ein gemeinsames Verfahren."),
        life=life,
        tells=(gap.id,),
        within="0c0c",
    )


def _chain(make: Maker, dependency: Dependency) -> Chain:
    office = make.thing("organisation", "O-A", "Ministerium A", "MA")
    dates = (Stated(dependency.dependent, "due", "2014-03", ("measures.M-1",), False),)
    prerequisite = dependency.prerequisite or dependency.dependent
    link = Link(
        dependency.dependent, prerequisite, (office,), (office,), (dependency,), dates, True
    )
    return Chain((link,), (office,), make.text("MA wartet auf MA."), True)


def _proposal(make: Maker) -> Proposal:
    first = make.thing("recommendation", "E-1", "Empfehlung E-1")
    second = make.thing("recommendation", "E-2", "Empfehlung E-2")
    field, group = make.thing("field", "F-1", "Feld F-1"), make.thing("target-group", "Z-1", "Alle")
    shared = (make.say("kurs"),)
    return Proposal(first, second, 0.5, "word-parts", shared, (field,), (group,), False, True)
