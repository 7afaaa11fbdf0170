"""What can be read can be written: each noun and each edge of the vocabulary has its mutations."""

from __future__ import annotations

from graphcrm.compile.mutations import attached
from graphcrm.vocabulary.words import VOCABULARY
from tests.records.mutations.writer import MUTATIONS


def test_every_noun_that_has_a_list_has_mutations() -> None:
    listed = {noun.name for noun in VOCABULARY.nouns.values() if noun.plural is not None}
    written = {one.noun.name for one in MUTATIONS.values() if one.edge is None and one.act.value == "create"}
    assert listed - written == set()


def test_every_edge_is_a_fact_or_a_list_of_a_record() -> None:
    facts = {one.edge.type for one in MUTATIONS.values() if one.edge is not None}
    nouns = [noun for noun in VOCABULARY.nouns.values() if noun.writing is not None]
    ends = [attached(VOCABULARY, edge) for edge in VOCABULARY.edges.values() if edge.type in facts]
    lists = {r.edge for noun in (*nouns, *filter(None, ends)) for r in noun.references}
    stated = {edge.type for edge in VOCABULARY.edges.values() if not edge.derived}
    assert stated - facts - lists == set()


def test_every_fact_can_be_withdrawn_and_every_dated_one_ended() -> None:
    for edge in VOCABULARY.edges.values():
        acts = {one.act.value for one in MUTATIONS.values() if one.edge is edge}
        if acts:
            assert {"add", "retract"} <= acts
            assert ("end" in acts) == edge.dated
            said = {p.name for p in edge.properties} - {"started_on", "ended_on", *edge.identity}
            assert not said or "correct" in acts, f"what {edge.type} says cannot be corrected"
