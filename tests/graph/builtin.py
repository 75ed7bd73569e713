"""The built-in data in any store."""

from typing import TypeVar

from graph.claims import difference
from graph.current import Vocabulary, refresh
from graph.embedded import EmbeddedStore
from graph.remote import RemoteStore
from ingest.builtin import builtin_folders
from ingest.reading import read
from tests.graph.cases import DAY

Filled = TypeVar("Filled", EmbeddedStore, RemoteStore)


def builtin_store(store: Filled) -> Filled:
    """Take the built-in data into the empty ``store`` and return it."""
    (folder,) = builtin_folders().values()
    store.apply(difference(EmbeddedStore(), read([folder], ()).claims))
    store.load_lines(Vocabulary.built_in().lines)
    refresh(store, Vocabulary.built_in(), DAY)
    return store
