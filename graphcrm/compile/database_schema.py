"""Constraints and indexes, derived from the vocabulary."""

from __future__ import annotations

from graphcrm.compile import audiences, merging, restricting
from graphcrm.compile.declarations import Noun
from graphcrm.compile.vocabulary import Vocabulary

_INTERNAL = (
    ("Lock", "name"),
    ("Migration", "version"),
    ("Token", "prefix"),
    ("Session", "hash"),
    ("Identity", "key"),
    ("Session", "id"),
    ("Duty", "id"),
    ("ImportRun", "id"),
    ("IdempotencyKey", "key"),
    ("Change", "id"),
    ("Change", "position"),
    ("Scored", "organization"),
    ("Layout", "map"),
    ("SavedFilter", "id"),
    ("Judgement", "id"),
    ("ExportSchedule", "id"),
)


def statements(vocabulary: Vocabulary) -> list[str]:
    """Statements that bring a database to the schema, each harmless where it is there already."""
    found = [
        f"CREATE CONSTRAINT {label.lower()}_{key} IF NOT EXISTS FOR (n:{label}) REQUIRE n.{key} IS UNIQUE"
        for label, key in _INTERNAL
    ]
    for noun in vocabulary.nouns.values():
        found.extend(_of_noun(noun))
    for abstract in vocabulary.abstracts.values():
        if abstract.label is not None:  # a party is looked up by its id whatever it is
            name = f"{_snake(abstract.label)}_id"
            found.append(f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{abstract.label}) REQUIRE n.id IS UNIQUE")
    # Merged on by imports; never told to anybody, so that no violation says that an address is known.
    found.append(
        "CREATE CONSTRAINT contact_point_by_address IF NOT EXISTS FOR (n:ContactPoint) "
        "REQUIRE (n.medium, n.address_key) IS UNIQUE"
    )
    # The history of a record, page by page: whose, when, which change.
    found.append("CREATE INDEX change_of_record IF NOT EXISTS FOR ()-[o:OF]-() ON (o.record, o.at, o.change)")
    # The queue of duplicates, page by page.
    found.append("CREATE INDEX duplicate_by_priority IF NOT EXISTS FOR ()-[m:MAY_BE]-() ON (m.priority)")
    # What an entry of the audit trail is about: of one subject, the latest entry first.
    found.append("CREATE INDEX audit_subject IF NOT EXISTS FOR (n:AuditSubject) ON (n.subject, n.entry)")
    # Whether any seat is hidden from a viewer: charts ask, and where few are restricted the answer is at hand. Writes
    # ask whether any record is, since where none is nothing follows from them.
    found += audiences.indexes(vocabulary)
    found += restricting.constraints()
    found += merging.constraints()
    searched = "|".join(n.name for n in vocabulary.nouns.values() if any(p.search for p in n.properties))
    found.append(
        f"CREATE FULLTEXT INDEX search IF NOT EXISTS FOR (n:{searched}) ON EACH [n._search] "
        "OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace', `fulltext.eventually_consistent`: true}}"
    )
    return found


def _of_noun(noun: Noun) -> list[str]:
    found = []
    for prop in noun.properties:
        name = f"{_snake(noun.name)}_{prop.name}"
        if prop.unique:
            found.append(f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{noun.name}) REQUIRE n.{prop.name} IS UNIQUE")
        elif prop.indexed:
            found.append(f"CREATE INDEX {name} IF NOT EXISTS FOR (n:{noun.name}) ON (n.{prop.order_key}, n.id)")
    return found


def _snake(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() and i else c.lower() for i, c in enumerate(name))
