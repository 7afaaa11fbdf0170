"""Plans: what is counted, kept and refused."""

from __future__ import annotations

from tests.conftest import Api


async def test_a_list_asked_only_for_its_total_is_counted(contract_api: Api) -> None:
    query = "{ people { totalCount totalCountIsCapped } roles(filter: {vacant: true}) { totalCount } }"
    data = await contract_api.ask(query)
    assert data == {"people": {"totalCount": 12, "totalCountIsCapped": False}, "roles": {"totalCount": 1}}


async def test_the_total_of_a_question_is_that_of_all_its_rows(contract_api: Api) -> None:
    query = """{ organization(by: {externalId: "o-nl-services"}) {
      ancestors(first: 1) { totalCount nodes { externalId } } people { totalCount } } }"""
    data = await contract_api.ask(query)
    assert data["organization"]["ancestors"] == {"totalCount": 3, "nodes": [{"externalId": "o-nl-grid"}]}
    assert data["organization"]["people"] == {"totalCount": 1}


async def test_the_card_of_an_old_day_shows_the_lines_of_that_day(contract_api: Api) -> None:
    query = """{ organization(by: {externalId: "o-nl-wind"}) { orgChart(asOf: "2018-01-01", first: 1) {
      total truncated seats { holders { person { name } } role { holders(current: true) { person { name } } } } } } }"""
    chart = (await contract_api.ask(query))["organization"]["orgChart"]
    assert (chart["total"], chart["truncated"]) == (5, True)
    assert chart["seats"][0]["holders"] == chart["seats"][0]["role"]["holders"]


async def test_a_profile_of_an_organization_is_one_call(contract_api: Api, statements: list[str]) -> None:
    """Tree position, people by seat, deals and what was said, for an organization with its group."""
    query = """{ organization(by: {externalId: "o-nordlicht"}) {
      name ultimateParent { name } pathToRoot { depth node { name } } rollUp(kind: ALL) { organizations people seats }
      descendants(first: 3) { totalCount nodes { name } }
      orgChart(includeSubsidiaries: true, first: 5) { seats { role { title } holders { person { name } } } }
      people(within: GROUP, first: 3) { totalCount nodes { name } } openDeals(within: GROUP) { nodes { name } }
      timeline(within: GROUP, first: 2) { totalCount nodes { occurredAt } } } }"""
    before = len(statements)
    data = (await contract_api.ask(query))["organization"]
    assert len([text for text in statements[before:] if "AS data" in text]) == 1
    assert data["rollUp"] == {"organizations": 8, "people": 8, "seats": 8}
    assert data["openDeals"]["nodes"] == [{"name": "Grid pilot"}, {"name": "Rotor monitoring rollout"}]


async def test_a_line_that_holds_by_its_nature_has_no_others_to_filter_by(contract_api: Api) -> None:
    """`directReports` are those of the day: of those that do not hold there are none, and so nobody has `some`."""
    query = """{ every: roles { totalCount }
      none: roles(filter: {directReports: {none: {}, current: false}}) { totalCount }
      some: roles(filter: {directReports: {some: {}, current: false}}) { totalCount } }"""
    data = await contract_api.ask(query)
    assert data["some"]["totalCount"] == 0
    assert data["none"] == data["every"]
