/** A dozen operations to begin with, each of which runs in any world; `title` is in the words of the schema. */
export type Saved = { title: string; query: string };

export const OPERATIONS: Saved[] = [
  { title: "viewer", query: `query Viewer {\n  viewer { name email accessRoles permissions }\n}` },
  { title: "search", query: `query Search {\n  search(text: "berg", first: 5) {\n    totalCount\n    edges { score node { __typename id } }\n  }\n}` },
  {
    title: "people",
    query: `query People($after: Cursor) {\n  people(orderBy: [{field: NAME, direction: ASC}], first: 10, after: $after) {\n    totalCount\n    nodes { id name city lastContactAt }\n    pageInfo { hasNextPage endCursor }\n  }\n}`,
  },
  { title: "person.roles", query: `query Seats {\n  people(first: 3) {\n    nodes { name roles(first: 5) { edges { startedOn endedOn current node { title organization { name } } } } }\n  }\n}` },
  { title: "person.timeline", query: `query Timeline {\n  people(first: 3) {\n    nodes { name timeline(first: 5) { edges { node { kind occurredAt participants { part person { name } } } } } }\n  }\n}` },
  { title: "organization.descendants", query: `query Group {\n  organizations(filter: {kind: {eq: COMPANY}}, first: 3) {\n    nodes { name ultimateParent { name } descendants(first: 10) { totalCount edges { depth effectiveShare node { name } } } }\n  }\n}` },
  { title: "organization.orgChart", query: `query OrgChart {\n  organizations(filter: {kind: {eq: COMPANY}}, first: 1) {\n    nodes { name orgChart(depth: 3) { truncated seats { depth vacant directReports role { title } holders { person { name } } } } }\n  }\n}` },
  { title: "organization.coverage", query: `query Coverage {\n  organizations(filter: {kind: {eq: COMPANY}}, first: 3) {\n    nodes { name coverage { seats covered singleThreaded } }\n  }\n}` },
  { title: "organization.whoKnows", query: `query WhoKnows {\n  organizations(filter: {kind: {eq: COMPANY}}, first: 2) {\n    nodes { name whoKnows(first: 5, withUnits: true) { edges { strength via { name } node { name } } } }\n  }\n}` },
  { title: "organization.influencers", query: `query Influencers {\n  organizations(filter: {kind: {eq: COMPANY}}, first: 2) {\n    nodes { name influencers(first: 5, withUnits: true) { edges { rank influence { value } node { name } } } }\n  }\n}` },
  { title: "deals", query: `query Deals {\n  deals(first: 10) {\n    nodes { name stage expectedCloseOn organization { name } }\n  }\n}` },
  { title: "tasks", query: `query Tasks {\n  tasks(filter: {status: {eq: OPEN}}, first: 10) {\n    nodes { title dueOn priority assignee { name } }\n  }\n}` },
];
