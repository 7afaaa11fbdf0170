"""The policy as a table: each role and duty, and what each role sees of each fact; for people who look it over."""

from __future__ import annotations

from typing import Any

from graphcrm.access.policy import Duty, Policy, Role
from graphcrm.access.sensitivity import Sensitivity
from graphcrm.compile.vocabulary import Vocabulary


def facts_of(vocabulary: Vocabulary) -> dict[str, Sensitivity]:
    """Every fact that has a class, by its name."""
    facts: dict[str, Sensitivity] = {}
    for noun in vocabulary.nouns.values():
        facts.update({f"{noun.name}.{prop.name}": prop.sensitivity for prop in noun.properties})
    for edge in vocabulary.edges.values():
        facts[edge.type] = edge.sensitivity
        facts.update({f"{edge.type}.{prop.name}": prop.sensitivity for prop in edge.properties})
    return dict(sorted(facts.items()))


def effective(policy: Policy, vocabulary: Vocabulary) -> dict[str, Any]:
    """The effective table: its version; roles with their rows, permissions and classes; facts with their class and what
    each role sees. What a role may do with a fact stands beside only where it does not follow from its sight."""
    lenses = {name: policy.lens([name]) for name in policy.roles}
    facts = facts_of(vocabulary)
    # Of custom fields, whose class stands in the graph, only what the policy says of them.
    others = sorted({fact for role in policy.roles.values() for fact in role.facts} - set(facts))
    return {
        "version": policy.version,
        "roles": {name: _role(role) for name, role in policy.roles.items()},
        "duties": {name: _duty(duty) for name, duty in policy.duties.items()},
        "facts": {
            fact: {
                "sensitivity": level.value,
                "sight": {name: lens.right(fact, level).said for name, lens in lenses.items()},
            }
            for fact, level in facts.items()
        }
        | {
            fact: {
                "sensitivity": None,
                "sight": {name: role.facts[fact].said for name, role in policy.roles.items() if fact in role.facts},
            }
            for fact in others
        },
    }


def _role(role: Role) -> dict[str, Any]:
    classes = {level.value: right.said for level, right in role.rights.items()}
    return {"rows": role.rows, **classes, "may": sorted(role.may)}


def _duty(duty: Duty) -> dict[str, Any]:
    return {**_role(duty), "minutes": duty.minutes, "under_request": duty.under_request, "reviewed": duty.reviewed}
