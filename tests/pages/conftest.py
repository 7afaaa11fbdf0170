"""A server over the contract's world, the people who look at it, and a browser."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from graphcrm.access.policy import built_in
from graphcrm.cli.acting import act
from graphcrm.graph.circuit import Circuit
from graphcrm.graph.connection import Graph
from graphcrm.records import users
from graphcrm.records.journal import LOCAL
from graphcrm.records.sign_in import accounts
from graphcrm.records.sign_in.passwords import Passwords
from tests.pages import browsing
from tests.pages.browsing import Seen
from tests.web.speaking import worker

MANAGER, AUDITOR, SELLER = "daan@lumen.example", "auditor@lumen.example", "seller@lumen.example"
PASSWORD = "lime kettle under seven bridges"


@pytest.fixture(scope="session")
async def chromium() -> AsyncIterator[browsing.Browser]:
    reason = browsing.missing()
    if reason is not None:
        pytest.skip(reason)
    async with browsing.browser() as found:
        yield found


@dataclass
class Site:
    """Where it is served, and who looks at it."""

    url: str
    graph: Graph
    browser: browsing.Browser
    contexts: dict[str, browsing.BrowserContext] = field(default_factory=dict)

    async def visitor(self) -> Seen:
        """Somebody who has not signed in."""
        return await browsing.seen(await self.browser.new_context(reduced_motion="reduce"), self.url)

    async def viewer(self, email: str = MANAGER) -> Seen:
        """Somebody who has signed in, before."""
        if email not in self.contexts:
            self.contexts[email] = await self.browser.new_context(reduced_motion="reduce")
            await browsing.entered(self.contexts[email], self.url, self.graph, email)
        found = await browsing.seen(self.contexts[email], self.url)
        await found.page.goto(self.url + "/no/such/page")
        return found


@pytest.fixture(scope="module")
async def site(chromium: browsing.Browser, contract_world: Graph) -> AsyncIterator[Site]:
    async with served_site(chromium, contract_world) as found:
        yield found


@asynccontextmanager
async def served_site(chromium: browsing.Browser, contract_world: Graph, **settings: Any) -> AsyncIterator[Site]:
    """The contract's world with a manager who is Daan de Vries and covers Nordlicht, an auditor, and an account manager
    from whom the harbour is kept."""
    graph, policy = contract_world, built_in()
    await users.add(graph, policy, MANAGER, "Daan de Vries", ["manager"])
    await users.add(graph, policy, AUDITOR, "Auditor", ["auditor"])
    await users.add(graph, policy, SELLER, "Seller", ["account_manager"])
    circuit = Circuit(graph, 40)
    account = await accounts.of_email(circuit, MANAGER)
    assert account is not None
    await accounts.set_password(circuit, Passwords(), LOCAL, account, PASSWORD)
    await act(graph, "userPersonAdd", {"user": {"email": MANAGER}, "person": {"externalId": "p-vries"}})
    cover = {"user": {"email": MANAGER}, "organization": {"externalId": "o-nordlicht"}}
    await act(graph, "coverageAdd", {**cover, "as": "OWNER", "withSubsidiaries": True})
    await act(graph, "teamCreate", {"externalId": "t-harbour", "name": "Harbour team"})
    await act(
        graph,
        "organizationAudienceSet",
        {"organization": {"externalId": "o-harbour"}, "teams": [{"externalId": "t-harbour"}]},
    )
    about = [{"person": {"externalId": "p-berg"}}]
    task = {"title": "Call about the offer", "dueOn": "2026-01-15", "assignee": {"email": MANAGER}, "about": about}
    await act(graph, "taskCreate", task)
    await act(graph, "noteCreate", {"text": "Prefers mornings.", "about": about})
    async with worker(graph, request_deadline=60.0, **settings) as served:
        yield Site(f"http://127.0.0.1:{served.port}", graph, chromium)


@pytest.fixture
async def manager(site: Site) -> AsyncIterator[Seen]:
    """The page of a manager, whose console must stay empty."""
    found = await site.viewer()
    yield found
    await found.close()
    found.quiet()
