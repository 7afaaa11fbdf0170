"""The lists of a record in an input: addresses, categories, and the records it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from graphcrm.compile.declarations import Noun, Reference, camel
from graphcrm.compile.mutations import reference_noun
from graphcrm.records import checks, stored
from graphcrm.records.checks import ValueFault
from graphcrm.records.desired import Link
from graphcrm.records.faults import Fault
from graphcrm.records.mutations.values import fault, text
from graphcrm.records.mutations.work import Item, Work

_MOST = 500


@dataclass(slots=True)
class _Wanted:
    """A record named in a list: the key it is asked for by, what the edge says, where it stands."""

    key: Any
    properties: dict[str, Any]
    path: list[str]


@dataclass(slots=True)
class Lists:
    """The lists of one input: links made already, records to be found first, and of these once they are found the
    archived ones (column, id, path): a list may keep them and not newly lead to them."""

    links: dict[str, list[Link]] = field(default_factory=dict)
    wanted: dict[str, list[_Wanted]] = field(default_factory=dict)
    archived: list[tuple[str, str, list[str]]] = field(default_factory=list)

    def resolve(self, work: Work, item: Item) -> dict[str, Sequence[Link]]:
        """The links by column, once what they name is found; a fault for what is not."""
        for column, wanted in self.wanted.items():
            for one in wanted:
                found = work.named.get(one.key)
                if found is None:
                    work.fault(item, work.named.missing(one.key, one.path))
                else:
                    if found.archived:
                        self.archived.append((column, found.id, one.path))
                    self.links[column].append(Link(found.noun, found.id, one.properties))
        return dict(self.links)


def archived(path: list[str]) -> Fault:
    return Fault("CONFLICT", path, "This record is archived. Restore it first.", "ARCHIVED")


def read(work: Work, noun: Noun, item: Item, *, new: bool) -> Lists:
    """Reads the lists that an input states; what it names is noted to be looked up."""
    lists = Lists()
    for reference in noun.references:
        name = camel(reference.column)
        if name not in item.given:
            continue
        value = item.given[name]
        listed = [] if value is None else value if reference.many else [value]
        if reference.required and not listed:
            if not new or value is not None:
                work.fault(item, fault(name, "At least one is required here."))
            continue
        if len(listed) > _MOST:
            work.fault(item, fault(name, f"A list has at most {_MOST} entries."))
            continue
        lists.links[reference.column] = []
        for index, one in enumerate(listed):
            _entry(work, reference, lists, item, one, [name, str(index)] if reference.many else [name])
    return lists


def _entry(work: Work, reference: Reference, lists: Lists, item: Item, value: Any, path: list[str]) -> None:
    end = reference_noun(work.vocabulary, reference)
    links = lists.links[reference.column]
    if end == "ContactPoint":
        try:
            links.append(address(reference.fixed["medium"], value))
        except ValueFault as error:
            work.fault(item, fault(path, error.sentence))
    elif end == "Category":
        links.append(Link(end, value))
    else:
        properties = {}
        if reference.suffix is not None:
            key = end[0].lower() + end[1:]
            properties = {reference.suffix: value[camel(reference.suffix)]}
            value, path = value[key], [*path, key]
        wanted = _Wanted(work.named.want(end, value), properties, path)
        lists.wanted.setdefault(reference.column, []).append(wanted)


def address(medium: str, value: str) -> Link:
    """A link to an address of one medium (EMAIL, PHONE, POST). ValueFault where it can be none."""
    kept = text(value)
    if kept is None:
        raise ValueFault("REQUIRED", "An address cannot be empty. Leave it out.")
    {"EMAIL": checks.email, "PHONE": checks.phone, "POST": checks.post}[medium](kept)
    return Link("ContactPoint", stored.contact_point(medium, kept)["address_key"], {}, kept)
