"""Every file of `cypher/` keeps its header's word, and the row rule."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graphcrm.access.policy import built_in
from graphcrm.access.viewers import viewer
from graphcrm.compile import implied, skeletons
from graphcrm.compile.inputs import Inputs
from graphcrm.graph.connection import Graph
from graphcrm.graph.questions import QuestionFile, folder, library
from graphcrm.vocabulary.words import VOCABULARY

FILES = list(library().values())
IMPLIED = {"sees_all", *implied.IMPLIED}
GOVERNED = {name for name, noun in VOCABULARY.nouns.items() if noun.governed} | set(VOCABULARY.abstracts)
SCALARS = {
    "ID",
    "Int",
    "Float",
    "Boolean",
    "String",
    "Date",
    "DateTime",
    "Words",
    "Any",
    "Field",
    "Since",
    "Until",
    "Written",
    "Email",
    "Phone",
    "Called",
}


def known_types() -> set[str]:
    enumerations = set(Inputs(VOCABULARY).enumerations)
    records = {*VOCABULARY.nouns, *VOCABULARY.abstracts, *VOCABULARY.targets}
    return SCALARS | enumerations | records | set(VOCABULARY.composites)


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.path)
def test_a_header_says_what_is_asked_taken_and_given(file: QuestionFile) -> None:
    assert file.sentence.endswith("."), "the first line is a sentence"
    assert file.columns and file.examples, "columns and an example are named"
    assert all(example.startswith(f"graphcrm ask {file.path}") for example in file.examples)
    types = [one.type.strip("[]") for one in (*file.inputs, *file.columns)]
    assert set(types) <= known_types()
    names = {column.name for column in file.columns}
    assert all(key.column in names for key in file.order)
    used = set(re.findall(r"\$(\w+)", file.body))
    declared = {one.name for one in file.inputs}
    assert used - IMPLIED <= declared, "every parameter is declared"
    assert declared <= used | {"max_depth"}, "nothing is declared in vain"


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.path)
async def test_the_server_understands_a_file_and_gives_its_columns(open_graph: Graph, file: QuestionFile) -> None:
    columns, remarks = await open_graph.explain(file.body)
    assert columns == [column.name for column in file.columns]
    # On a young store everything is unknown, and EXPLAIN is not given values.
    real = [r for r in remarks if not r.startswith(("01N50", "01N51", "01N52", "01N60"))]
    assert real == []


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.path)
def test_a_relation_that_some_role_does_not_see_is_walked_by_whoever_sees_it_alone(file: QuestionFile) -> None:
    """The API refuses a field by what it needs; a file that is asked by its name has only itself."""
    lenses = [viewer(built_in(), id="usr_x", email="x", roles=(role,), teams=()).lens for role in built_in().roles]
    for edge in VOCABULARY.edges.values():
        if all(lens.shows(edge.type, edge.sensitivity) for lens in lenses):
            continue
        if re.search(rf"\[\w*:[A-Z_|]*\b{edge.type}\b", file.body):
            assert re.search(rf"'{edge.type}' IN \$(shown|searched)|type\(\w+\) IN \$shown", file.body), edge.type


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.path)
def test_every_governed_variable_carries_the_row_rule(file: QuestionFile) -> None:
    """What a file matches without the rule, a viewer of another team would read: a hidden seat in a chart, a hidden
    company on a path. So each variable that is matched with a governed label must be tested in the same file."""
    # The first node of a repeated step is the anchor or the last node of the step before: tested as such.
    matched = re.findall(r"(?<!\()\((\w+):(\w+)", file.body)
    for variable, label in matched:
        if label in GOVERNED:
            rule = f"($sees_all OR {variable}.audience IS NULL OR any(t IN {variable}.audience WHERE t IN $teams))"
            # The last node of a repeated step was tested inside the step.
            stepped = re.search(rf"\)\)?\{{[01],50\}}\({variable}:", file.body)
            assert rule in file.body or stepped, f"{variable}:{label} is not tested"


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.path)
def test_a_file_is_bounded_short_and_names_nothing_like_the_compiler(file: QuestionFile) -> None:
    text = (folder() / f"{file.path}.cypher").read_text(encoding="utf-8")
    assert text.count("\n") <= 60
    assert not re.search(r"-\[[^\]]*\*[^\]]*\]-|\)\s*[+*](?!\s*[\w'(\[])|->\*|->\+", file.body), "an unbounded pattern"
    assert not re.search(r"[(\[](?:n|r|c|q|a|p)\d+\b", file.body), "names like n1 belong to the compiler"
    assert ";" not in file.body


def test_who_is_one_of_us_is_said_in_the_same_words_everywhere() -> None:
    """A file is plain Cypher that an analyst can paste, so nothing is included from elsewhere, and what several files
    must mean alike stands in each. Whoever mends it in one has to mend it in all."""
    clause = re.compile(
        r"EXISTS \{ MATCH \((\w+)\)(-\[h:HOLDS\]->[^{}]*\{0,50\}\(top:Organization )\{ours: true\}\) \}"
    )
    saying = [file for file in FILES if "{ours: true})" in file.body]
    told = [text for file in saying for _, text in clause.findall(file.body)]
    assert len(told) == sum(file.body.count("{ours: true})") for file in saying) > 5, "in no other words"
    assert len({" ".join(text.split()) for text in told}) == 1


def test_every_question_of_the_vocabulary_has_its_file_and_every_file_its_use() -> None:
    declared = {question.path for question in VOCABULARY.questions}
    assert declared <= set(library())
    others = set(library()) - declared
    # What no field asks: files for analysts, the feed that subscriptions read, the download of a chart.
    beside = ("analysis/", "changes/", skeletons.FILE)
    assert all(path.removesuffix("_count") in declared or path.startswith(beside) for path in others)


def test_migrations_are_numbered_without_gaps() -> None:
    names = sorted(Path(file).name for file in (folder() / "migrations").glob("*.cypher"))
    assert [int(name[1:5]) for name in names] == list(range(1, len(names) + 1))
