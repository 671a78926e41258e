"""The archive itself: made in a process of its own, from plain values, in memory alone.

AES-256 as WinZip writes it into a ZIP, which 7-Zip and its relatives open on every system. Its key
derivation is a fast one (PBKDF2 with 1,000 rounds), so the passphrase has to be the strong part.
"""

import io
from collections.abc import Iterator

import pyzipper  # type: ignore[import-untyped]

from portal.export.csv_text import table
from portal.export.document import document
from portal.export.layout import pdf
from portal.export.record import CopyRequest, OwnRecord
from portal.export.sheets import sheets
from portal.export.written import as_fhir, as_json


def copy(request: CopyRequest) -> bytes:
    """The encrypted archive with everything in it."""
    made = io.BytesIO()
    with pyzipper.AESZipFile(
        made, "w", compression=pyzipper.ZIP_DEFLATED, encryption=pyzipper.WZ_AES
    ) as archive:
        archive.setencryption(pyzipper.WZ_AES, nbits=256)
        archive.setpassword(request.passphrase.encode())
        for name, data in files(request.record):
            archive.writestr(name, data)
    return made.getvalue()


def files(record: OwnRecord) -> Iterator[tuple[str, bytes]]:
    """What is in the archive; the names of files are readable without any passphrase."""
    yield "record.pdf", pdf(document(record))
    yield "record.json", as_json(record).encode()
    yield "fhir-bundle.json", as_fhir(record).encode()
    yield from record.photos.items()
    for sheet in sheets(record):
        yield f"csv/{sheet.name}.csv", table(sheet.columns, sheet.rows).encode()
