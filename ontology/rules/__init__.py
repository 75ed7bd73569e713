"""The rules: each file ``<ID>.rq`` is a SPARQL query with a head that says what its hits mean."""

from functools import cache, cached_property
from string import Formatter
from typing import Literal as OneOf
from typing import Self

from pydantic import Field, model_validator

from ontology.head import TODAY, Headed, Part, headed_in
from ontology.terms import expand
from ontology.vocabulary import Text

COUNT = "n_"
FORMS = ("quoted", "date", "number")
"""How a sentence may write a column: ``{due:date}``."""
VARIANT = "variant"
EXPECTED_FORMS = f"{{column}}, {{column:{'|'.join(FORMS)}}} or {{{COUNT}column:one|many}}"

RuleKind = OneOf["gap", "overlap", "dependency"]


class Parameter(Part):
    """Something a reader may set: the variable the query reads it from, its default and meaning."""

    default: str | int
    meaning: Text


class Scope(Part):
    """When silence means something: which list has to be complete, who answers for it.

    ``covers`` is the kind of list in a completeness declaration, empty for rules that rest on what
    is stated; ``responsible`` the columns whose organisations declare it (empty ones: every
    co-responsible ministry); ``needs`` are the relations of which at least one must be stated
    somewhere, or nothing was delivered.
    """

    covers: str = ""
    responsible: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


class Variant(Part):
    """How hits of one sort read; what is left empty is taken from the rule."""

    sentence: Text | None = None
    remedy: Text | None = None
    severity: int | None = Field(default=None, ge=1, le=4)
    scope: Scope | None = None


class Pattern(Part):
    """A triple pattern over the rule's columns: the statements that a hit rests on.

    ``subject`` and ``object`` are columns or, with a colon, IRIs; ``relations`` are IRIs.
    """

    subject: str
    relations: tuple[str, ...]
    object: str


class Rule(Headed):
    """One definition of a gap, overlap or dependency.

    The query gives flat rows; rows that agree in ``key`` are one finding. ``fields`` and
    ``ministries`` name the columns by which readers filter; ``at_least`` says how many different
    values of a column make a finding, as a number or as the parameter that holds it.

    ``formula`` is the definition in signs, ``exclusions`` what does not count, ``assumptions`` what
    is taken for granted; ``benefit`` says of an overlap what working together would bring. The
    rules in ``folds`` find parts of the same cause: their findings about the same things are told
    by this rule's.
    """

    kind: RuleKind
    title: Text
    question: Text
    definition: Text
    formula: str
    exclusions: Text
    assumptions: Text
    caution: Text
    severity: int = Field(ge=1, le=4)
    key: tuple[str, ...]
    subject: str
    evidence: tuple[str, ...]
    sentence: Text
    remedy: Text
    benefit: Text | None = None
    folds: tuple[str, ...] = ()
    fields: tuple[str, ...] = ("field",)
    ministries: tuple[str, ...] = ("ministry",)
    ask: tuple[str, ...] = ()
    at_least: dict[str, int | str] = Field(default_factory=dict)
    parameters: dict[str, Parameter] = Field(default_factory=dict)
    scope: Scope
    variants: dict[str, Variant] = Field(default_factory=dict)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Return the columns of the query's rows, without what is put in: parameters, today."""
        given = {TODAY, *self.parameters}
        return tuple(name for name in self.selected if name not in given)

    @cached_property
    def patterns(self) -> tuple[Pattern, ...]:
        """Return the evidence patterns, their names spelt out."""
        return tuple(_pattern(text) for text in self.evidence)

    def variant(self, name: str) -> Variant:
        """Return how hits of the sort ``name`` read, gaps filled from the rule."""
        own = self.variants.get(name, Variant())
        return Variant(
            sentence=own.sentence or self.sentence,
            remedy=own.remedy or self.remedy,
            severity=self.severity if own.severity is None else own.severity,
            scope=own.scope or self.scope,
        )

    @model_validator(mode="after")
    def _fits_its_query(self) -> Self:
        known = set(self.columns)
        for place, names in self._names():
            if unknown := sorted(set(names) - known):
                raise ValueError(f"{place}: the query selects no {', '.join(unknown)}")
        if odd := [part for text in self._texts() for part in _odd_placeholders(text)]:
            raise ValueError(f"texts: {', '.join(odd)}: expected is {EXPECTED_FORMS}")
        if missing := sorted(set(self.parameters) - set(self.selected)):
            raise ValueError(f"parameters: the query has to select {', '.join(missing)}")
        named = {value for value in self.at_least.values() if isinstance(value, str)}
        if missing := sorted(named - set(self.parameters)):
            raise ValueError(f"at_least: there is no parameter {', '.join(missing)}")
        return self

    @model_validator(mode="after")
    def _says_everything(self) -> Self:
        texts = {"exclusions": self.exclusions, "assumptions": self.assumptions}
        wordings = {"formula": (self.formula,), **{n: (t.de, t.en) for n, t in texts.items()}}
        if blank := [name for name, said in wordings.items() if not all(map(str.strip, said))]:
            raise ValueError(f"{', '.join(blank)}: must not be blank, in neither language")
        if not all(scope.needs for scope in self._scopes()):
            raise ValueError("scope.needs: name relations of which one has to be on record")
        if bool(self.scope.covers) != (self.kind == "gap"):
            raise ValueError("scope.covers: gaps name the list that confirms them, others none")
        if bool(self.benefit) != (self.kind == "overlap"):
            raise ValueError("benefit: overlaps say what working together brings, others nothing")
        return self

    def _scopes(self) -> list[Scope]:
        return [self.scope, *(kind.scope for kind in self.variants.values() if kind.scope)]

    def _texts(self) -> list[Text]:
        kinds = self.variants.values()
        own = [text for kind in kinds for text in (kind.sentence, kind.remedy) if text]
        return [self.sentence, self.remedy, *([self.benefit] if self.benefit else []), *own]

    def _names(self) -> list[tuple[str, list[str]]]:
        ends = [end for part in self.patterns for end in (part.subject, part.object)]
        return [
            ("key", list(self.key)),
            ("subject", [self.subject]),
            ("ask", list(self.ask)),
            ("at_least", list(self.at_least)),
            ("scope", [name for scope in self._scopes() for name in scope.responsible]),
            ("variants", [VARIANT] if self.variants else []),
            ("evidence", [end for end in ends if ":" not in end]),
            ("texts", [name for text in self._texts() for name in placeholders(text)]),
        ]


def placeholders(text: Text) -> list[str]:
    """Return the columns that a text in both languages speaks of."""
    return [name.removeprefix(COUNT) for name, _ in _parts(text)]


def _parts(text: Text) -> list[tuple[str, str]]:
    """Return the placeholders of a text and how each is to be written."""
    parts = [part for wording in (text.de, text.en) for part in Formatter().parse(wording)]
    return [(name, form or "") for _, name, form, _ in parts if name is not None]


def _odd_placeholders(text: Text) -> list[str]:
    """Return the placeholders that are written as no sentence can write them."""
    return [
        f"{{{name}:{form}}}"
        for name, form in _parts(text)
        if form and not (form.count("|") == 1 if name.startswith(COUNT) else form in FORMS)
    ]


@cache
def rules() -> tuple[Rule, ...]:
    """Return all rules, sorted by id; raises ``HeadError`` naming a file that is no rule."""
    return tuple(headed_in("ontology.rules", Rule))


def rule_named(name: str) -> Rule | None:
    """Return the rule whose id is ``name``, or ``None``."""
    return next((rule for rule in rules() if rule.id == name), None)


def _pattern(text: str) -> Pattern:
    subject, relation, target = text.split()
    names = tuple(expand("rdf:type" if name == "a" else name) for name in relation.split("|"))
    return Pattern(subject=_end(subject), relations=names, object=_end(target))


def _end(text: str) -> str:
    return text[1:] if text.startswith("?") else expand(text)
