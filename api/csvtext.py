"""Tables as CSV for machines: UTF-8, commas, values as they are."""

import csv
import io
from collections.abc import Iterable, Sequence


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return ``rows`` as CSV with the headings ``columns``.

    Nothing is put before ``=`` or ``+``: a program reads the values as they are. Whoever opens it
    in a spreadsheet imports it as text.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()
