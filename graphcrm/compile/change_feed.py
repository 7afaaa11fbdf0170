"""The change feed under a viewer's rights: the file `changes/after` as one statement, and the facts it may tell of."""

from __future__ import annotations

from graphcrm.access.sensitivity import Act, Sensitivity
from graphcrm.compile.custom_fields import NONE, STORED, CustomFields, sees
from graphcrm.compile.question_rows import filled
from graphcrm.compile.rules import Rules
from graphcrm.graph.questions import QuestionFile

FILE = "changes/after"


def facts(rules: Rules, fields: CustomFields = NONE) -> list[str]:
    """What the viewer may be told of: properties and edges as in every question, custom fields, and fields of a noun
    that are made of an edge ("Person.emails"), since a change of one names it."""
    vocabulary = rules.vocabulary
    custom = fields.seen(rules).may(rules, Act.SUBSCRIBE)
    found = {*(rules.shown & rules.usable(Act.SUBSCRIBE)), *custom, *_definitions(rules)}
    for noun, ways in vocabulary.ways.items():
        found |= {f"{noun}.{name}" for name, way in ways.items() if way.edge.type in found}
    return sorted(found)


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
