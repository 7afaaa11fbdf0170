"""What is wrong with a wish for a file of records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphcrm.access.viewers import Viewer
from graphcrm.compile.custom_fields import CustomFields
from graphcrm.compile.listings import Chosen, noun_of
from graphcrm.compile.planner import Planner
from graphcrm.errors import BadUserInput, NotUsable
from graphcrm.exchange.exports import selections
from graphcrm.exchange.writers.formats import format_of
from graphcrm.records.faults import Fault

ACTS = ("exportStart", "exportScheduleSave")


def faults(planner: Planner, viewer: Viewer, fields: CustomFields, given: Mapping[str, Any]) -> list[Fault]:
    """The faults of an input of one of `ACTS`; none where the file can be had."""
    filter_, ids = given.get("filter"), given.get("ids")
    found: list[Fault] = []
    if filter_ is not None and ids is not None:
        return [Fault("BAD_USER_INPUT", ["ids"], "Choose by a filter or by ids, not by both.")]
    if filter_ is not None and not isinstance(filter_, Mapping):
        found.append(Fault("BAD_USER_INPUT", ["filter"], "A filter is an object, as in the list of these records."))
        filter_ = None
    records, columns = given["records"].lower(), given.get("columns")
    place = "format"
    try:
        form = format_of(given["format"].lower(), records)
        noun = noun_of(planner.vocabulary, records)
        place = "columns"
        listing = selections.listed(planner, viewer, noun, form, columns, fields)
        place = "filter" if ids is None else "ids"
        listing.check(Chosen(filter_, ids))
    except BadUserInput as error:
        found.append(Fault(error.code, [place], error.message, error.reason, denied=isinstance(error, NotUsable)))
    return found
