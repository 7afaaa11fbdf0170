"""Each role signs in and goes through all pages: none says or hints what the API refuses that role, and none fails."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import pytest

from graphcrm.access.policy import built_in
from graphcrm.errors import Conflict
from graphcrm.records import users
from tests.pages.browsing import Seen, asked
from tests.pages.conftest import Site
from tests.pages.test_looking import IDS, PAGES

KNOWN = """query { people(first: 50) { nodes { name firstName lastName city birthday leadSource linkedin tags
    emails { address } phones { address } roles { edges { node { title } } } } }
  organizations(first: 50) { nodes { name domain city emails { address } } }
  deals(first: 50) { nodes { name value { amount } } } roles(first: 50) { nodes { title } } }"""
_SHORT = 5  # characters of a value that may stand in any text


def values(told: Any) -> Iterator[str]:
    """All texts and numbers in a reply."""
    if isinstance(told, dict):
        for one in told.values():
            yield from values(one)
    elif isinstance(told, list):
        for one in told:
            yield from values(one)
    elif told is not None and not isinstance(told, bool):
        yield str(told)


async def known(seen: Seen) -> set[str]:
    return {one for one in values(await asked(seen, KNOWN)) if len(one) >= _SHORT}


async def entered(site: Site, name: str, *roles: str) -> Seen:
    email = f"{name}@roles.example"
    with contextlib.suppress(Conflict):
        await users.add(site.graph, built_in(), email, name, list(roles))
    return await site.viewer(email)


async def everything(site: Site) -> set[str]:
    """What somebody knows who sees all records and every field of them."""
    seen = await entered(site, "everything", "admin", "manager")
    found = await known(seen)
    await seen.close()
    return found


# What these two see of a page differs most from what the manager of all other tests sees: a mask, and nothing at all.
_APART = ("analyst", "auditor")
_ROLES = [
    role if role in _APART else pytest.param(role, marks=pytest.mark.long)  # each role has plans of its own
    for role in sorted(built_in().roles)
]


@pytest.mark.parametrize("role", _ROLES)
async def test_a_role_finds_on_no_page_what_the_api_refuses_it(site: Site, manager: Seen, role: str) -> None:
    ids = {name: one["id"] for name, one in (await asked(manager, IDS)).items()}
    seen = await entered(site, role, role)
    mine = await known(seen)
    kept = {one for one in await everything(site) if not any(one in other for other in mine)}
    for name, path in PAGES.items():
        page = await seen.open(path.format(**ids))
        html = await page.content()
        assert not [one for one in kept if one in html], (role, name)
        assert await page.get_by_role("heading", level=1).count() == 1, (role, name)
        assert await page.locator(".failed").count() == 0, (role, name)
    await seen.close()
    seen.quiet("400")  # a role that sees a part of names may not order by them, and the grid asks again without
