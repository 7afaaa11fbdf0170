"""The change feed under a viewer's rights: the file `changes/after` as one statement, and the facts it may tell of."""

from __future__ import annotations

from graphcrm.access.sensitivity import Act, Sensitivity
from graphcrm.compile.custom_fields import NONE, STORED, CustomFields, sees
from graphcrm.compile.hanging import AUDIENCE, limited
from graphcrm.compile.question_rows import filled
from graphcrm.compile.rules import Rules
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.graph.questions import QuestionFile

FILE = "changes/after"
_GONE = 1000


def facts(rules: Rules, fields: CustomFields = NONE) -> list[str]:
    """What the viewer may be told of: properties and edges as in every question, custom fields, and fields of a noun
    that are made of an edge ("Person.emails"), since a change of one names it."""
    vocabulary = rules.vocabulary
    custom = fields.seen(rules).may(rules, Act.SUBSCRIBE)
    found = {*(rules.shown & rules.usable(Act.SUBSCRIBE)), *custom, *_definitions(rules)}
    for noun, ways in vocabulary.ways.items():
        found |= {f"{noun}.{name}" for name, way in ways.items() if way.edge.type in found}
    return sorted(found)


def gone(vocabulary: Vocabulary) -> str:
    """$was (ids of the teams somebody was in, None for one who saw all), $teams they are in, $record (None for all) →
    rows [noun, ids] of the limited records that they saw and do not any more, so many at once."""
    parts = [
        f"MATCH (n:{limited(noun)}) WHERE ($record IS NULL OR n.id = $record)\n"
        f"AND ($was IS NULL OR any(t IN n.{AUDIENCE} WHERE t IN $was))\n"
        f"AND NOT any(t IN n.{AUDIENCE} WHERE t IN $teams)\n"
        "WITH n ORDER BY n.id WITH collect(n.id) AS ids WHERE size(ids) > 0\n"
        f"UNWIND range(0, size(ids) - 1, {_GONE}) AS first\n"
        f"RETURN '{noun}' AS noun, ids[first..first + {_GONE}] AS ids"
        for noun in dict.fromkeys(one.noun for one in vocabulary.hanging)
    ]
    body = "\nUNION ALL\n".join(parts)
    return f"CALL () {{\n{body}\n}}\nRETURN collect([noun, ids])"


def _definitions(rules: Rules) -> set[str]:
    """The kinds of definitions that the viewer sees: `FieldDefinition Person PUBLIC`. Where the policy speaks of single
    fields, no more is told than what holds for all."""
    found = set()
    for on in rules.vocabulary.field_owners:
        single = [f for view in rules.lens.views for f, _ in view.facts if f.startswith(f"{on}.{STORED}")]
        for level in Sensitivity:
            names = ["", *(fact.partition(".")[2] for fact in single)]
            if all(sees(rules, on, name, level) for name in names):
                found.add(f"FieldDefinition {on} {level.name}")
    return found


def reading(rules: Rules, file: QuestionFile) -> str:
    """$position, $first, $teams, $shown → [how many changes lie in the page, whether seen or not; for each seen one
    position, id, at, kind, type, ids, fields]."""
    bound = {one.name: f"${one.name}" for one in file.inputs}
    bound |= {"teams": "$teams", "shown": "$shown", "sees_all": "true" if rules.lens.sees_all else "false"}
    columns = [f"toString({c.name})" if c.type == "DateTime" else c.name for c in file.columns]
    return (
        "CALL () {\nMATCH (c:Change) WHERE c.position > $position AND c.position <= $position + $first\n"
        "RETURN count(c) AS found\n}\n"
        f"CALL () {{\nCALL () {{\n{filled(file.body, bound)}\n}}\n"
        f"WITH * ORDER BY position RETURN collect([{', '.join(columns)}]) AS seen\n}}\n"
        "RETURN found, seen"
    )
