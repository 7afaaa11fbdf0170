"""The page `cypher/README.md`: how to read and run a file, and the model of the graph, written from the vocabulary."""

from __future__ import annotations

from collections.abc import Mapping

from graphcrm.compile.declarations import Property
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.graph.questions import QuestionFile

_HOW = """# The graph, and the questions asked of it

This page is written from the declarations in `graphcrm/vocabulary` (`graphcrm schema model > cypher/README.md`).

## How to read and run a file

Each file is one question; its folder is the subject. The header says what it takes and gives:

```
// One sentence that says what the question answers.
// in:    $account Organization, $as_of Date = today     name, a noun or a scalar, the default
// out:   seat Role, depth Int                           columns; a noun is a node
// order: depth, seat.title_key, seat.id
// try:   graphcrm ask org_charts/of_organization organization=o-nordlicht
```

`graphcrm ask SUBJECT/QUESTION key=value…` runs one as you; a record is named by its id or external id. In another tool,
paste the text and set the parameters. Ten are implied in every file: `$teams` (ids of your teams), `$sees_all`
(whether you see every row), `$shown` (facts you may read, such as `Person.name` or `HOLDS`), `$searched` (facts you may
search in), `$viewer` and `$permissions` (who asks, and what they may do), `$today` and `$now` (the day and the instant
of asking, in UTC), and `$scoring`, a map: `half_life` in days, `r`, `alpha`, `a` and `b` of the probability of contact,
`healthy` and `fair` (from which probability on a tie is one or the other), `floor` (the least product of strengths that
counts as a path), `declared` (by kind of relation, the strength it counts as). To how many ties the probability was
fitted, and when, say `fitted_ties` and `fitted_at`; `graphcrm score` fits it every night. `$quality` is what is wanted
of records, a map (`Person`, `Organization`: lists of fields), with the `rules` they may break (`quality.toml`).

A record with `audience` is for those teams alone:
`($sees_all OR x.audience IS NULL OR any(t IN x.audience WHERE t IN $teams))`. It follows from
`_limited_to`, which is what was said of a record itself, else from those of what the record hangs on: open where one of
these is open, else the teams of all. A unit hangs on what it was last a unit of, a seat or a deal on its organization,
an interaction on what it concerns (else on who took part), a person on seats and stakes of all days (else on the
interactions that concern something), a preference, task or note on what it is about. So never write `audience` by hand;
`graphcrm audience check` finds who did. What has an audience has one more label (`:LimitedPerson`, `:LimitedRole` …):
so how many there are is known without a look at each. A restricted person is a `:RestrictedPerson` and no `:Person`;
what is about such alone likewise (`:RestrictedNote` …).

A tie (`KNOWS`) has an `audience` of its own, that of the interactions behind it, with the same rule:
`($sees_all OR k.audience IS NULL OR any(t IN k.audience WHERE t IN $teams))`. Its strength today is
`k.strength * 2.0 ^ (-duration.inSeconds(k.strength_at, $now).seconds / 86400.0 / $scoring.half_life)`.

A drawn tie with `sharing` (`EXISTENCE`, `STRENGTH`) is whole for the teams of `shared_with` alone; so is a change of
one, by its `limits` (the level, then the teams). Without, all of it is for everybody who sees both ends.

A layout of a map of influence is `(:Person)-[:PLACED_ON {x, y}]->(:Layout {map, version})`; `map` is the id of what the
map is around and its depth (`org_…/2`). It is written by `layoutSave` and no fact about the person.
A saved filter is a `(:SavedFilter {name, noun, owner, everybody, team, fields, hows, values})`: `owner` and `team` are
ids, the i-th condition is what stands i-th in the three lists. Only its owner meets it, and whom it is for.
A judgement is a `(:Judgement {verdict, by, at, machine, reason, standing})-[:JUDGES]->` two people or organizations;
`standing` are those not replaced. SAME holds along a chain of such, DIFFERENT along one with one that says so.

A file that is written again and again is an `(:ExportSchedule {owner, records, format, filter, columns, every})`, for
its owner alone; `filter` is JSON, `asked` the night it was asked for last.

A dated edge holds on a day when it started on or before it, or nobody knows when, and did not end before it. Beside a
text `x` stands `x_key`: its fold (case and accents gone) for filters, with what decides between equals for order.

A custom field is the property `x_<key>` of its nodes or edges, with the same companions: `x_tier`, `x_tier_key`, for
money `x_worth_currency`. `MATCH (d:FieldDefinition) WHERE d.archived_at IS NULL RETURN d.on, d.key, d.type` lists them.

What is sensitive stands enciphered, as the bytes `enc_<name>` in place of `<name>`: of a person, for instance,
`enc_birthday`; the same for sensitive custom fields and for what changes tell of facts that not everybody sees
(`enc_before_city`). Whether there is a value can be asked; what it is, graphcrm alone can tell.
"""


def render(vocabulary: Vocabulary, files: Mapping[str, QuestionFile]) -> str:
    """The page as Markdown, with a final line end."""
    parts = [_HOW, "## Nodes\n"]
    for noun in vocabulary.nouns.values():
        label = f":{noun.name}:Party" if noun.party else f":{noun.name}"
        own = "" if noun.governed else " Seen with the record it hangs on."
        parts.append(f"### {noun.name}\n\n`({label})`, ids begin with `{noun.prefix}_`. {noun.description}{own}\n")
        for mark in dict.fromkeys(edge.marks.mark for edge in vocabulary.edges.values() if edge.marks is not None):
            if mark.noun == noun.name:
                parts.append(f"Some have the label `{mark.label}`, kept by whoever writes. {mark.description}\n")
        parts.append(_table(noun.properties))
    parts.append("## Edges\n")
    for edge in vocabulary.edges.values():
        ends = f"`(:{vocabulary.label(edge.source)})-[:{edge.type}]->(:{vocabulary.label(edge.target)})`"
        parts.append(f"### {edge.type}\n\n{ends} {edge.description} ({edge.sensitivity.value})\n")
        if edge.properties:
            parts.append(_table(edge.properties))
    parts.append("## Questions\n\n| question | answers | try |\n|---|---|---|")
    parts += [f"| `{path}` | {file.sentence} | `{' '.join(file.examples[:1])}` |" for path, file in files.items()]
    return "\n".join(parts) + "\n"


def _table(properties: tuple[Property, ...]) -> str:
    rows = ["| property | kind | class | |", "|---|---|---|---|"]
    for prop in properties:
        marks = [
            word
            for word, holds in (
                ("unique", prop.unique),
                ("indexed", prop.indexed),
                ("required", prop.required),
                ("computed", prop.expression is not None),
            )
            if holds
        ]
        kind = prop.choices.name if prop.choices else prop.kind.name
        note = f" ({', '.join(marks)})" if marks else ""
        rows.append(f"| `{prop.name}` | {kind} | {prop.sensitivity.value} | {prop.description}{note} |")
    return "\n".join(rows) + "\n"
