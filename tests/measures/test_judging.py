"""Judgements of two records: what follows from several, what contradicts them, and that their order does not matter."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from itertools import combinations, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphcrm.measures.matching.judging import Judgement, Standing, Verdict, fold

SAME, DIFFERENT, UNSURE = Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE
BEGUN = datetime(2026, 11, 2, 9, tzinfo=UTC)
RECORDS = "abcdef"
VERDICTS = st.sampled_from([SAME, DIFFERENT, UNSURE])
said = st.lists(
    st.tuples(
        st.sampled_from(list(combinations(RECORDS, 2))), VERDICTS, st.sampled_from(["ana", "ben"]), st.booleans()
    ),
    max_size=12,
)


def judged(number: int, pair: str, verdict: Verdict, by: str = "ana", *, machine: bool = False) -> Judgement:
    return Judgement(f"j{number:02}", pair[0], pair[1], verdict, by, BEGUN + timedelta(minutes=number), machine)


def of(told: list[tuple[tuple[str, str], Verdict, str, bool]]) -> list[Judgement]:
    """Judgements as drawn, one a minute; a machine is another author than a person."""
    return [
        judged(number, "".join(pair), verdict, f"{by} (machine)" if machine else by, machine=machine)
        for number, (pair, verdict, by, machine) in enumerate(told)
    ]


def verdicts(standing: Standing) -> dict[str, Verdict | None]:
    return {a + b: standing.verdict(a, b) for a, b in combinations(RECORDS, 2)}


def test_same_goes_on_along_a_chain_and_different_is_inherited_by_every_member() -> None:
    found = fold([judged(1, "ab", SAME), judged(2, "bc", SAME), judged(3, "cd", DIFFERENT), judged(4, "de", SAME)])
    known = {pair: verdict for pair, verdict in verdicts(found).items() if verdict is not None}
    assert known == {
        "ab": SAME, "ac": SAME, "bc": SAME, "de": SAME,
        "ad": DIFFERENT, "ae": DIFFERENT, "bd": DIFFERENT, "be": DIFFERENT, "cd": DIFFERENT, "ce": DIFFERENT,
    }  # fmt: skip
    assert [one.id for one in found.chain("a", "e") or ()] == ["j01", "j02", "j03", "j04"]


def test_two_differences_and_anything_unsure_say_nothing() -> None:
    found = fold([judged(1, "ab", DIFFERENT), judged(2, "bc", DIFFERENT), judged(3, "cd", UNSURE)])
    assert [found.verdict(*pair) for pair in ("ac", "cd", "bd", "ef")] == [None, None, None, None]
    assert found.verdict("b", "a") is DIFFERENT, "either way round"


def test_what_contradicts_is_refused_and_the_witnesses_are_named() -> None:
    found = fold([judged(1, "ab", SAME), judged(2, "bc", DIFFERENT), judged(3, "ac", SAME, "ben")])
    assert {one: [w.id for w in chain] for one, chain in found.refused.items()} == {"j03": ["j01", "j02"]}
    assert found.verdict("a", "c") is DIFFERENT
    other = fold([judged(1, "ab", SAME), judged(2, "bc", SAME), judged(3, "ca", DIFFERENT, "ben")])
    assert [w.id for w in other.refused["j03"]] == ["j02", "j01"]
    assert other.verdict("a", "c") is SAME


def test_a_later_judgement_of_the_same_person_replaces_the_earlier() -> None:
    assert fold([judged(1, "ab", SAME), judged(2, "ba", DIFFERENT)]).verdict("a", "b") is DIFFERENT
    assert fold([judged(1, "ab", SAME), judged(2, "ab", UNSURE)]).verdict("a", "b") is None
    kept = fold([judged(1, "ab", SAME), judged(2, "ab", SAME, "ben"), judged(3, "ab", UNSURE)])
    assert kept.verdict("a", "b") is SAME, "what somebody else says stays"
    refused = fold([judged(1, "ab", SAME), judged(2, "ab", SAME, "ben"), judged(3, "ab", DIFFERENT)])
    assert "j03" in refused.refused and refused.verdict("a", "b") is SAME, "and is not overruled"
    assert len(refused.judgements) == 2, "what was refused replaces nothing"


def test_a_person_beats_a_machine_whoever_came_first() -> None:
    machine, person = judged(1, "ab", SAME, "m", machine=True), judged(2, "ab", DIFFERENT)
    for told in permutations([machine, person]):
        assert fold(told).verdict("a", "b") is DIFFERENT
    late = judged(3, "ab", SAME, "m", machine=True)
    assert fold([person, late]).verdict("a", "b") is DIFFERENT
    assert [w.id for w in fold([person, late]).refused["j03"]] == ["j02"]
    chain = [judged(1, "ab", SAME, "m", machine=True), judged(2, "bc", SAME, "m", machine=True)]
    assert fold([*chain, judged(3, "ac", DIFFERENT)]).verdict("a", "c") is DIFFERENT


@settings(deadline=None, max_examples=200)
@given(said, st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(
    told: list[tuple[tuple[str, str], Verdict, str, bool]], chance: random.Random
) -> None:
    here = of(told)
    there = list(here)
    chance.shuffle(there)
    assert verdicts(fold(here)) == verdicts(fold(there))
    assert fold(here).refused == fold(there).refused


@settings(deadline=None, max_examples=200)
@given(said, st.randoms(use_true_random=False))
def test_independent_judgements_commute_without_being_sorted(
    told: list[tuple[tuple[str, str], Verdict, str, bool]], chance: random.Random
) -> None:
    """Those that agree with one truth, each by an author of its own, contradict nothing and replace nothing."""
    truth = {record: chance.randrange(3) for record in RECORDS}
    true = [
        judged(n, "".join(pair), SAME if truth[pair[0]] == truth[pair[1]] else DIFFERENT, f"author {n}")
        for n, (pair, *_) in enumerate(told)
    ]
    one, other = Standing(), Standing()
    for judgement in true:
        one.add(judgement)
    chance.shuffle(true)
    for judgement in true:
        other.add(judgement)
    assert not one.refused and not other.refused
    assert verdicts(one) == verdicts(other)


@settings(deadline=None, max_examples=200)
@given(said)
def test_what_stands_is_an_equivalence_with_differences_between_its_classes(
    told: list[tuple[tuple[str, str], Verdict, str, bool]],
) -> None:
    found = fold(of(told))
    same = {(a, b) for a in RECORDS for b in RECORDS if a == b or found.verdict(a, b) is SAME}
    classes = {one: frozenset(b for a, b in same if a == one) for one in RECORDS}
    assert all(classes[a] == classes[b] for a, b in same), "symmetric and transitive"
    between = {
        frozenset((classes[j.one], classes[j.other])) for j in found.judgements.values() if j.verdict is DIFFERENT
    }
    assert all(len(pair) == 2 for pair in between), "none within a class"
    for a, b in combinations(RECORDS, 2):
        inherited = frozenset((classes[a], classes[b])) in between
        assert (found.verdict(a, b) is DIFFERENT) == inherited


@pytest.mark.parametrize("number", range(3))
def test_fewer_judgements_never_make_one_a_contradiction(number: int) -> None:
    """What is told to somebody who does not see all records stands as well."""
    told = [judged(1, "ab", SAME), judged(2, "bc", DIFFERENT), judged(3, "ad", SAME)]
    del told[number]
    assert not fold(told).refused
