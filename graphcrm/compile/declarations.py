"""The form of the vocabulary: property, noun, edge, way, question, condition.

Values only. What a noun is stands in `vocabulary`; what follows from it is derived by the modules that need it.

Cypher pieces inside declarations name their variables in braces: {n} the node at hand, {r} the edge, {m} the node at
its other end, {as_of} a date, {visible:x} the row rule of variable x.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import lru_cache
from typing import Any

from graphcrm.access.sensitivity import Sensitivity
from graphcrm.compile.kinds import Kind
from graphcrm.compile.labels import Marks


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A closed list of words: GraphQL enum `name` with a sentence for each word."""

    name: str
    description: str
    values: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Property:
    """One property of a noun or an edge. `expression` makes it computed: Cypher over {n} (or {r}) and {as_of}, not
    stored, not imported. `indexed`: a range index (property, id) serves filter and order. `search`: the classes of
    full-text search it belongs to ("name" or "other"). `column` is its import column, None for none; `normal` the
    normal form (`measures.normal_forms`) it is stored and compared in, `pattern` the regular expression a whole value
    must match, `longest` the most characters of a text that becomes part of a key. `default` is what a new record has
    where nothing is said, and what an empty cell means: a value, or a function of the row's other values; `made_of` are
    properties that joined make it where it is empty. `fixed`: said when the record is made; no update says another,
    though an act of its own may. `noted`: whoever reads it stands in the trail, as with all that is confidential or
    sensitive. `native`: no input of the API states it, but a native file does, so that a graph can be had again from
    its files."""

    name: str
    kind: Kind
    description: str
    sensitivity: Sensitivity = Sensitivity.PUBLIC
    choices: Enumeration | None = None
    required: bool = False
    unique: bool = False
    indexed: bool = False
    search: str | None = None
    column: str | None = ""
    expression: str | None = None
    filterable: bool = True
    minimum: float | None = None
    maximum: float | None = None
    normal: str | None = None
    pattern: str | None = None
    longest: int | None = None
    default: object | Callable[[Mapping[str, Any]], object] = None
    made_of: tuple[str, ...] = ()
    fixed: bool = False
    noted: bool = False
    native: bool = False

    @property
    def order_key(self) -> str:
        """The stored property that order and comparison use."""
        return f"{self.name}_key" if self.kind.keyed else self.name

    @property
    def enciphered(self) -> bool:
        """Whether it is kept enciphered: then it is neither searched nor ordered by, nor filtered by its value."""
        return self.sensitivity is Sensitivity.SENSITIVE and self.expression is None

    @property
    def import_column(self) -> str | None:
        if self.expression is not None:
            return None
        return self.name if self.column == "" else self.column

    @property
    def file_column(self) -> str | None:
        """Its column in native files, None for none."""
        return self.name if self.native else self.import_column


class Shape(Enum):
    """How a field that leads to other nodes is shown."""

    CONNECTION = auto()  # paged: nodes, edges, pageInfo, totalCount
    LIST = auto()  # the nodes
    EDGES = auto()  # objects with the edge's properties and the node under `end`
    INLINE = auto()  # objects with the edge's properties and the node's own
    ONE = auto()  # one node or null
    TABLE = auto()  # an object with a list of rows, total and truncated; column `total` counts them all (questions)
    ROW = auto()  # an object with the columns of the one row (questions only)
    SCALAR = auto()  # a single value (questions only)


class Holding(Enum):
    """What a dated edge's field shows."""

    UNDATED = auto()
    ON_DATE = auto()  # those that hold on asOf (default: that of the question around it, else today)
    CHOSEN = auto()  # all of them; `current: true` those that hold on asOf, `current: false` the others


@dataclass(frozen=True, slots=True)
class Key:
    """One key of an order: `on` "edge" or "node", the stored property or an expression, and its direction."""

    property: str
    on: str = "node"
    descending: bool = False
    expression: str | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """A field that follows an edge from one of its ends. `where` is extra Cypher over {r} and {m}. `field=False`
    makes it a filter only. `counts_as` is what a list adds to the cost of an operation."""

    name: str
    shape: Shape
    description: str
    holding: Holding = Holding.UNDATED
    order: tuple[Key, ...] = ()
    where: str = ""
    end: str = "node"
    type_name: str | None = None
    field: bool = True
    limit: int = 100
    counts_as: int = 2


@dataclass(frozen=True, slots=True)
class Acyclic:
    """A rule: no chain of these edges that all hold on one day leads back to its start. `where` (property, value)
    limits it to edges that have the value; `sentence` tells who breaks it what to do."""

    sentence: str
    where: tuple[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Single:
    """A rule: at most one of these edges is at a node on any day. `blames` is the property to mend."""

    sentence: str
    where: tuple[str, object] | None = None
    blames: str | None = None


@dataclass(frozen=True, slots=True)
class Whole:
    """A rule: on any day `property` adds up to at most `limit` (+ 1e-9) over the edges that leave a node."""

    sentence: str
    property: str
    limit: float = 1.0


Rule = Acyclic | Single | Whole


@dataclass(frozen=True, slots=True)
class Writing:
    """How the facts of an edge are written through the API: `<name><add>`, and from there `<name>End`, `<name>Retract`
    and `update`. `source` and `target` are the input fields of the ends, `shows` the end that the payload returns:
    "source" or "target". `replaces`: a new fact ends the one it follows, where the properties of `where` are equal.
    `update` is the mutation that corrects what a fact says, None where it says nothing. `permission` is what the writer
    must have; `own_team`: who does not see every record writes for their own teams."""

    name: str
    source: str
    target: str
    shows: str
    add: str = "Add"
    update: str | None = None
    replaces: bool = False
    where: tuple[str, object] | None = None
    permission: str = "write"
    own_team: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """A relationship type, read along the arrow: (source)-[:type]->(target). `forward` ways are fields of the source,
    `back` ways of the target. `file` is its native file, `ends` the columns naming source and target there. `identity`
    are the properties that, beside the ends and started_on, tell two facts apart. `rules` of structure hold whoever
    writes, beside the one that no edge leads back to its own start; `ruled` says at which end they look: "source" or
    "target". `writing` is how the API writes it; None: through a list of a record, or not at all. `marks` are kept true
    by whoever writes it. One with `sharing` levels is whole for some teams; one `derived` follows from other facts."""

    type: str
    source: str
    target: str
    description: str
    sensitivity: Sensitivity = Sensitivity.PUBLIC
    properties: tuple[Property, ...] = ()
    forward: tuple[Way, ...] = ()
    back: tuple[Way, ...] = ()
    file: str | None = None
    ends: tuple[str, str] | None = None
    identity: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    ruled: str = "source"
    writing: Writing | None = None
    marks: Marks | None = None
    derived: bool = False

    @property
    def dated(self) -> bool:
        return any(p.name == "started_on" for p in self.properties)

    @property
    def shared(self) -> bool:
        return any(p.name == "sharing" for p in self.properties)


@dataclass(frozen=True, slots=True)
class Reference:
    """A column of a noun's file that names other records: by an edge from (or, `incoming`, to) the noun. `fixed` are
    properties that every edge of the column has, `suffix` the one that stands in the cell after the last colon."""

    column: str
    edge: str
    many: bool = False
    required: bool = False
    fixed: Mapping[str, str] = field(default_factory=dict, hash=False)
    description: str = ""
    incoming: bool = False
    suffix: str | None = None


@dataclass(frozen=True, slots=True)
class Argument:
    """One key of a condition's input. `piece` is the Cypher it adds to {given}, reading $value; without one its value
    is the parameter $name of the condition's text. `normal` names a normal form of `measures.normal_forms`, `bounds`
    the least and greatest number, `needs` what this key reads beside what the condition `needs`."""

    name: str
    graphql: str
    piece: str | None = None
    normal: str | None = None
    default: object = None
    bounds: tuple[float, float] | None = None
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Condition:
    """A filter that is neither a property nor a way. {given} in `cypher` is the pieces of the arguments given, joined
    by AND. `anchor` is a MATCH that finds {n} from the other side, used where the condition stands alone at the top.
    `needs` are the facts it reads ("Person.name", "HOLDS"): a viewer who does not see one of them is refused."""

    name: str
    type_name: str
    arguments: tuple[Argument, ...]
    cypher: str
    description: str
    anchor: str | None = None
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finder:
    """A key of `by`: a unique property, or a pattern ending in {n} that reads $value."""

    name: str
    description: str
    property: str | None = None
    pattern: str | None = None
    normal: str | None = None
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Composite:
    """A small object that answers are made of, without an id to ask for it again: the row of a question, or what stands
    in a column as a map, or as a list of maps, of the same keys. `fields` by name: its type in GraphQL with the words
    of a file's header (a noun: a node; a composite: another map), and a sentence. `guarded` are fields that not
    everybody sees: each is a fact `<name>.<field>` among $shown."""

    name: str
    description: str
    fields: Mapping[str, tuple[str, str]] = field(hash=False)
    guarded: Mapping[str, Sensitivity] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Question:
    """A named file of `cypher/` as a field: of noun or composite `on`, or of the root where `on` is None. `bind` names
    the input that is the node itself, `binds` those that are columns of its row: (input, column), shown or not; `fixed`
    are inputs that the field decides: (name, word). `rows` is the name of the list of a TABLE. `row_type` names the
    type of a row; a CONNECTION of it has such rows for nodes. `beside` are ways of a node column shown as fields of the
    row: (field, column, way). `needs` as in Condition: without them the field is null or empty. Without the
    `permission` the operation is refused. `description` stands for the file's sentence. `noted` as in Property;
    `finds_by` are facts by which a row may be found: where all of them are shown, they count as read of every row."""

    field: str
    path: str
    shape: Shape
    on: str | None = None
    bind: str | None = None
    binds: tuple[tuple[str, str], ...] = ()
    node: str | None = None
    rows: str = "rows"
    type_name: str | None = None
    row_type: str | None = None
    beside: tuple[tuple[str, str, str], ...] = ()
    needs: tuple[str, ...] = ()
    page: int = 20
    page_limit: int | None = None
    sensitivity: Sensitivity = Sensitivity.PUBLIC
    permission: str | None = None
    noted: bool = False
    finds_by: tuple[str, ...] = ()
    fixed: tuple[tuple[str, str], ...] = ()
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A rule of a noun: where its property `by` is the title of a `noun` that is in use, `property` is among the
    `items` of one of that title. `sentence` tells who breaks it what to do."""

    property: str
    by: str
    noun: str
    items: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Noun:
    """A kind of node. `governed` nouns carry the row rule; an ungoverned one is reached only from a governed owner and
    seen with it. `title` is the property that names a record to people. `plural` is its root field; None: it has no
    root field. `file` is its native file; `above` are the edge types that lead to the node over it in a tree. `writing`
    is the verb by which the API makes one ("Create"), None where it does not; `permission` what its writer must have.
    `salted`: the trail names it by a code that only its own salt can tell. `defines`: its records define custom fields,
    and are seen by who sees facts of the class they have. `listed` are rules of values that others list; `put_away`:
    the API archives and restores them; `ties`: they tie people."""

    name: str
    prefix: str
    description: str
    properties: tuple[Property, ...]
    title: str
    plural: str | None = None
    governed: bool = True
    party: bool = False
    finders: tuple[Finder, ...] = ()
    conditions: tuple[Condition, ...] = ()
    references: tuple[Reference, ...] = ()
    file: str | None = None
    above: tuple[str, ...] = ()
    writing: str | None = "Create"
    permission: str = "write"
    salted: bool = False
    defines: bool = False
    listed: tuple[Listed, ...] = ()
    put_away: bool = True
    ties: bool = False


def takes_fields(owner: Noun | Edge) -> bool:
    """Whether custom fields can be defined on it: on what clients write and see properties of."""
    if isinstance(owner, Edge):
        return owner.writing is not None and bool(owner.properties)
    return owner.writing is not None and owner.governed and not owner.defines


@dataclass(frozen=True, slots=True)
class Abstract:
    """A GraphQL interface over nouns that share a label or a place in the graph."""

    name: str
    description: str
    nouns: tuple[str, ...]
    label: str | None = None


@lru_cache(4096)
def camel(name: str) -> str:
    """The GraphQL name of a snake_case one: external_id → externalId."""
    first, *rest = name.split("_")
    return first + "".join(part[:1].upper() + part[1:] for part in rest)


def pascal(name: str) -> str:
    """The type name of a camelCase or snake_case one: stakeholder_in → StakeholderIn."""
    return "".join(part[:1].upper() + part[1:] for part in name.split("_"))


def screaming(name: str) -> str:
    """The enum value of a snake_case name: started_on → STARTED_ON."""
    return name.upper()
