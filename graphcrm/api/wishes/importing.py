"""What is wrong with a wish for an import: the file, and what its columns are said to mean."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graphcrm.access.viewers import Viewer
from graphcrm.compile.custom_fields import CustomFields
from graphcrm.compile.planner import Planner
from graphcrm.errors import BadUserInput, Forbidden, NotFound
from graphcrm.exchange.mapped import mapping, opening
from graphcrm.exchange.native import native_files, with_fields
from graphcrm.records import uploads
from graphcrm.records.checks import ValueFault
from graphcrm.records.faults import Fault
from graphcrm.records.mutations import values

ACT = "importStart"


def faults(
    planner: Planner, viewer: Viewer, fields: CustomFields, given: Mapping[str, Any], data_dir: Path
) -> list[Fault]:
    """The faults of an input of `ACT`; none where the file is there and its mapping means something."""
    found: list[Fault] = []
    try:
        uploads.find(data_dir, viewer.id, given["upload"])
    except NotFound as error:
        found.append(Fault(error.code, ["upload"], error.message))
    try:
        values.text(given.get("source") or "")
    except ValueFault as error:
        found.append(values.fault("source", error.sentence))
    natives = {name: with_fields(one, fields) for name, one in native_files(planner.vocabulary).items()}
    stated = given["mapping"]
    if not isinstance(stated, Mapping):
        return [*found, Fault("BAD_USER_INPUT", ["mapping"], "A mapping is an object.")]
    try:
        mapped = mapping.stated(stated, natives)
        opening.may_write(planner.vocabulary, mapped, natives, planner.rules(viewer.lens))
    except (BadUserInput, Forbidden) as error:
        denied = isinstance(error, Forbidden)
        found.append(Fault(error.code, ["mapping"], error.message, error.reason, denied=denied))
    return found
