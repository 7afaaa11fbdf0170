"""What no write and no import gets past, told as rules: what each property, list and edge of the vocabulary declares.

`records` and `exchange` check by the declarations themselves; this says in words what they check.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graphcrm.compile.declarations import Edge, Noun, Property
from graphcrm.compile.vocabulary import Vocabulary

_OF_LISTS = {
    "emails": "An e-mail address, as email-validator reads it.",
    "phones": "A telephone number of three to forty digits; one of a country is compared in E.164 (phonenumbers).",
}


@dataclass(frozen=True, slots=True)
class Checked:
    """A rule that refuses: the code of the refusal, of what it is (Person.country, SUBSIDIARY_OF), what must hold or
    what the refusal says."""

    code: str
    of: str
    sentence: str


def refusing(vocabulary: Vocabulary) -> list[Checked]:
    """All of them, noun by noun and then edge by edge."""
    found: list[Checked] = []
    for noun in vocabulary.nouns.values():
        if noun.writing is not None:
            found += [one for prop in noun.properties for one in _of_property(noun.name, prop)]
            found += _of_references(noun)
    for edge in vocabulary.edges.values():
        if not edge.derived:
            found += [one for prop in edge.properties for one in _of_property(edge.type, prop)]
            found += _of_edge(edge)
    return found


def _of_property(owner: str, prop: Property) -> Iterator[Checked]:
    if prop.expression is not None or prop.import_column is None:
        return
    of = f"{owner}.{prop.name}"
    if prop.required and prop.default is None:
        yield Checked("REQUIRED", of, "It must be known.")
    if prop.unique:
        yield Checked("CONFLICT", of, "No other record has the same.")
    if prop.choices is not None:
        yield Checked("CHOICE", of, f"One of {', '.join(prop.choices.values)}.")
    if prop.pattern is not None:
        yield Checked("FORMAT", of, f"It looks like {prop.pattern}.")
    if prop.kind.name == "Email":
        yield Checked("FORMAT", of, _OF_LISTS["emails"])
    if prop.minimum is not None or prop.maximum is not None:
        least, most = prop.minimum, prop.maximum
        bounds = f"{least:g} to {most:g}" if most is not None else f"{least:g} or more"
        yield Checked("RANGE", of, f"A number, {bounds}.")
    if prop.longest is not None:
        yield Checked("TOO_LONG", of, f"At most {prop.longest} characters.")


def _of_references(noun: Noun) -> Iterator[Checked]:
    for reference in noun.references:
        of = f"{noun.name}.{reference.column}"
        if reference.required:
            yield Checked("REQUIRED", of, "It must be named.")
        if reference.column in _OF_LISTS:
            yield Checked("FORMAT", of, _OF_LISTS[reference.column])


def _of_edge(edge: Edge) -> Iterator[Checked]:
    if edge.dated:
        yield Checked("RULE", edge.type, "Its last day is not before its first.")
    if edge.source == edge.target:
        yield Checked("RULE", edge.type, "It does not lead back to its own start.")
    for rule in edge.rules:
        yield Checked("RULE", edge.type, rule.sentence)
