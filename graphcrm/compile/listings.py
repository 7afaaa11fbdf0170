"""The records of a noun as rows with columns, for files: what is read is a root list of the API, page by page.

The document is made here and compiled as any other, so that who sees which row, and what of it, is decided where it is
decided for everybody. Beside what the API asks of a condition, a column must be of facts that the viewer may take out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from graphql import FragmentDefinitionNode, OperationDefinitionNode, get_variable_values, parse

from graphcrm.access.rights import Lens
from graphcrm.access.sensitivity import Act
from graphcrm.access.viewers import Viewer
from graphcrm.compile.custom_fields import CustomField, CustomFields
from graphcrm.compile.declarations import Noun, Property, Shape, camel
from graphcrm.compile.exports import Exports
from graphcrm.compile.planner import Planner
from graphcrm.compile.scalars import cursor
from graphcrm.compile.vocabulary import Vocabulary, WayOf
from graphcrm.errors import BadUserInput, NotUsable

MOST_IDS = 500  # as many as a list in the API may have
MOST_COLUMNS = 100
_AT_ONCE = 100  # ids that a filter takes
_TOLD = 50
_KINDS = {
    "Integer": "integer",
    "Number": "number",
    "Boolean": "boolean",
    "Date": "date",
    "Instant": "instant",
    "Texts": "texts",
}
_UNASKED = ("version", "created_at", "updated_at", "archived_at")
_ROWS = "rows"
_SEATED = "Person"
# Archived or not: who chooses a record by its id means it.
_EITHER = {"or": [{"archivedAt": {"isNull": True}}, {"archivedAt": {"isNull": False}}]}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, the `kind` of its values (as of a file), what it selects of a record, how its value is read
    from what was selected, the facts that it tells. `usual`: it is there where nobody chooses."""

    name: str
    kind: str
    description: str
    selected: str
    read: Callable[[Mapping[str, Any]], Any]
    facts: tuple[str, ...]
    usual: bool = True


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which records: those of a filter, of these ids, or all that are in use."""

    filter: Mapping[str, Any] | None = None
    ids: Sequence[str] | None = None

    @property
    def query(self) -> dict[str, Any]:
        """What was asked for, to be told in a file: of many ids how many they were."""
        if self.ids is not None:
            return {"ids": list(self.ids)} if len(self.ids) <= _TOLD else {"selected": len(self.ids)}
        return {"filter": dict(self.filter)} if self.filter else {}

    def filters(self) -> list[Mapping[str, Any]]:
        """The filters that choose them, to be read one after the other."""
        if self.ids is None:
            return [self.filter or {}]
        ids = sorted(set(self.ids))
        parts = (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))
        return [{"and": [{"id": {"in": part}}, _EITHER]} for part in parts]


@dataclass(frozen=True, slots=True)
class _Document:
    key: str
    node: OperationDefinitionNode
    fragments: Mapping[str, FragmentDefinitionNode]


@dataclass(frozen=True, slots=True)
class Page:
    """Rows, each the id and the values of the columns, and where the next page begins: None where there is none."""

    rows: list[list[Any]]
    after: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """A page to be read: its statement, and what makes the page of what that returns."""

    text: str
    parameters: Mapping[str, Any]
    page: Callable[[list[Any]], Page]


class Listing:
    """The rows of the records that a viewer sees of a noun. BadUserInput where a column is none of theirs."""

    def __init__(
        self, planner: Planner, lens: Lens, noun: Noun, fields: CustomFields, names: Sequence[str] | None = None
    ) -> None:
        self._planner = planner
        self._lens = lens
        self._fields = fields
        self.noun = noun
        known = columns(Exports(planner.rules(lens)), noun, fields)
        self.columns = [one for one in known.values() if one.usual] if names is None else _named(noun, known, names)
        if not self.columns:
            raise BadUserInput(f"There is nothing of {noun.plural} that your role may take out.")
        self._document = _document(noun, self.columns)

    @staticmethod
    def known(planner: Planner, lens: Lens, noun: Noun, fields: CustomFields) -> list[str]:
        """The names of all columns that a viewer may take out."""
        return list(columns(Exports(planner.rules(lens)), noun, fields))

    @property
    def facts(self) -> list[str]:
        """What the rows tell, for the trail."""
        return list(dict.fromkeys(fact for column in self.columns for fact in column.facts))

    def check(self, chosen: Chosen) -> None:
        """BadUserInput for what cannot be chosen by: a filter that does not fit the noun, one that the viewer may not
        use, ids that are too many."""
        if chosen.ids is not None and not 1 <= len(chosen.ids) <= MOST_IDS:
            raise BadUserInput(
                f"Choose 1 to {MOST_IDS} records by their ids; {len(chosen.ids)} were given. Use a filter."
            )
        for given in chosen.filters()[:1]:
            variables = self._variables(given, None, 1)
            self._planner.plan(self._document, variables, self._lens, self._fields).values(variables)

    def reading(
        self, given: Mapping[str, Any], after: str | None, size: int, viewer: Viewer, moment: datetime
    ) -> Reading:
        """The page of a filter that begins after a place."""
        variables = self._variables(given, after, size)
        plan = self._planner.plan(self._document, variables, self._lens, self._fields)
        assert plan.text is not None, "rows are asked for"

        def page(value: list[Any]) -> Page:
            data, errors = plan.decode(value)
            if errors:
                raise errors[0][0]
            found = data[_ROWS]
            rows = [[node["id"], *(column.read(node) for column in self.columns)] for node in found["nodes"]]
            more = found["pageInfo"]
            return Page(rows, more["endCursor"] if more["hasNextPage"] else None)

        return Reading(plan.text, plan.parameters(variables, viewer, moment), page)

    def _variables(self, given: Mapping[str, Any], after: str | None, size: int) -> dict[str, Any]:
        said: dict[str, Any] = {"filter": dict(given), "first": size, "after": after}
        definitions = self._document.node.variable_definitions or ()
        try:
            found = get_variable_values(self._planner.schema, definitions, said, max_errors=1)
        except RecursionError as error:
            raise BadUserInput("The filter is nested too deeply.") from error
        if isinstance(found, list):
            raise BadUserInput(f"The filter does not fit {self.noun.plural}: {found[0].message[:300]}", reason="FILTER")
        coerced = dict(found.coerced)
        if after is not None:
            coerced["after"] = cursor(after)
        return coerced


def noun_of(vocabulary: Vocabulary, plural: str) -> Noun:
    """The noun of a word such as `people`. BadUserInput where there is none."""
    nouns = {noun.plural: noun for noun in vocabulary.nouns.values() if exported(noun)}
    if plural not in nouns:
        raise BadUserInput(f"There are no {plural[:40]!r}. Choose one of {', '.join(map(str, nouns))}.", reason="NOUN")
    return nouns[plural]


def exported(noun: Noun) -> bool:
    """Whether records of a noun are written to files of their own: those that people keep."""
    return noun.plural is not None and noun.governed and not noun.defines


def columns(exports: Exports, noun: Noun, fields: CustomFields) -> dict[str, Column]:
    """All columns of a noun that a viewer may take out, by name, in their order."""
    found = [*_of_properties(exports, noun), *_of_ways(exports, noun)]
    if noun.name == _SEATED:
        found += _of_seat(exports)
    found += _of_fields(exports, noun, fields)
    return {column.name: column for column in found}


def _named(noun: Noun, known: Mapping[str, Column], names: Sequence[str]) -> list[Column]:
    if not 1 <= len(names) <= MOST_COLUMNS:
        raise BadUserInput(f"Choose 1 to {MOST_COLUMNS} columns; {len(names)} were given.")
    for name in names:
        if name not in known:  # hidden or not there: said alike
            message = (
                f"There is no column {name[:40]!r} of {noun.plural} that you may take out. It has {', '.join(known)}."
            )
            raise NotUsable(message, [f"{noun.name}.{name[:40]}"])
    return [known[name] for name in dict.fromkeys(names)]


def _of_properties(exports: Exports, noun: Noun) -> Iterator[Column]:
    for prop in noun.properties:
        if exports.sees(noun, prop) and prop.kind.name not in ("Json", "Teams"):
            usual = prop.name not in _UNASKED
            yield from _columns(camel(prop.name), prop, camel(prop.name), (f"{noun.name}.{prop.name}",), usual)


def _columns(name: str, prop: Property, key: str, facts: tuple[str, ...], usual: bool) -> Iterator[Column]:
    if prop.kind.name == "Money":
        selected = f"{key} {{ amount currency }}"
        yield Column(name, "decimal", prop.description, selected, _part(key, "amount"), facts, usual)
        yield Column(f"{name}Currency", "text", "Its currency.", selected, _part(key, "currency"), facts, usual)
    else:
        kind = _KINDS.get(prop.kind.name, "text")
        yield Column(name, kind, prop.description, key, lambda node: node[key], facts, usual)


def _of_ways(exports: Exports, noun: Noun) -> Iterator[Column]:
    """What leads to one record has its title, addresses and categories stand as lists."""
    for name, way in exports.vocabulary.ways[noun.name].items():
        target = exports.vocabulary.nouns.get(way.target)
        if target is None or not way.way.field or not _leads(exports, way, target):
            continue
        title, facts = camel(target.title), (way.edge.type, f"{target.name}.{target.title}")
        if way.way.shape is Shape.ONE:
            yield Column(name, "text", way.way.description, f"{name} {{ {title} }}", _part(name, title), facts)
        elif way.way.shape is Shape.INLINE and not target.governed:
            yield Column(name, "texts", way.way.description, f"{name} {{ {title} }}", _list(name, title), facts)


def _leads(exports: Exports, way: WayOf, target: Noun) -> bool:
    title = exports.vocabulary.property_of(target.name, target.title)
    return title is not None and _taken(exports, way.edge.type) and exports.sees(target, title)


def _taken(exports: Exports, edge: str) -> bool:
    """Whether facts of a type of edge may leave."""
    return edge in exports.rules.shown and exports.taken([edge])


def _of_seat(exports: Exports) -> Iterator[Column]:
    """The seat somebody holds, of several the one begun last, and where."""
    role, organization = exports.vocabulary.nouns["Role"], exports.vocabulary.nouns["Organization"]
    title, name = (exports.vocabulary.property_of(noun.name, noun.title) for noun in (role, organization))
    assert title is not None and name is not None, "seats and organizations have names"
    seat = "seat: roles(current: true, first: 1) { nodes { %s } }"
    if _taken(exports, "HOLDS") and exports.sees(role, title):
        read = _seat("title")
        yield Column("jobTitle", "text", "The seat held today.", seat % "title", read, ("HOLDS", "Role.title"))
        if _taken(exports, "AT") and exports.sees(organization, name):
            selected = seat % "organization { name }"
            facts = ("HOLDS", "AT", "Organization.name")
            yield Column("organization", "text", "Where that seat is.", selected, _seat("organization", "name"), facts)


def _of_fields(exports: Exports, noun: Noun, fields: CustomFields) -> Iterator[Column]:
    for field in fields.seen(exports.rules).of(noun.name).values():
        if exports.rules.may(Act.EXPORT, noun.name, field.property):
            yield from _of_field(noun, field)


def _of_field(noun: Noun, field: CustomField) -> Iterator[Column]:
    name, facts = field.name, (f"{noun.name}.{field.name}",)
    amount = " { amount currency }" if field.type == "MONEY" else ""
    selected = f'{name}: customFields(keys: ["{field.key}"]) {{ {field.value}{amount} }}'

    def value(node: Mapping[str, Any]) -> Any:
        return node[name][0][field.value] if node[name] else None

    if field.type == "MONEY":
        yield Column(name, "decimal", field.label, selected, lambda node: (value(node) or {}).get("amount"), facts)
        read = lambda node: (value(node) or {}).get("currency")  # noqa: E731
        yield Column(f"{name}_currency", "text", f"{field.label}: the currency", selected, read, facts)
    else:
        yield Column(name, _KINDS.get(field.property.kind.name, "text"), field.label, selected, value, facts)


def _part(key: str, part: str) -> Callable[[Mapping[str, Any]], Any]:
    return lambda node: None if node[key] is None else node[key][part]


def _list(key: str, part: str) -> Callable[[Mapping[str, Any]], Any]:
    return lambda node: [one[part] for one in node[key] if one[part] is not None]


def _seat(*path: str) -> Callable[[Mapping[str, Any]], Any]:
    def read(node: Mapping[str, Any]) -> Any:
        found: Any = node["seat"]["nodes"][0] if node["seat"]["nodes"] else None
        for part in path:
            found = None if found is None else found[part]
        return found

    return read


def _document(noun: Noun, chosen: Sequence[Column]) -> _Document:
    selected = " ".join(dict.fromkeys(["id", *(column.selected for column in chosen)]))
    text = (
        f"query Export($filter: {noun.name}Filter, $first: Int, $after: Cursor) {{ "
        f"{_ROWS}: {noun.plural}(filter: $filter, first: $first, after: $after) "
        f"{{ nodes {{ {selected} }} pageInfo {{ hasNextPage endCursor }} }} }}"
    )
    (node,) = parse(text).definitions
    assert isinstance(node, OperationDefinitionNode), "it is a query"
    return _Document(text, node, {})
