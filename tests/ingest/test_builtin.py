"""The data sets that come with the program are found wherever it is installed."""

from ingest.builtin import builtin_folders
from ingest.sheets import table_files


def test_every_built_in_folder_holds_tables() -> None:
    folders = builtin_folders()
    assert list(folders) == sorted(folders)
    assert folders
    for folder in folders.values():
        assert table_files(folder)
