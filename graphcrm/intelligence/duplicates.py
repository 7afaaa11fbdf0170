"""The records that are compared, as they stand: fields, addresses, and the network around them.

A score that is kept is told to whoever sees the two records. So it is made of nothing but the two, and of what
everybody may see: seats, organizations and contacts that are for some teams alone are left out. Sensitive and
confidential values are not read at all. Units are left out: a department of a name is not that of another company.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphcrm.graph.connection import Graph
from graphcrm.intelligence import pages
from graphcrm.measures import normal_forms
from graphcrm.measures.matching.fields import LINE

UNKNOWN_INFLUENCE = 0.5
_PAGE = 5_000

_PEOPLE = """
MATCH (p:Person) WHERE p.id > $after WITH p ORDER BY p.id LIMIT $size WITH collect(p) AS page
RETURN page[-1].id, COLLECT {
  UNWIND page AS p
  WITH p WHERE p.archived_at IS NULL
  RETURN [p.id, p.audience, [(p)-[i:INFLUENTIAL_IN]->(at:Organization) WHERE at.audience IS NULL | i.value], {
    name: [p.name], given_name: [p.first_name], family_name: [p.last_name], city: [p.city], country: [p.country],
    profile: [p.linkedin, p.x, p.facebook, p.website],
    email: [(p)-[:REACHED_AT]->(c:ContactPoint {medium: 'EMAIL'}) | c.address],
    phone: [(p)-[:REACHED_AT]->(c:ContactPoint {medium: 'PHONE'}) | c.address],
    employer: [(p)-[:HOLDS]->(s:Role)-[:AT]->(at:Organization) WHERE s.audience IS NULL AND at.audience IS NULL
      | at.id],
    manager: [(p)-[:HOLDS]->(s:Role)-[:REPORTS_TO]->(above:Role)<-[:HOLDS]-(q:Person) WHERE s.audience IS NULL
      AND above.audience IS NULL AND q.audience IS NULL | q.id],
    correspondents: [(p)-[k:KNOWS]-(q:Person) WHERE k.audience IS NULL AND q.audience IS NULL | q.id]}]
}
"""
_ORGANIZATIONS = """
MATCH (o:Organization) WHERE o.id > $after WITH o ORDER BY o.id LIMIT $size WITH collect(o) AS page
RETURN page[-1].id, COLLECT {
  UNWIND page AS o
  WITH o WHERE o.archived_at IS NULL AND NOT coalesce(o.kind, '') IN ['DIVISION', 'DEPARTMENT', 'TEAM']
  RETURN [o.id, o.audience, [(o)<-[i:INFLUENTIAL_IN]-(p:Person) WHERE p.audience IS NULL | i.value], {
    name: [o.name], domain: [o.domain], city: [o.city], country: [o.country],
    email: [(o)-[:REACHED_AT]->(c:ContactPoint {medium: 'EMAIL'}) | c.address],
    phone: [(o)-[:REACHED_AT]->(c:ContactPoint {medium: 'PHONE'}) | c.address],
    street: [(o)-[:REACHED_AT]->(c:ContactPoint {medium: 'POST'}) | c.address],
    parent: [(o)-[:SUBSIDIARY_OF]->(up:Organization) WHERE up.audience IS NULL | up.id],
    people: [(o)<-[:AT]-(s:Role)<-[:HOLDS]-(p:Person) WHERE s.audience IS NULL AND p.audience IS NULL | p.id]}]
}
"""
# What a record says of itself, without the network around it: what one that arrives can be compared by.
_ALONE_PEOPLE = """
MATCH (p:Person) WHERE p.id > $after WITH p ORDER BY p.id LIMIT $size WITH collect(p) AS page
RETURN page[-1].id, COLLECT {
  UNWIND page AS p
  WITH p WHERE p.archived_at IS NULL AND ($sees_all OR p.audience IS NULL OR any(t IN p.audience WHERE t IN $teams))
  RETURN [p.id, p.audience, {
    name: [p.name], given_name: [p.first_name], family_name: [p.last_name], city: [p.city], country: [p.country],
    profile: [p.linkedin, p.x, p.facebook, p.website],
    email: [(p)-[:REACHED_AT]->(c:ContactPoint {medium: 'EMAIL'}) | c.address],
    phone: [(p)-[:REACHED_AT]->(c:ContactPoint {medium: 'PHONE'}) | c.address]}]
}
"""
_ALONE_ORGANIZATIONS = """
MATCH (o:Organization) WHERE o.id > $after WITH o ORDER BY o.id LIMIT $size WITH collect(o) AS page
RETURN page[-1].id, COLLECT {
  UNWIND page AS o
  WITH o WHERE o.archived_at IS NULL AND NOT coalesce(o.kind, '') IN ['DIVISION', 'DEPARTMENT', 'TEAM']
    AND ($sees_all OR o.audience IS NULL OR any(t IN o.audience WHERE t IN $teams))
  RETURN [o.id, o.audience, {
    name: [o.name], domain: [o.domain], city: [o.city], country: [o.country],
    email: [(o)-[:REACHED_AT]->(c:ContactPoint {medium: 'EMAIL'}) | c.address],
    phone: [(o)-[:REACHED_AT]->(c:ContactPoint {medium: 'PHONE'}) | c.address]}]
}
"""
_MODEL = """
OPTIONAL MATCH (s:Internal:Scoring {name: 'duplicates ' + toLower($noun)}) RETURN s.parameters, s.version
"""
_DOMAINS = "MATCH (o:Organization) WHERE o.domain IS NOT NULL AND o.audience IS NULL RETURN collect(DISTINCT o.domain)"
_TEXTS: Mapping[str, str] = {"Person": _PEOPLE, "Organization": _ORGANIZATIONS}
_ALONE: Mapping[str, str] = {"Person": _ALONE_PEOPLE, "Organization": _ALONE_ORGANIZATIONS}
# Of these a record has one: where several are told, the first in order stands for them.
_SINGLE = frozenset({"street"})


@dataclass(slots=True)
class Population:
    """The records of a noun, by number: ids, what is compared of each, for whom each is (0: everybody), and the
    influence of those concerned, 0.5 where none is known."""

    ids: list[str] = field(default_factory=list)
    told: list[dict[str, str]] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    influence: list[float] = field(default_factory=list)


async def read(graph: Graph, noun: str) -> Population:
    """All records of a noun ("Person" or "Organization") that are in use."""
    found, groups, domains = Population(), {(): 0}, await our_domains(graph)
    async for identifier, audience, influence, values in pages.rows(
        graph, _TEXTS[noun], {}, first="", question="duplicates: records"
    ):
        found.ids.append(identifier)
        found.told.append(_said(identifier, values, domains))
        found.groups.append(groups.setdefault(tuple(sorted(audience or ())), len(groups)))
        found.influence.append(max((one for one in influence if one is not None), default=UNKNOWN_INFLUENCE))
    return found


@dataclass(frozen=True, slots=True)
class Alone:
    """What some records say of themselves: ids, for which teams each is alone, and what is compared."""

    ids: list[str]
    audiences: list[tuple[str, ...]]
    told: list[dict[str, str]]


async def alone(
    graph: Graph, noun: str, domains: frozenset[str], sees_all: bool, teams: Sequence[str]
) -> AsyncIterator[Alone]:
    """All records of a noun that are in use and that somebody of these teams sees, page by page."""
    given = {"sees_all": sees_all, "teams": list(teams)}
    page = Alone([], [], [])
    async for identifier, audience, values in pages.rows(
        graph, _ALONE[noun], given, first="", question="duplicates: records alone"
    ):
        page.ids.append(identifier)
        page.audiences.append(tuple(sorted(audience or ())))
        page.told.append(said_alone(noun, values, domains))
        if len(page.ids) == _PAGE:
            yield page
            page = Alone([], [], [])
    yield page


async def our_domains(graph: Graph) -> frozenset[str]:
    """The domains of the organizations that everybody may see."""
    return frozenset((await graph.rows(_DOMAINS, {}, question="duplicates: domains"))[0][0])


async def model(graph: Graph, noun: str) -> tuple[str | None, str | None]:
    """What records of a noun are compared by, as it was kept, and its version; None where nothing was learnt."""
    parameters, version = (await graph.rows(_MODEL, {"noun": noun}, question="duplicates: parameters"))[0]
    return parameters, version


def said_alone(noun: str, values: Mapping[str, Sequence[Any]], domains: frozenset[str]) -> dict[str, str]:
    """What is compared of a record by what it says of itself: of each field its values, a line for each."""
    said = {name: LINE.join(sorted({str(one) for one in several if one})) for name, several in values.items()}
    return _boxed(said, domains) if noun == "Person" else said


def _boxed(said: dict[str, str], domains: frozenset[str]) -> dict[str, str]:
    """An address of a person at the domain of an organization is a mailbox there."""
    addresses = said["email"].split(LINE)
    said["mailbox"] = LINE.join(one for one in addresses if normal_forms.domain_of(one) in domains)
    said["email"] = LINE.join(one for one in addresses if normal_forms.domain_of(one) not in domains)
    return said


def _said(identifier: str, values: Mapping[str, Sequence[Any]], domains: frozenset[str]) -> dict[str, str]:
    """What is compared of one record: of each field its values, a line for each."""
    said = {}
    for name, several in values.items():
        lines = sorted({str(one) for one in several if one})
        said[name] = LINE.join(lines[:1] if name in _SINGLE else lines)
    if "correspondents" in said:
        _boxed(said, domains)
        said["met"] = LINE.join(filter(None, (identifier, said["correspondents"])))
    return said
