"""Who may get in touch next: for everybody the likeliest others, by who has been in touch with whom."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from graphcrm.intelligence.contacts import Contacts
from graphcrm.measures import links

# Counts up with every change of a formula.
FORMULA = 1


def candidates(contacts: Contacts) -> Iterator[tuple[str, list[tuple[str, float]]]]:
    """By person who has any the ids and scores of at most fifty others, the likeliest first. What two had with each
    other counts both ways together."""
    people = contacts.people
    low, high = np.minimum(contacts.senders, contacts.recipients), np.maximum(contacts.senders, contacts.recipients)
    for person, others, scores in links.candidates(links.ties(len(people), low, high, contacts.counts)):
        yield people[person].id, [(people[one].id, score) for one, score in zip(others, scores, strict=True)]
