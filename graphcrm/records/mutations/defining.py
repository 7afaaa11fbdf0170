"""Defines custom fields: what a definition must be before it is kept. Its own record is made and changed like any."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphcrm.access.sensitivity import Sensitivity
from graphcrm.compile import custom_fields, writing
from graphcrm.compile.declarations import Noun
from graphcrm.compile.mutations import Act, Mutation
from graphcrm.measures import patterns
from graphcrm.records.faults import Fault
from graphcrm.records.mutations import making
from graphcrm.records.mutations.values import fault
from graphcrm.records.mutations.work import Effect, Item, Work

_LOCK = "fields"
_MOST = 200
_CHOICES = 200
_LONGEST_CHOICE = 100
_KEYS = """
MATCH (d:FieldDefinition) RETURN collect([d.on, toLower(d.key)])
"""
_SAYS = ("on", "key", "type", "minimum", "maximum", "pattern", "choices", "sensitivity")
_TAKES = {
    "minimum": ("NUMBER", "MONEY"),
    "maximum": ("NUMBER", "MONEY"),
    "pattern": ("TEXT", "URL"),
    "choices": ("CHOICE", "MULTI_CHOICE"),
}


async def create(work: Work, mutation: Mutation, items: Sequence[Item]) -> Effect:
    """New definitions. A key is taken for ever, in any spelling of its letters: values may still be stored under it."""
    await work.transaction.run(writing.LOCK, {"name": _LOCK})
    taken = {(on, key) for on, key in await work.run(_KEYS)}
    if len(taken) + len(items) > _MOST:
        work.faults.append(Fault("CONFLICT", [], f"There can be {_MOST} custom fields. Use one that is there."))
    for item in items:
        given = item.given
        name = (given["on"], given["key"].lower())
        if not custom_fields.is_key(given["key"]):
            work.fault(item, fault("key", _key_sentence()))
        elif name in taken:
            message = f"{given['on']} has a field of this key. Choose another."
            work.fault(item, Fault("CONFLICT", ["key"], message, "EXISTS"))
        taken.add(name)
        _judge(work, item, {**given, "sensitivity": given.get("sensitivity") or _default(mutation.noun)})
    return await making.create(work, mutation, items)


async def update(work: Work, mutation: Mutation, items: Sequence[Item]) -> Effect:
    """Changes definitions: what they would say then is judged as a whole."""
    await work.transaction.run(writing.LOCK, {"name": _LOCK})
    noun = mutation.noun.name
    keys = [work.named.want(noun, item.given["fieldDefinition"]) for item in items]
    await work.named.find(work.transaction, {noun: _SAYS})
    for item, key in zip(items, keys, strict=True):
        one = work.named.get(key)
        if one is not None:  # what is not there is told by what follows
            _judge(work, item, {**one.stored, **{n: v for n, v in item.given.items() if n in _SAYS}})
    return await making.update(work, mutation, items)


STEPS = {("FieldDefinition", Act.CREATE): create, ("FieldDefinition", Act.UPDATE): update}


def _default(noun: Noun) -> Any:
    return next(p.default for p in noun.properties if p.name == "sensitivity")


def _judge(work: Work, item: Item, said: Mapping[str, Any]) -> None:
    """Faults for what does not go together, and for a class that the writer does not see."""
    for name, types in _TAKES.items():
        if said.get(name) is not None and said["type"] not in types:
            work.fault(item, fault(name, f"This is for {' and '.join(types)} fields. Leave it out."))
    low, high = said.get("minimum"), said.get("maximum")
    if low is not None and high is not None and high < low:
        work.fault(item, fault("maximum", f"{high:g} lies below {low:g}, the minimum. Mend one of them."))
    if said.get("pattern") is not None:
        wrong = patterns.problem(said["pattern"])
        if wrong is not None:
            work.fault(item, fault("pattern", f"This is no pattern that RE2 can read: {wrong}."))
    if said["type"] in _TAKES["choices"]:
        _choices(work, item, said.get("choices"))
    _rights(work, item, said)


def _choices(work: Work, item: Item, words: Sequence[str] | None) -> None:
    if not words:
        work.fault(item, fault("choices", "Say what there is to choose from."))
    elif len(words) > _CHOICES:
        work.fault(item, fault("choices", f"There can be {_CHOICES} words to choose from, not {len(words)}."))
    for index, word in enumerate(words or ()):
        if ";" in word or len(word) > _LONGEST_CHOICE or word != word.strip():
            sentence = f"A word has 1 to {_LONGEST_CHOICE} characters, no semicolon, and no space around it."
            work.fault(item, fault(["choices", str(index)], sentence))


def _rights(work: Work, item: Item, said: Mapping[str, Any]) -> None:
    """Whoever may not read a thing may not write it: to a role, a field of a class it does not see is not there."""
    rules, on = work.rules, said["on"]
    if on in rules.vocabulary.edges and not rules.sees_edge(rules.vocabulary.edges[on]):
        work.fault(item, Fault("FORBIDDEN", ["on"], f"Your role does not see {on} and may not define it.", "ROLE"))
    level = said["sensitivity"]
    name = f"{custom_fields.STORED}{said['key']}"
    if level is not None and not custom_fields.sees(rules, on, name, Sensitivity[level]):
        message = f"Your role does not see {level} fields here and may not define one."
        work.fault(item, Fault("FORBIDDEN", ["sensitivity"], message, "ROLE"))


def _key_sentence() -> str:
    return (
        f"A key is a word of at most {custom_fields.LONGEST_KEY} letters and digits, beginning with a small one, like "
        "renewalMonth or renewal_month; it does not end in _key or _currency."
    )
