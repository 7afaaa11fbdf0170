"""The admin pages: users, teams, custom fields, the policy, duties and jobs, for whoever may and for nobody else."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from click.testing import CliRunner
from playwright.async_api import Locator, Page, expect

from graphcrm.access.policy import built_in
from graphcrm.cli.policy import dump
from graphcrm.records import tokens, users
from tests.pages.browsing import SECONDS, Seen, asked
from tests.pages.conftest import AUDITOR, MANAGER, SELLER, Site
from tests.pages.test_looking import both_themes

expect.set_options(timeout=SECONDS)
ADMIN, SECOND = "ada@lumen.example", "second@lumen.example"
IDS = """query { user: user(by: {email: "seller@lumen.example"}) { id }
  team: team(by: {externalId: "t-harbour"}) { id } }"""
PAGES = {
    "users": "/admin",
    "a user": "/admin/users/{user}",
    "teams": "/admin/teams",
    "a team": "/admin/teams/{team}",
    "fields": "/admin/fields",
    "policy": "/admin/policy",
    "duties": "/admin/duties",
    "jobs": "/admin/jobs",
}


@pytest.fixture(scope="module")
async def admin_site(site: Site) -> Site:
    """The site with two administrators."""
    await users.add(site.graph, built_in(), ADMIN, "Ada Admin", ["admin"])
    await users.add(site.graph, built_in(), SECOND, "Second Admin", ["admin"])
    return site


@pytest.fixture
async def admin(admin_site: Site) -> AsyncIterator[Seen]:
    """The page of an administrator, whose console must stay empty."""
    found = await admin_site.viewer(ADMIN)
    yield found
    await found.close()
    found.quiet()


async def ids(seen: Seen) -> dict[str, str]:
    return {name: found["id"] for name, found in (await asked(seen, IDS)).items()}


def row(page: Page, text: str) -> Locator:
    return page.get_by_role("row").filter(has_text=text)


async def pressed(page: Page, name: str) -> Locator:
    """The dialog that a button of the page opens."""
    await page.get_by_role("button", name=name, exact=True).click()
    return page.get_by_role("dialog")


async def submit(page: Page, name: str = "Save") -> None:
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("button", name=name, exact=True).click()
    await expect(dialog).to_be_hidden()


@pytest.mark.parametrize("name", PAGES)
async def test_a_part_has_no_serious_fault_for_anybody_and_fits_a_telephone(admin: Seen, name: str) -> None:
    page = await admin.open(PAGES[name].format(**await ids(admin)))
    await expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert await both_themes(admin) == []
    await page.set_viewport_size({"width": 390, "height": 844})
    await admin.settled()
    assert await admin.findings() == []
    assert await page.evaluate("document.documentElement.scrollWidth") <= 390


async def test_what_opens_over_them_has_no_serious_fault_either(admin: Seen) -> None:
    page = await admin.open("/admin/users")
    await expect((await pressed(page, "New user")).get_by_label("Account manager")).to_be_visible()
    assert await both_themes(admin) == []
    await page.keyboard.press("Escape")
    await admin.open("/admin/fields")
    await expect((await pressed(page, "New field")).get_by_label("Name for programs")).to_be_visible()
    assert await both_themes(admin) == []
    await page.keyboard.press("Escape")
    await admin.open("/admin/users/{user}".format(**await ids(admin)))
    await expect(await pressed(page, "Disable")).to_contain_text("can sign in no more")
    assert await both_themes(admin) == []


async def test_somebody_new_is_made_a_user_joins_a_team_gets_an_account_and_sees_it(admin_site: Site) -> None:
    admin = await admin_site.viewer(ADMIN)
    page = await admin.open("/")
    await page.get_by_role("navigation").get_by_role("link", name="Administration").click()
    dialog = await pressed(page, "New user")
    await dialog.get_by_label("Name").fill("Nina New")
    await dialog.get_by_label("E-mail").fill("nina@lumen.example")
    await dialog.get_by_role("checkbox", name="Account manager").check()
    await submit(page)
    await expect(page.get_by_role("heading", level=1)).to_have_text("Nina New")
    await expect(page.get_by_text("graphcrm user link nina@lumen.example")).to_be_visible()

    await page.get_by_role("link", name="Administration").click()
    await page.get_by_role("tab", name="Teams").click()
    assert page.url.endswith("/admin/teams")
    dialog = await pressed(page, "New team")
    await dialog.get_by_label("Name").fill("North")
    await submit(page)
    await expect(page.get_by_role("heading", level=1)).to_have_text("North")
    dialog = await pressed(page, "Add a member")
    await dialog.get_by_role("combobox", name="Who").fill("nina")
    await page.get_by_role("option", name=re.compile("Nina New")).click()
    await submit(page)
    members = page.get_by_role("region", name="Members")
    await expect(members.get_by_role("row").filter(has_text="Nina New")).to_contain_text("Account manager")
    dialog = await pressed(page, "Add an account")
    await dialog.get_by_role("combobox", name="Account").fill("nordlicht hold")
    await page.get_by_role("option", name=re.compile("Nordlicht Holding")).click()
    await dialog.get_by_label("With subsidiaries").check()
    await submit(page)
    accounts = page.get_by_role("region", name="Accounts")
    await expect(accounts.get_by_role("row").filter(has_text="Nordlicht Holding")).to_contain_text("yes")
    await admin.close()
    admin.quiet()

    nina = await admin_site.viewer("nina@lumen.example")
    page = nina.page
    await page.goto(nina.url + "/")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Good day, Nina New")
    mine = page.get_by_role("region", name="My accounts")
    await expect(mine.get_by_role("link", name="Nordlicht Holding SE")).to_be_visible()
    await expect(page.get_by_role("navigation")).not_to_contain_text("Administration")
    await nina.close()
    nina.quiet()


async def test_a_member_leaves_and_a_coverage_ends(admin: Seen) -> None:
    made = await asked(
        admin,
        """mutation { teamCreate(input: {name: "South"}) { team { id } } u: userCreate(input: {name: "Sven South",
            email: "sven@lumen.example", accessRoles: ["account_manager"]}) { user { id } } }""",
    )
    team, user = made["teamCreate"]["team"]["id"], made["u"]["user"]["id"]
    told = await asked(
        admin,
        """mutation($t: ID!, $u: ID!) {
            teamMemberAdd(input: {team: {id: $t}, user: {id: $u}, startedOn: "2026-01-01"}) { userErrors { message } }
            coverageAdd(input: {organization: {externalId: "o-nl-wind"}, user: {id: $u}, as: MEMBER,
              startedOn: "2026-01-01"}) { userErrors { message } } }""",
        t=team,
        u=user,
    )
    assert [one["userErrors"] for one in told.values()] == [[], []]
    page = await admin.open(f"/admin/teams/{team}")
    await page.get_by_role("button", name=re.compile("^Sven South no longer covers")).click()
    await submit(page, "End")
    dialog = await pressed(page, "Sven South leaves the team")
    await expect(dialog).to_contain_text("no longer sees what is for this team alone")
    await submit(page, "Leaves the team")
    await expect(page.get_by_text("Nobody is in it today.")).to_be_visible()
    covers = await asked(
        admin,
        """query($u: ID!) { user(by: {id: $u}) { covers(first: 5) { edges { startedOn endedOn } }
            teams(first: 5) { totalCount } } }""",
        u=user,
    )
    [edge] = covers["user"]["covers"]["edges"]
    assert edge["startedOn"] == "2026-01-01" and edge["endedOn"] is not None
    assert covers["user"]["teams"]["totalCount"] == 0


async def test_a_role_that_is_changed_counts_at_once_and_is_asked_twice(admin_site: Site) -> None:
    await users.add(admin_site.graph, built_in(), "rolf@lumen.example", "Rolf Role", ["account_manager"])
    rolf = await admin_site.viewer("rolf@lumen.example")
    page = await rolf.open("/analysis")
    await expect(page.get_by_role("tab", name="Questions")).to_be_visible()
    await expect(page.get_by_role("tab", name="Cypher")).to_be_hidden()
    admin = await admin_site.viewer(ADMIN)
    desk = await admin.open("/admin/users")
    await desk.get_by_role("searchbox", name="Find a name or e-mail").fill("rolf")
    await expect(desk.get_by_role("row")).to_have_count(2)
    await row(desk, "Rolf Role").get_by_role("link").click()
    dialog = await pressed(desk, "Change roles")
    await dialog.get_by_role("checkbox", name="Account manager").uncheck()
    await dialog.get_by_role("checkbox", name="Analyst").check()
    await dialog.get_by_role("button", name="Next").click()
    await expect(dialog).to_contain_text("Rolf Role gains: Analyst. Loses: Account manager.")
    assert (await asked(rolf, "{ viewer { accessRoles } }"))["viewer"]["accessRoles"] == ["account_manager"]
    await dialog.get_by_label("Why").fill("Moves to analysis")
    await submit(desk, "Change roles")
    await expect(desk.get_by_role("region", name="Facts")).to_contain_text("Analyst")
    await page.wait_for_timeout(2100)  # a session that was looked up is believed for two seconds
    await rolf.open("/analysis")
    await expect(page.get_by_role("tab", name="Cypher")).to_be_visible()
    for one in (admin, rolf):
        await one.close()
        one.quiet()


async def test_who_is_disabled_is_signed_in_nowhere_and_their_token_is_gone(admin_site: Site) -> None:
    graph = admin_site.graph
    await users.add(graph, built_in(), "dora@lumen.example", "Dora Done", ["account_manager"])
    secrets = [await tokens.create(graph, built_in(), "dora@lumen.example", None, timedelta(hours=1)) for _ in range(2)]
    dora = await admin_site.viewer("dora@lumen.example")
    admin = await admin_site.viewer(ADMIN)
    page = await admin.open("/admin/users")
    await row(page, "Dora Done").get_by_role("link").click()
    prefix = secrets[0].split("_")[1]
    await page.get_by_role("button", name=f"Revoke the token {prefix}").click()
    await expect(page.get_by_role("dialog")).to_contain_text(f"gcrm_{prefix} are refused from now on")
    await submit(page, "End")
    await expect(page.get_by_text(prefix)).to_be_hidden()
    await expect(page.get_by_text(secrets[1].split("_")[1])).to_be_visible()
    await page.get_by_role("button", name=re.compile("^End the session")).click()
    await submit(page, "End")
    await expect(page.get_by_text("Nowhere at the moment.")).to_be_visible()
    dialog = await pressed(page, "Disable")
    await expect(dialog).to_contain_text("Their sessions, tokens and duties end now")
    await submit(page, "Disable")
    await expect(page.get_by_text("No token is good.")).to_be_visible()
    await expect(page.get_by_role("button", name="Enable")).to_be_visible()
    await admin.close()
    admin.quiet()
    await dora.page.wait_for_timeout(2100)
    await dora.page.goto(dora.url + "/")
    await expect(dora.page.get_by_role("heading", level=1)).to_have_text("Sign in to graphcrm")
    await dora.close()
    dora.quiet("401")


async def test_what_the_server_refuses_is_said_in_its_words_and_what_was_typed_stays(admin: Seen) -> None:
    page = await admin.open("/admin/users")
    dialog = await pressed(page, "New user")
    await dialog.get_by_label("Name").fill("Another Daan")
    await dialog.get_by_label("E-mail").fill(MANAGER.upper())
    await dialog.get_by_role("button", name="Save").click()
    told = await asked(
        admin,
        """mutation($e: String!) { userCreate(input: {name: "Another Daan", email: $e}) { userErrors { message } } }""",
        e=MANAGER.upper(),
    )
    [refused] = told["userCreate"]["userErrors"]
    await expect(dialog.get_by_role("alert")).to_contain_text(refused["message"])
    await expect(dialog.get_by_label("Name")).to_have_value("Another Daan")
    await page.reload()
    await admin.settled()
    await expect((await pressed(page, "New user")).get_by_label("Name")).to_have_value("Another Daan")
    await page.keyboard.press("Escape")
    me = (await asked(admin, "{ viewer { id } }"))["viewer"]["id"]
    await admin.open(f"/admin/users/{me}")
    await expect(page.get_by_text("Nobody sets their own roles")).to_be_visible()
    await expect(page.get_by_role("button", name="Change roles")).to_be_hidden()


_RENAME = """mutation($id: ID!, $name: String!) {
  teamUpdate(input: {team: {id: $id}, name: $name}) { userErrors { message } } }"""


async def test_two_who_rename_one_team_are_shown_both_names(admin: Seen) -> None:
    made = await asked(admin, 'mutation { teamCreate(input: {name: "West"}) { team { id } } }')
    team = made["teamCreate"]["team"]["id"]
    page = await admin.open(f"/admin/teams/{team}")
    dialog = await pressed(page, "Rename")
    await dialog.get_by_label("Name").fill("Far West")
    await asked(admin, _RENAME, id=team, name="Wild West")
    await dialog.get_by_role("button", name="Save").click()
    clash = page.get_by_role("dialog", name="Somebody else changed it")
    await expect(clash).to_contain_text("Wild West")
    await expect(clash).to_contain_text("Far West")
    await clash.get_by_role("button", name="Write mine").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Far West")
    dialog = await pressed(page, "Archive")
    await submit(page, "Archive")
    await expect(page.get_by_text("Archived", exact=True)).to_be_visible()
    await admin.open("/admin/teams")
    await expect(row(page, "Far West")).to_have_count(0)
    await page.get_by_text("Archived", exact=True).click()
    await expect(row(page, "Far West")).to_be_visible()


async def test_a_field_that_is_made_stands_in_the_columns_and_is_gone_when_it_is_archived(admin: Seen) -> None:
    page = await admin.open("/admin/fields")
    dialog = await pressed(page, "New field")
    await dialog.get_by_label("Holds").select_option("CHOICE")
    await dialog.get_by_label("Name for people").fill("Shoe size")
    await dialog.get_by_label("Name for programs").fill("shoe size")
    await dialog.get_by_label("Words to choose from").fill("small\nlarge")
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog.get_by_role("alert")).to_be_visible()
    await dialog.get_by_label("Name for programs").fill("shoe")
    await submit(page)
    await expect(row(page, "Shoe size")).to_contain_text("small, large")
    await page.get_by_role("button", name="Change: Shoe size").click()
    await page.get_by_role("dialog").get_by_label("Words to choose from").fill("small\nlarge\nhuge")
    await submit(page)
    await expect(row(page, "Shoe size")).to_contain_text("small, large, huge")

    await page.wait_for_timeout(2100)  # definitions are known to each worker two seconds later at most
    await admin.open("/people")
    await page.get_by_role("button", name="Columns").click()
    await expect(page.get_by_role("checkbox", name="Shoe size")).to_be_visible()
    await page.keyboard.press("Escape")
    await admin.open("/admin/fields")
    await page.get_by_role("button", name="Archive: Shoe size").click()
    await expect(page.get_by_role("dialog")).to_contain_text("hidden everywhere")
    await submit(page, "Archive")
    await expect(page.get_by_text("No field was added yet.")).to_be_visible()
    await page.wait_for_timeout(2100)
    await admin.open("/people")
    await page.get_by_role("button", name="Columns").click()
    await expect(page.get_by_role("checkbox", name="City", exact=True)).to_be_visible()
    await expect(page.get_by_role("checkbox", name="Shoe size")).to_have_count(0)


async def test_the_table_of_the_policy_says_what_the_command_says_and_explains_it(admin: Seen) -> None:
    printed = json.loads(CliRunner().invoke(dump, ["--json"]).stdout)
    words = {"show": "shown", "mask": "masked", "hide": "hidden"}
    page = await admin.open("/admin/policy")
    table = page.get_by_role("region", name="What each role sees")
    for role, name, column, level in (
        ("manager", "Manager", 4, "sensitive"),
        ("auditor", "Auditor", 2, "personal"),
        ("analyst", "Analyst", 3, "confidential"),
    ):
        cells = table.get_by_role("row", name=re.compile(f"^{name}")).get_by_role("cell")
        await expect(cells.nth(column)).to_have_text(words[printed["roles"][role][level]])
    await expect(page.get_by_text(printed["version"])).to_be_visible()
    await page.get_by_role("searchbox").fill("Person.birthday")
    cells = row(page, "Person.birthday").get_by_role("cell")
    for at, role in enumerate(printed["roles"]):
        await expect(cells.nth(at + 1)).to_have_text(words[printed["facts"]["Person.birthday"]["sight"][role]])
    await page.get_by_label("Role", exact=True).select_option("manager")
    await page.get_by_role("combobox", name="Fact").fill("Person.birthday")
    await page.get_by_role("option", name="Person.birthday").click()
    told = page.locator(".explained")
    await expect(told).to_contain_text("Manager sees a mask of Person.birthday")
    await expect(told).to_contain_text("Because Person.birthday is sensitive")
    await expect(told).to_contain_text("Nothing may be done with it")


async def test_a_duty_is_proposed_by_one_and_confirmed_by_another(admin_site: Site) -> None:
    admin, second = await admin_site.viewer(ADMIN), await admin_site.viewer(SECOND)
    page = await admin.open("/admin/duties")
    dialog = await pressed(page, "Propose a duty")
    await dialog.get_by_role("combobox", name="Who").fill("auditor")
    await page.get_by_role("option", name=re.compile("^Auditor")).click()
    await dialog.get_by_label("Duty").select_option("break_glass")
    await dialog.get_by_label("Why").fill("Outage on Sunday")
    await submit(page)
    await expect(row(page, "Outage on Sunday")).to_contain_text("proposed")
    await expect(page.get_by_role("button", name="Confirm: Auditor")).to_have_count(0)
    page = await second.open("/admin/duties")
    await page.get_by_role("button", name="Confirm: Auditor").click()
    await submit(page, "Confirm")
    await expect(row(page, "Outage on Sunday")).to_contain_text("held")
    await page.get_by_role("button", name="End: Auditor").click()
    await submit(page, "End")
    await expect(row(page, "Outage on Sunday")).to_contain_text("ended")
    await page.get_by_role("switch", name="Only those to be reviewed").click()
    await page.get_by_role("button", name="Review: Auditor").click()
    await page.get_by_role("dialog").get_by_label("What was found").fill("Nothing was read")
    await submit(page, "Review")
    await expect(page.get_by_text("There are none.")).to_be_visible()
    for one in (admin, second):
        await one.close()
        one.quiet()


async def test_a_job_is_asked_for_and_stopped(admin: Seen) -> None:
    page = await admin.open("/admin/jobs")
    await page.get_by_role("button", name="Start: check of audiences").click()
    await expect(page.get_by_role("dialog")).to_contain_text("Nothing is changed.")
    await submit(page, "Start")
    await expect(row(page, "check of audiences")).to_contain_text("waits")
    await page.get_by_role("button", name="Stop: check of audiences").click()
    await submit(page, "Stop")
    await expect(row(page, "check of audiences")).to_contain_text("ended")


@pytest.mark.parametrize(
    ("email", "theirs"),
    [(SELLER, []), (AUDITOR, ["policy", "audit"]), (MANAGER, ["teams", "fields"])],
    ids=["seller", "auditor", "manager"],
)
async def test_what_is_not_for_one_is_not_there(admin_site: Site, email: str, theirs: list[str]) -> None:
    admin = await admin_site.viewer(ADMIN)
    known = await ids(admin)
    await admin.close()
    seen = await admin_site.viewer(email)
    page = await seen.open("/")
    link = page.get_by_role("navigation").get_by_role("link", name="Administration")
    await expect(link).to_have_count(1 if theirs else 0)
    for part in (
        "users",
        "teams",
        "fields",
        "policy",
        "duties",
        "jobs",
        "audit",
        "users/{user}",
        "teams/{team}",
        "nothing",
    ):
        await seen.open(f"/admin/{part}".format(**known))
        title = page.get_by_role("heading", level=1)
        if part.split("/")[0] in theirs:
            await expect(title).not_to_have_text("There is nothing here")
            await expect(page.get_by_role("button", name="New team")).to_have_count(0)
        else:
            await expect(title).to_have_text("There is nothing here")
            assert "Seller" not in await page.get_by_role("main").inner_text()
    if not theirs:
        await seen.open("/admin")
        await expect(page.get_by_role("heading", level=1)).to_have_text("There is nothing here")
    await seen.close()
    seen.quiet()


async def test_an_auditor_looks_through_the_trail(admin_site: Site) -> None:
    auditor = await admin_site.viewer(AUDITOR)
    page = await auditor.open("/admin/audit")
    await page.get_by_label("Act", exact=True).fill("teamCreate")
    rows = page.get_by_role("group", name="Audit trail").get_by_role("row")
    await expect(rows.filter(has_text="teamCreate").first).to_contain_text("allowed")
    await expect(rows.filter(has_text="coverageAdd")).to_have_count(0)
    assert await both_themes(auditor) == []
    await page.get_by_label("Act", exact=True).fill("noSuchAct")
    await expect(page.get_by_text("There is no such entry.")).to_be_visible()
    await auditor.close()
    auditor.quiet()


async def test_a_team_is_made_by_the_keyboard_alone(admin: Seen) -> None:
    page = await admin.open("/")
    await page.keyboard.press("Control+k")
    await page.keyboard.type("administr")
    await expect(page.get_by_role("dialog").get_by_text("Administration")).to_be_visible()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Administration")
    await page.get_by_role("tab", name="Users").focus()
    await page.keyboard.press("ArrowRight")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("tab", name="Teams")).to_have_attribute("aria-selected", "true")
    for _ in range(8):
        await page.keyboard.press("Tab")
        if await page.get_by_role("button", name="New team").evaluate("e => e === document.activeElement"):
            break
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog").get_by_label("Name")).to_be_focused()
    await page.keyboard.type("By keys")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", level=1)).to_have_text("By keys")


async def test_they_speak_german_too(admin: Seen) -> None:
    page = await admin.open("/admin/teams")
    await page.get_by_role("button", name=re.compile("appearance, language")).click()
    await page.get_by_role("menuitem", name="Deutsch").click()
    await expect(page.get_by_role("tab", name="Eigene Felder")).to_be_visible()
    await page.reload()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Verwaltung")
    await expect(page.get_by_role("button", name="Neues Team")).to_be_visible()
