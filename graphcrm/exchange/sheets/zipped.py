"""The directory of a zip archive, looked at before anything is unpacked: what may be a bomb is refused."""

from __future__ import annotations

import zipfile
from pathlib import Path

from graphcrm.errors import BadUserInput

MOST_BYTES = 200 << 20
MOST_RATIO = 100
MOST_MEMBERS = 200
_SMALL = 1 << 20  # a file of a few pages may be packed as tightly as it likes


def opened(path: Path, name: str) -> zipfile.ZipFile:
    """The archive. BadUserInput where it is none, is encrypted, or would unpack to more than it should."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise BadUserInput(f"{name} is no workbook (xlsx), or it is damaged.") from error
    members = archive.infolist()
    unpacked = sum(one.file_size for one in members)
    packed = sum(one.compress_size for one in members)
    fault = None
    if len(members) > MOST_MEMBERS:
        fault = f"It holds {len(members)} parts, and {MOST_MEMBERS} are the most."
    elif unpacked > MOST_BYTES:
        fault = f"It unpacks to {unpacked >> 20} MiB, and {MOST_BYTES >> 20} are the most. Save it as CSV."
    elif unpacked > _SMALL and unpacked > packed * MOST_RATIO:
        fault = f"It unpacks to more than {MOST_RATIO} times its size, as a bomb does. Save it as CSV."
    elif any(one.flag_bits & 1 for one in members):
        fault = "It is protected by a password. Save it without one."
    elif any(one.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for one in members):
        fault = "It is packed in a way that no spreadsheet uses."
    if fault is not None:
        archive.close()
        raise BadUserInput(f"{name} was not read. {fault}")
    return archive
