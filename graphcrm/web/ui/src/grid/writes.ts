import type { CombinedError } from "urql";
import { act } from "../api/acting";
import { client } from "../api/client";
import { failureOf } from "../api/failures";
import {
  BulkOrganizationsDocument,
  BulkPeopleDocument,
  CoverageAddManyDocument,
  CoverageHandOverDocument,
  CoverageRetractDocument,
  CoverageUpdateDocument,
  OrganizationArchiveManyDocument,
  OrganizationRestoreManyDocument,
  OrganizationUpdateManyDocument,
  PersonArchiveManyDocument,
  PersonRestoreManyDocument,
  PersonUpdateManyDocument,
  type OrganizationFilter,
  type PersonFilter,
} from "../gql";
import { today } from "../format";
import { ownerOf, type Cover, type Covering, type Target, type Writes } from "./bulk";

type Row = { id: string; version: number | null; name: string | null; tags: string[] | null; covers?: Cover[] };
type Page = { nodes: Row[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };
type Ids = { id: { in: string[] } };

/** As many ids as one filter takes. */
const IDS = 100;

function targetOf(row: Row): Target {
  const { id, version, name, tags, covers, ...values } = row;
  return { id, version, name, tags, values, covers };
}

/** Reads page by page what a filter chooses, or the records of these ids so many at a time. */
function reader<Filter>(ids: string[] | null, filter: Filter | null, ask: (filter: Filter | Ids | null, after: string | null) => Promise<{ page?: Page | null; error?: CombinedError }>): Writes["read"] {
  return async (after) => {
    const from = Number(after ?? 0);
    const { page, error } = ids ? await ask({ id: { in: ids.slice(from, from + IDS) } }, null) : await ask(filter, after);
    if (!page) return { targets: [], end: null, more: false, failure: failureOf(error) ?? { code: "FORBIDDEN", message: "", reason: "", requestId: "" } };
    const targets = page.nodes.map(targetOf);
    if (ids) return { targets, end: String(from + IDS), more: from + IDS < ids.length, failure: null };
    return { targets, end: page.pageInfo.endCursor, more: page.pageInfo.hasNextPage, failure: null };
  };
}

const versions = (rows: { id: string; version: number | null }[] | undefined) => new Map((rows ?? []).map((row) => [row.id, row.version]));

export function writesOfPeople(ids: string[] | null, filter: PersonFilter | null): Writes {
  const named = (items: Parameters<Writes["update"]>[0]) => items.map(({ id, version, change }) => ({ person: { id }, expectedVersion: version, ...change }));
  return {
    read: reader(ids, filter, async (which, after) => {
      const { data, error } = await client.query(BulkPeopleDocument, { filter: which, after }, { requestPolicy: "network-only" }).toPromise();
      return { page: data?.people, error };
    }),
    update: async (items, idempotencyKey) => {
      const done = await act(PersonUpdateManyDocument, { input: { items: named(items), idempotencyKey } });
      return { ...done, versions: versions(done.data?.personUpdateMany?.people) };
    },
    archive: async (items, idempotencyKey) => {
      const done = await act(PersonArchiveManyDocument, { input: { items: named(items), idempotencyKey } });
      return { ...done, versions: versions(done.data?.personArchiveMany?.people) };
    },
    restore: async (items, idempotencyKey) => {
      const done = await act(PersonRestoreManyDocument, { input: { items: named(items), idempotencyKey } });
      return { ...done, versions: versions(done.data?.personRestoreMany?.people) };
    },
    cover: null,
    uncover: null,
  };
}

export function writesOfOrganizations(ids: string[] | null, filter: OrganizationFilter | null): Writes {
  const named = (items: Parameters<Writes["update"]>[0]) => items.map(({ id, version, change }) => ({ organization: { id }, expectedVersion: version, ...change }));
  return {
    read: reader(ids, filter, async (which, after) => {
      const { data, error } = await client.query(BulkOrganizationsDocument, { filter: which, after }, { requestPolicy: "network-only" }).toPromise();
      const page = data?.organizations;
      const nodes = page?.nodes.map(({ coveredBy, ...row }) => ({ ...row, covers: coveredBy.edges.map(({ as, node: user, startedOn, endedOn }) => ({ user: user.id, name: user.name ?? "", as: as ?? "MEMBER", startedOn, endedOn })) }));
      return { page: page && { ...page, nodes: nodes ?? [] }, error };
    }),
    update: async (items, idempotencyKey) => {
      const done = await act(OrganizationUpdateManyDocument, { input: { items: named(items), idempotencyKey } });
      return { ...done, versions: versions(done.data?.organizationUpdateMany?.organizations) };
    },
    archive: async (items, idempotencyKey) => {
      const done = await act(OrganizationArchiveManyDocument, { input: { items: named(items), idempotencyKey } });
      return { ...done, versions: versions(done.data?.organizationArchiveMany?.organizations) };
    },
    restore: async (items, idempotencyKey) => {
      const done = await act(OrganizationRestoreManyDocument, { input: { items: named(items), idempotencyKey } });
      return { ...done, versions: versions(done.data?.organizationRestoreMany?.organizations) };
    },
    cover: async (changes, covering, idempotencyKey) => {
      const owner = covering.as === "OWNER" ? ownerOf(changes[0]!.target) : undefined;
      const [user, startedOn] = [{ id: covering.value }, today()];
      if (owner) {
        const organizations = changes.map(({ target }) => ({ id: target.id }));
        return act(CoverageHandOverDocument, { input: { from: { id: owner.user }, to: user, organizations, startedOn, idempotencyKey } });
      }
      const items = changes.map(({ target }) => ({ user, organization: { id: target.id }, as: covering.as, startedOn }));
      return act(CoverageAddManyDocument, { input: { items, idempotencyKey } });
    },
    uncover: ({ target }, covering, idempotencyKey) => uncovered(target, covering, idempotencyKey),
  };
}

/** Takes a coverage back as if it never was. What its owner before was is as it was again. Each step has a key of its own,
 * so that a whole that broke in the middle can be sent again. */
async function uncovered(target: Target, { as, value }: Covering, key: string) {
  const organization = { id: target.id };
  const owner = as === "OWNER" ? ownerOf(target) : undefined;
  const passed = owner ? (target.covers ?? []).filter((one) => one.user === owner.user) : [];
  const had = new Set((target.covers ?? []).filter((one) => one.user === value).map((one) => one.as));
  for (const role of owner ? new Set(passed.map((one) => one.as)) : [as]) {
    if (had.has(role)) continue;
    const done = await act(CoverageRetractDocument, { input: { user: { id: value }, organization, as: role, startedOn: today(), idempotencyKey: `${key}-${role}` } });
    if (done.failure || done.faults.length) return done;
  }
  for (const { user, as: role, startedOn, endedOn } of passed) {
    const done = await act(CoverageUpdateDocument, { input: { user: { id: user }, organization, as: role, startedOn, endedOn, idempotencyKey: `${key}-${role}-back` } });
    if (done.failure || done.faults.length) return done;
  }
  return { data: null, faults: [], failure: null };
}
