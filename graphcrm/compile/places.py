"""Where a named question stands: in a node, in a row of another question, or at the root."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graphcrm.compile.declarations import Question
from graphcrm.compile.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Place:
    """The variables it may use, Cypher for the inputs that follow from where it stands, and the variables of the
    records that it tells of."""

    importing: str = ""
    bound: Mapping[str, str] = field(default_factory=dict)
    about: tuple[str, ...] = ()


ROOT = Place()


def of_node(question: Question, at: str) -> Place:
    """A field of the node `at`."""
    bound = {} if question.bind is None else {question.bind: f"{at}.id"}
    return Place(at, bound, (at,))


def of_row(vocabulary: Vocabulary, question: Question, columns: Mapping[str, str], types: Mapping[str, str]) -> Place:
    """A field of a row: `columns` are the variables of its columns by name, `types` what these hold."""
    variables = dict.fromkeys(columns[column] for _, column in question.binds)
    bound, about = {}, []
    for given, column in question.binds:
        record = vocabulary.is_record(types[column])
        bound[given] = f"{columns[column]}.id" if record else columns[column]
        about += [columns[column]] if record else []
    return Place(", ".join(variables), bound, tuple(dict.fromkeys(about)))
