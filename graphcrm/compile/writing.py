"""Write statements derived from the vocabulary: what `records` runs. Labels and types come from declarations only.

Every statement takes its rows as one list and answers with one record, a list of lists: a record for each row costs
several times as much to read.
"""

from __future__ import annotations

from collections.abc import Iterable

from graphcrm.compile import enciphered, restricting
from graphcrm.compile.declarations import Acyclic, Edge, Noun, Reference, Single, Whole
from graphcrm.compile.marks import kept, take
from graphcrm.compile.merging import SOURCE_WAS, TARGET_WAS
from graphcrm.compile.vocabulary import Vocabulary

LOCK = "MERGE (l:Internal:Lock {name: $name}) SET l._n = coalesce(l._n, 0) + 1"


def labels(noun: Noun) -> str:
    return f"{noun.name}:Party" if noun.party else noun.name


def ids_by_key(noun: Noun, key: str = "external_id") -> str:
    """$keys (external ids, or another unique property) → [key, id] of those that are there."""
    return read_records(noun, (), key)


def read_records(noun: Noun, names: Iterable[str], key: str = "external_id") -> str:
    """$keys (external ids, or another unique property) → [key, id, value of each stored property named, of enciphered
    ones the ciphertext]."""
    values = enciphered.values(noun, "n", names)
    return f"UNWIND $keys AS key MATCH (n:{noun.name} {{{key}: key}}) RETURN collect([key, n.id{values}])"


def instants(noun: Noun) -> list[str]:
    """The properties of a noun that a source may state and that are instants."""
    return [p.name for p in noun.properties if p.kind.name == "Instant" and p.file_column is not None]


def create_nodes(noun: Noun) -> str:
    """$rows: stored properties with the id."""
    return f"UNWIND $rows AS row CREATE (n:{labels(noun)}) SET n = row"


def create_records(noun: Noun) -> str:
    """$rows: stored properties with the id, their `instants` in RFC 3339; $now. The first version of each. A text costs
    a tenth of what the driver needs for an instant."""
    told = "".join(f", n.{name} = datetime(row.{name})" for name in instants(noun))
    return (
        f"UNWIND $rows AS row CREATE (n:{labels(noun)}) "
        f"SET n = row, n.version = 1, n.created_at = $now, n.updated_at = $now{told}"
    )


def update_nodes(noun: Noun) -> str:
    """$rows: [id, changes], $now (RFC 3339, as in `create_records`) → how many. A null among the changes removes a
    property."""
    return (
        f"UNWIND $rows AS row MATCH (n:{noun.name} {{id: row[0]}}) "
        f"{take('n')} WITH row, n, n.version AS version "
        "SET n += row[1], n.version = version + 1, n.updated_at = datetime($now) RETURN count(n)"
    )


def read_links(vocabulary: Vocabulary, noun: Noun, reference: Reference, *, elements: bool) -> str:
    """$ids of records → [id, key of the other end, value of each identity property, last day (null for none), and, if
    wanted, element id and stored properties] of the edges the column speaks of: emails, not phones."""
    edge = vocabulary.edges[reference.edge]
    on_edge = {p.name for p in edge.properties}
    where = [f"{'r' if name in on_edge else 'b'}.{name} = '{value}'" for name, value in reference.fixed.items()]
    left, right = ("<-", "-") if reference.incoming else ("-", "->")
    values = "".join(f", r.{name}" for name in edge.identity) + (", r.ended_on" if edge.dated else ", null")
    values += ", elementId(r), properties(r)" if elements else ""
    if "Person" in vocabulary.concrete(other_end(edge, reference)):  # who is restricted stays where they are
        where.append(restricting.excluded("b"))
    condition = f"WHERE {' AND '.join(where)} " if where else ""
    return (
        f"UNWIND $ids AS id MATCH (a:{noun.name} {{id: id}}){left}[r:{edge.type}]{right}(b) {condition}"
        f"RETURN collect([id, b.{link_key(edge, reference)}{values}])"
    )


def other_end(edge: Edge, reference: Reference) -> str:
    """The noun (or abstract) that the records named in a column are."""
    return edge.source if reference.incoming else edge.target


def link_key(edge: Edge, reference: Reference) -> str:
    """The stored property that tells the ends of a column's edges apart."""
    return {"ContactPoint": "address_key", "Category": "kind"}.get(other_end(edge, reference), "id")


def read_facts(vocabulary: Vocabulary, edge: Edge) -> str:
    """$pairs [id, id] of ends → [source id, target id, stored properties, element id] of the edges between them."""
    return (
        f"UNWIND $pairs AS pair MATCH (a:{vocabulary.label(edge.source)} {{id: pair[0]}}) "
        f"MATCH (b:{vocabulary.label(edge.target)} {{id: pair[1]}}) MATCH (a)-[r:{edge.type}]->(b) "
        "RETURN collect([pair[0], pair[1], properties(r), elementId(r)])"
    )


def read_attached(vocabulary: Vocabulary, edge: Edge, references: Iterable[Reference]) -> str:
    """$ids of sources → [source id, properties of the other end, id of what each of its references names, stored
    properties, element id] of the edges that leave them."""
    named = ", ".join(f"[(b)-[:{reference.edge}]->(t) | t.id][0]" for reference in references)
    return (
        f"UNWIND $ids AS id MATCH (a:{vocabulary.label(edge.source)} {{id: id}})-[r:{edge.type}]->(b:{edge.target}) "
        f"RETURN collect([id, properties(b), [{named}], properties(r), elementId(r)])"
    )


def update_attached(edge: Edge) -> str:
    """$rows: [element id, changes]: changes the end of an edge that belongs to it. A null removes a property."""
    return f"UNWIND $rows AS row MATCH ()-[r:{edge.type}]->(b) WHERE elementId(r) = row[0] SET b += row[1]"


def leaving(vocabulary: Vocabulary, edge: Edge, rule: str) -> str:
    """$ids of sources, $teams → [source id, target id, stored properties, element id] of the edges that leave them.
    `rule` is the row rule of the target b, empty for none."""
    where = f"WHERE {rule} " if rule else ""
    return (
        f"UNWIND $ids AS id MATCH (a:{vocabulary.label(edge.source)} {{id: id}})-[r:{edge.type}]->(b) {where}"
        "RETURN collect([id, b.id, properties(r), elementId(r)])"
    )


def rule_properties(edge: Edge) -> list[str]:
    """The properties that the rules of an edge and its identity look at, beside its dates."""
    names = list(edge.identity)
    for rule in edge.rules:
        if isinstance(rule, Acyclic | Single) and rule.where is not None:
            names.append(rule.where[0])
        elif isinstance(rule, Whole):
            names.append(rule.property)
    return list(dict.fromkeys(names))


def read_structure(vocabulary: Vocabulary, edge: Edge) -> str:
    """$ids of sources (of targets, where the rules look at those) → [id, id of the other end, start, end, value of each
    of `rule_properties`]."""
    dates = ", r.started_on, r.ended_on" if edge.dated else ", null, null"
    values = "".join(f", r.`{name}`" for name in rule_properties(edge))
    left, right = ("-", "->") if edge.ruled == "source" else ("<-", "-")
    label = vocabulary.label(edge.source if edge.ruled == "source" else edge.target)
    return (
        f"UNWIND $ids AS id MATCH (a:{label} {{id: id}}){left}[r:{edge.type}]{right}(b) "
        f"RETURN collect([id, b.id{dates}{values}])"
    )


def create_edges(vocabulary: Vocabulary, edge: Edge, source: str, target: str) -> str:
    """$rows: {source, target, properties} → how many; `source` and `target` are the nouns at the ends."""
    ends = (
        f"UNWIND $rows AS row MATCH (a:{vocabulary.label(source)} {{id: row.source}}) "
        f"MATCH (b:{vocabulary.label(target)} {{id: row.target}}) "
    )
    create = f"{ends}CREATE (a)-[r:{edge.type}]->(b) SET r = row.properties RETURN count(r)"
    if edge.marks is None:
        return create
    return f"CALL () {{ {create} AS made }}\nCALL () {{ {ends}{kept(edge)} }}\nRETURN made"


def update_edges(edge: Edge) -> str:
    """$rows: [element id, properties, …]: replaces what the edge says. Whose its ends were before they were merged into
    others stays."""
    was = (SOURCE_WAS, TARGET_WAS)
    read = ", ".join(f"r.{name} AS {name}" for name in was)
    ends = ", a, b" if edge.marks is not None else ""
    put = ", ".join(f"r.{name} = {name}" for name in was)
    return f"UNWIND $rows AS row {_edge(edge)} = row[0] WITH row, r{ends}, {read} SET r = row[1], {put}{_kept(edge)}"


def delete_edges(edge: Edge) -> str:
    """$edges: element ids."""
    return f"UNWIND $edges AS edge {_edge(edge)} = edge DELETE r{_kept(edge)}"


def _edge(edge: Edge) -> str:
    a, b = ("(a)", "(b)") if edge.marks is not None else ("()", "()")
    return f"MATCH {a}-[r:{edge.type}]->{b} WHERE elementId(r)"


def _kept(edge: Edge) -> str:
    return f" {kept(edge)}\nFINISH" if edge.marks is not None else ""


def leave_seats(noun: Noun) -> str:
    """$ids of parties leave their seats → external ids of the places left."""
    return (
        f"UNWIND $ids AS id MATCH (p:{noun.name} {{id: id}})-[r:LOCATED_AT {{kind: 'SEAT'}}]->(l:Location) "
        "WITH r, l.external_id AS place DELETE r RETURN collect(DISTINCT place)"
    )


# --- what writes leave behind ---------------------------------------------------------------------------------------

# $key, $days → [digest, result], both null where the key is new or older than so many days. The constraint on the key
# makes another transaction with the same one wait.
BEGIN_KEY = """
MERGE (k:Internal:IdempotencyKey {key: $key}) ON CREATE SET k.at = datetime()
WITH k, k.at < datetime() - duration({days: $days}) AS old
FOREACH (_ IN CASE WHEN old THEN [1] ELSE [] END | SET k.at = datetime() REMOVE k.digest, k.result)
RETURN k.digest, k.result
"""
# $key, $digest, $result; also of a key that nobody looked for, since it is new
KEEP_KEY = """
MERGE (k:Internal:IdempotencyKey {key: $key}) ON CREATE SET k.at = datetime()
SET k.digest = $digest, k.result = $result
"""


def about(entry: str, subjects: str) -> str:
    """What the entry of this id is about, each subject once: so that an index finds the entries of one."""
    return f"FOREACH (s IN {subjects} | CREATE (:Internal:AuditSubject {{subject: s, entry: {entry}}}))"


# $audit: an entry by itself
AUDIT = f"""
CREATE (a:Internal:AuditEntry:Unsealed) SET a = $audit, a.at = datetime.realtime()
{about("a.id", "a.subject")}
"""


def journal_imported(vocabulary: Vocabulary, nouns: Iterable[str]) -> str:
    """$entries: {change, ends: {noun: ids}}, and $audit, one entry for all; `nouns` are all that occur. Subjects that
    the trail names by a code get it here."""
    coded = "|".join(noun.name for noun in vocabulary.nouns.values() if noun.salted)
    return (
        "CREATE (a:Internal:AuditEntry:Unsealed) SET a = $audit, a.at = datetime.realtime()\n"
        f"SET a.subject = COLLECT {{ UNWIND $audit.subject AS id OPTIONAL MATCH (n:{coded} {{id: id}}) "
        "RETURN coalesce(n._audit_code, id) }\n"
        "WITH a, COLLECT { UNWIND a.subject AS s RETURN DISTINCT s } AS subjects\n"
        f"{about('a.id', 'subjects')}\n"
        f"WITH DISTINCT a UNWIND $entries AS e\n{_changes(nouns)}FINISH"
    )


def audit_codes(vocabulary: Vocabulary) -> str:
    """$ids of records that the trail names by a code → [id, code] of those that are there."""
    coded = "|".join(restricting.with_restricted(noun.name) for noun in vocabulary.nouns.values() if noun.salted)
    return f"UNWIND $ids AS id MATCH (n:{coded} {{id: id}}) RETURN collect([id, coalesce(n._audit_code, id)])"


def journal(nouns: Iterable[str]) -> str:
    """$entries: {change, audit, ends: {noun: ids}}, and what KEEP_KEY takes; `nouns` are all that occur."""
    return f"{KEEP_KEY}\nWITH k {journal_alone(nouns)}"


def journal_alone(nouns: Iterable[str]) -> str:
    """$entries as in `journal`, without a key."""
    return (
        f"UNWIND $entries AS e\n{_changes(nouns)}"
        "CREATE (a:Internal:AuditEntry:Unsealed) SET a = e.audit, a.at = c.at\n"
        f"{about('a.id', 'a.subject')}\nFINISH"
    )


def _changes(nouns: Iterable[str]) -> str:
    """The change of each entry e as c. The database's own clock orders them: whoever changes a record has locked it
    before. What ties a change to a record says whose and when, so that an index gives the history of a record page by
    page; a cursor keeps no more than microseconds."""
    ends = "".join(
        f"CALL (c, e) {{ UNWIND e.ends.{noun} AS id MATCH (n:{noun} {{id: id}}) "
        "CREATE (c)-[:OF {record: id, at: c.at, change: c.id}]->(n) }\n"
        for noun in nouns
    )
    return (
        "CREATE (c:Internal:Change:Unsequenced)\n"
        "SET c = e.change, c.at = datetime.truncate('microsecond', datetime.realtime())\n"
        f"WITH c, e\n{ends}"
    )
