"""How one wording became another: what stayed, what was added, what was removed, word by word."""

from difflib import SequenceMatcher
from typing import Literal as OneOf
from typing import NamedTuple

Kind = OneOf["equal", "added", "removed"]


class Stretch(NamedTuple):
    """Words in a row that share one fate."""

    kind: Kind
    words: tuple[str, ...]


def worddiff(old: str, new: str) -> tuple[Stretch, ...]:
    """Return the stretches that lead from ``old`` to ``new``; white space does not count.

    Equal and removed words together are those of ``old``, equal and added ones those of ``new``.
    """
    before, after = old.split(), new.split()
    found: list[Stretch] = []
    # Without the shortcut for frequent words: articles are words too.
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Stretch("equal", tuple(before[i:j])))
            continue
        if j > i:
            found.append(Stretch("removed", tuple(before[i:j])))
        if m > k:
            found.append(Stretch("added", tuple(after[k:m])))
    return tuple(found)
