"""A named question asked by itself, with words for values: what `graphcrm ask` runs.

The text of the file stands in a subquery as in an API operation; its columns come back as rows, a node as
[noun, id, external id, title, ids of the nodes above it], each under the viewer's rights.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from graphcrm.compile import entered
from graphcrm.compile.composites import element, is_list, scalar
from graphcrm.compile.declarations import Noun
from graphcrm.compile.inputs import check_bounds, constant
from graphcrm.compile.pasts import READ
from graphcrm.compile.question_rows import filled
from graphcrm.compile.rules import AS_OF, HERE, Rules, holds
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.errors import BadUserInput
from graphcrm.graph.questions import Input, QuestionFile
from graphcrm.measures.normal_forms import search_words

_FIRST = 100


@dataclass(frozen=True, slots=True)
class Asking:
    """A statement that asks: its text, its parameters, the names and types of its columns. It returns one row:
    [missing, rows], `missing` the name of an argument whose record is not there, else null."""

    text: str
    parameters: dict[str, Any]
    columns: tuple[tuple[str, str], ...]
    first: int | None


def ask(
    vocabulary: Vocabulary, rules: Rules, file: QuestionFile, given: Mapping[str, str], implied: Mapping[str, Any]
) -> Asking:
    """The asking of a file. `given` are words as typed; BadUserInput says which cannot be used."""
    _check(file, given)
    parameters: dict[str, Any] = dict(implied)
    bound = {name: f"${name}" for name in implied}
    bound["sees_all"] = "true" if rules.lens.sees_all else "false"
    look_ups, absent, first = [], ["null"], None
    names: list[str] = []
    for one in file.inputs:
        word = given.get(one.name)
        noun = one.type.strip("[]")
        if (vocabulary.is_record(noun) or noun in vocabulary.targets) and word is not None:
            found = []
            for number, name in enumerate(_names(one, word)):
                found.append(f"found_{one.name}_{number}")
                parameters[f"a_{one.name}_{number}"] = name
                look_ups.append(_look_up(vocabulary, noun, f"{one.name}_{number}", rules))
                absent.insert(0, f"CASE WHEN {found[-1]} IS NULL THEN '{one.name}' END")
            names += found
            bound[one.name] = f"[{', '.join(found)}]" if one.type.startswith("[") else found[0]
            continue
        parameters[f"a_{one.name}"] = _value(one, word, implied["today"])
        bound[one.name] = f"$a_{one.name}"
        if one.name == "first":
            first = parameters["a_first"] = parameters["a_first"] or _FIRST
    imports = ", ".join(names)
    columns = ", ".join(_column(vocabulary, rules, column.name, column.type) for column in file.columns)
    text = "\n".join(
        [
            *look_ups,
            f"CALL ({imports}) {{\nCALL ({imports}) {{\n{filled(file.body, bound)}\n}}",
            f"{_ordered(file)}RETURN collect([{columns}]) AS found\n}}",
            f"RETURN coalesce({', '.join(absent)}) AS missing, found",
        ]
    )
    return Asking(text, parameters, tuple((c.name, c.type) for c in file.columns), first)


def _ordered(file: QuestionFile) -> str:
    """The order that the header names; what is unknown comes last."""
    keys = []
    for one in file.order:
        key = f"{one.column}.{one.property}" if one.property else one.column
        keys += [f"{key} IS NULL", f"{key} DESC"] if one.descending else [key]
    return f"WITH * ORDER BY {', '.join(keys)}\n" if keys else ""


def _check(file: QuestionFile, given: Mapping[str, str]) -> None:
    names = [one.name for one in file.inputs if not one.name.startswith("wants_") and one.name != "after"]
    for name in given:
        if name not in names:
            raise BadUserInput(f"{file.path} has no input {name}; it takes {', '.join(names)}.")
    for one in file.inputs:
        if one.default is None and one.name in names and one.name != "first" and one.name not in given:
            raise BadUserInput(f"{file.path} needs {one.name}={one.type}. Try: {' · '.join(file.examples)}")


def _names(one: Input, word: str) -> list[str]:
    """The records that a word names: a list has commas between them."""
    if not one.type.startswith("["):
        return [word]
    names = [name for name in word.split(",") if name]
    if one.size is not None and len(names) != one.size:
        raise BadUserInput(f"{one.name} names exactly {one.size} records, with commas; {len(names)} were given.")
    return names


def _look_up(vocabulary: Vocabulary, type_name: str, name: str, rules: Rules) -> str:
    # What can be of several nouns may be of one with a rule of its own.
    own = [noun for noun in vocabulary.concrete(type_name) if noun != type_name and vocabulary.nouns[noun].defines]
    rule = [rules.row("x", type_name), *(f"(NOT x:{noun} OR {rules.row('x', noun)})" for noun in own)]
    where = "".join(f" AND {one}" for one in rule if one)
    label = vocabulary.label(type_name)
    return (
        f"CALL () {{\nMATCH (x:{label}) WHERE (x.id = $a_{name} OR x.external_id = $a_{name}){where}\n"
        f"RETURN collect(x.id)[0] AS found_{name}\n}}"
    )


def _column(vocabulary: Vocabulary, rules: Rules, name: str, type_name: str) -> str:
    if not vocabulary.is_record(element(type_name)):
        return _value_of(vocabulary, rules, name, type_name, 0)
    if is_list(type_name):
        return f"[one IN {name} | {_node(vocabulary, rules, 'one', element(type_name), lists=False)}]"
    return _node(vocabulary, rules, name, type_name, lists=True)


def _value_of(vocabulary: Vocabulary, rules: Rules, name: str, type_name: str, depth: int) -> str:
    """A value that is no record: a composite with the records and instants in it told as in columns."""
    inner = element(type_name)
    if inner not in vocabulary.composites:
        return scalar(type_name, name)
    if not _has_records(vocabulary, inner):
        return name
    one = f"at{depth}"
    parts = []
    for field, (type_, _) in vocabulary.composites[inner].fields.items():
        value, noun = f"{one}.{field}", element(type_)
        if vocabulary.is_record(noun):
            node = f"[node{depth} IN %s | {_node(vocabulary, rules, f'node{depth}', noun, lists=False)}]"
            value = node % value if is_list(type_) else f"{node % f'[{value}]'}[0]"
        else:
            value = _value_of(vocabulary, rules, value, type_, depth + 1)
        parts.append(f"{field}: {value}")
    shown = f"CASE WHEN {one} IS NOT NULL THEN {{{', '.join(parts)}}} END"
    return f"[{one} IN {name} | {shown}]" if is_list(type_name) else f"[{one} IN [{name}] | {shown}][0]"


def _has_records(vocabulary: Vocabulary, composite: str) -> bool:
    """Whether a composite holds records or instants, itself or in those within it."""
    inner = [element(type_) for type_, _ in vocabulary.composites[composite].fields.values()]
    plain = ("Date", "DateTime")
    return any(
        one in plain or vocabulary.is_record(one) or (one in vocabulary.composites and _has_records(vocabulary, one))
        for one in inner
    )


def _node(vocabulary: Vocabulary, rules: Rules, name: str, type_name: str, *, lists: bool) -> str:
    """A record as [noun, id, external id, title, what stands above it]; `lists`: with what stands above."""
    cases = []
    for noun in vocabulary.concrete(type_name):
        declared = vocabulary.nouns[noun]
        title = vocabulary.property_of(noun, declared.title)
        shown = rules.field(noun, title).replace(HERE, name).replace(AS_OF, "$today") if title else "null"
        above = _above(vocabulary, rules, declared, name) if lists else "[]"
        cases.append(f"WHEN {name}:{noun} THEN ['{noun}', {name}.id, {name}.external_id, {shown}, {above}]")
    return f"CASE {' '.join(cases)} END"


def _above(vocabulary: Vocabulary, rules: Rules, noun: Noun, name: str) -> str:
    """The ids of the nodes above one, as far as the viewer sees them and what leads there."""
    edges = [edge for edge in noun.above if rules.sees_edge(vocabulary.edges[edge])]
    if not edges:
        return "[]"
    where = [holds("e", "$today"), "coalesce(e.kind, 'SOLID') = 'SOLID'", rules.row("o", noun.name)]
    return (
        f"COLLECT {{ MATCH ({name})-[e:{'|'.join(edges)}]->(o) WHERE {' AND '.join(filter(None, where))} "
        "RETURN DISTINCT o.id ORDER BY o.id }"
    )


def _value(one: Input, word: str | None, today: date) -> Any:
    if word is None:
        return today if one.default == "today" else True if one.name.startswith("wants_") else constant(one)
    if one.type.strip("[]") in entered.READ:
        read = entered.READ[one.type.strip("[]")]
        return read([part for part in word.split(",") if part] if one.type.startswith("[") else word)
    if one.type.startswith("["):
        return [_scalar(one, one.type.strip("[]"), part) for part in word.split(",") if part]
    value = _scalar(one, one.type, word)
    if one.bounds is not None:
        check_bounds(one, value, one.name)
    return value


def _scalar(one: Input, type_name: str, word: str) -> Any:
    read = _READ.get(type_name, str)
    try:
        return read(word)
    except (ValueError, KeyError) as error:
        raise BadUserInput(f"{one.name}={word} cannot be used: it must be of type {type_name}.") from error


def _moment(word: str) -> date:
    return date.fromisoformat(word) if len(word) == 10 else _instant(word)


def _instant(word: str) -> datetime:
    moment = datetime.fromisoformat(word)
    if moment.tzinfo is None:
        raise ValueError("no zone")
    return moment


_READ: dict[str, Callable[[str], Any]] = {
    "Words": search_words,
    "Int": int,
    "Float": float,
    "Boolean": lambda word: {"true": True, "false": False}[word],
    "Date": date.fromisoformat,
    "DateTime": _instant,
    "Field": READ["Field"],
    "Since": lambda word: READ["Since"](_moment(word)),
    "Until": lambda word: READ["Until"](_moment(word)),
}
