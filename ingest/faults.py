"""What is wrong with a table, in the words of the person who has to correct it."""

from collections.abc import Mapping
from dataclasses import dataclass

from ontology.messages import message
from ontology.vocabulary import Text

SHOWN = 80  # characters of a wrong value that a message repeats
NOTHING = Text("", "")


def worded(key: str, **values: str | Text) -> Text:
    """Return the text ``key`` in both languages, each filled with its wording of ``values``."""

    def filled(language: str) -> str:
        texts = {
            name: value.in_language(language) if isinstance(value, Text) else value
            for name, value in values.items()
        }
        return message(key, language, **texts)

    return Text(filled("de"), filled("en"))


class CellError(ValueError):
    """Why a value or a file cannot be taken, with what is expected and the nearest known.

    ``key`` names the message, ``details`` fill it; ``line`` is set where it is known before the
    rest of the place is.
    """

    def __init__(
        self,
        key: str,
        value: str,
        expected: Text = NOTHING,
        suggestion: str = "",
        **details: str | Text,
    ) -> None:
        super().__init__(key, value)
        self.key = key
        self.value = value
        self.expected = expected
        self.suggestion = suggestion
        self.details: Mapping[str, str | Text] = details
        self.line = 0


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file; ``line`` counts as a spreadsheet does, 0 where there is none."""

    file: str
    sheet: str = ""
    line: int = 0
    column: str = ""

    def text(self, language: str) -> str:
        """Return the place in ``language``: ``x.csv, Zeile 14, Spalte „Quelle“``."""
        parts = [self.file]
        if self.sheet:
            parts.append(message("ingest.place.sheet", language, sheet=self.sheet))
        if self.line:
            parts.append(message("ingest.place.line", language, line=self.line))
        if self.column:
            parts.append(message("ingest.place.column", language, column=self.column))
        return "".join(parts)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that keeps a table from being taken in: where, what, and what is expected.

    ``key`` names the message, ``problem`` is its wording; ``suggestion`` is the nearest known
    value or empty.
    """

    file: str
    sheet: str
    line: int
    column: str
    value: str
    key: str
    problem: Text
    expected: Text
    suggestion: str

    @classmethod
    def at(cls, place: Place, error: CellError) -> "Fault":
        """Return the fault that ``error`` is at ``place``."""
        shown = error.value if len(error.value) <= SHOWN else f"{error.value[:SHOWN]}…"
        return cls(
            place.file,
            place.sheet,
            place.line or error.line,
            place.column,
            error.value,
            error.key,
            worded(error.key, value=shown, **error.details),
            error.expected,
            error.suggestion,
        )

    @property
    def place(self) -> Place:
        """Return where the fault is."""
        return Place(self.file, self.sheet, self.line, self.column)

    def text(self, language: str) -> str:
        """Return place, problem, expectation and suggestion as one text in ``language``."""
        problem = self.problem.in_language(language)
        return f"{self.place.text(language)}: {problem}{self._advice(language)}"

    def _advice(self, language: str) -> str:
        expected = self.expected.in_language(language)
        if expected and self.suggestion:
            key = "ingest.expected_and_suggestion"
            return message(key, language, expected=expected, suggestion=self.suggestion)
        if expected:
            return message("ingest.expected", language, expected=expected)
        if self.suggestion:
            return message("ingest.suggestion", language, suggestion=self.suggestion)
        return ""
