"""Who may write and read on the inside: tokens, of which only digests are kept."""

import hmac
import json
import secrets
from dataclasses import asdict, dataclass
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from typing import Literal as OneOf

from api.problems import ProblemError
from graph.durable import make_folder, write_whole

Role = OneOf["representative", "coordinator"]
FILE = "tokens.json"
START = "qs_"
SIZE = 32  # random bytes of a token
SCHEME = "bearer"
OWNER_ONLY = 0o600


@dataclass(frozen=True, slots=True)
class Holder:
    """Whom a token belongs to: a post by its ``name``, and the ``office`` (IRI) it speaks for."""

    name: str
    role: Role
    office: str
    digest: str
    created: str


class Tokens:
    """The tokens of a data folder; the file is read anew whenever it has changed."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE
        self._read: tuple[tuple[int, int], tuple[Holder, ...]] = ((0, 0), ())

    def holders(self) -> tuple[Holder, ...]:
        """Return everybody who has a token, in the order they got it."""
        try:
            found = self._file.stat()
        except FileNotFoundError:
            return ()
        stamp = (found.st_mtime_ns, found.st_ino)
        if stamp != self._read[0]:
            rows = json.loads(self._file.read_text(encoding="utf-8"))
            self._read = (stamp, tuple(Holder(**row) for row in rows))
        return self._read[1]

    def holder(self, header: str) -> Holder | None:
        """Return whose token the ``Authorization`` header carries; ``None`` for an empty one.

        Raises ``ProblemError`` (401) for a token that nobody has.
        """
        if not header:
            return None
        scheme, _, token = header.partition(" ")
        digest = digest_of(token.strip())
        known = self.holders() if scheme.lower() == SCHEME else ()
        for holder in known:
            if hmac.compare_digest(holder.digest, digest):
                return holder
        raise ProblemError(
            "api.unknown_token",
            HTTPStatus.UNAUTHORIZED,
            headers={"WWW-Authenticate": "Bearer"},
        )

    def add(self, name: str, role: Role, office: str, created: str) -> str:
        """Give ``name`` a new token and return it; it is shown this once and kept nowhere.

        Raises ``ValueError`` when ``name`` has one already.
        """
        if any(holder.name == name for holder in self.holders()):
            raise ValueError(name)
        token = START + secrets.token_urlsafe(SIZE)
        self._write([*self.holders(), Holder(name, role, office, digest_of(token), created)])
        return token

    def remove(self, name: str) -> bool:
        """Take the token of ``name`` away; return whether there was one."""
        kept = [holder for holder in self.holders() if holder.name != name]
        if len(kept) == len(self.holders()):
            return False
        self._write(kept)
        return True

    def _write(self, holders: list[Holder]) -> None:
        rows = [asdict(holder) for holder in holders]
        make_folder(self._file.parent)
        write_whole(self._file, [json.dumps(rows, indent=1).encode("utf-8")])
        self._file.chmod(OWNER_ONLY)


def digest_of(token: str) -> str:
    """Return the SHA-256 of ``token``, in hexadecimal; its randomness needs no salt."""
    return sha256(token.encode("utf-8")).hexdigest()
