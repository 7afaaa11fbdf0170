"""What somebody is about to enter, as it is looked for: addresses in the form they are compared in, and the names that
whoever is called by a given name may go by."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from graphcrm.errors import BadUserInput
from graphcrm.measures import normal_forms
from graphcrm.measures.matching import pet_names

_MOST = 20
_LONGEST = 500


def _each(form: Callable[[str], str]) -> Callable[[Any], list[str]]:
    def read(values: Any) -> list[str]:
        if len(values) > _MOST:
            raise BadUserInput(f"At most {_MOST} may be given here; {len(values)} were.")
        return [form(_short(value)) for value in values]

    return read


def _short(text: str) -> str:
    if len(text) > _LONGEST:
        raise BadUserInput(f"A text may have at most {_LONGEST} characters here.")
    return text


READ: dict[str, Callable[[Any], Any]] = {
    "Email": _each(normal_forms.email),
    "Phone": _each(normal_forms.phone),
    "Called": lambda text: pet_names.called(_short(text)),
}
