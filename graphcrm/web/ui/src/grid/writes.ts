import type { CombinedError } from "urql";
import { act } from "../api/acting";
import { client } from "../api/client";
import { failureOf } from "../api/failures";
import {
  BulkOrganizationsDocument,
  BulkPeopleDocument,
  CoverageAddManyDocument,
  CoverageHandOverDocument,
  OrganizationArchiveManyDocument,
  OrganizationRestoreManyDocument,
  OrganizationUpdateManyDocument,
  PersonArchiveManyDocument,
  PersonRestoreManyDocument,
  PersonUpdateManyDocument,
  type OrganizationFilter,
  type PersonFilter,
} from "../gql";
import type { Target, Writes } from "./bulk";

type Row = { id: string; version: number | null; name: string | null; tags: string[] | null };
type Page = { nodes: Row[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };
type Ids = { id: { in: string[] } };

/** As many ids as one filter takes. */
const IDS = 100;

function targetOf(row: Row): Target {
  const { id, version, name, tags, ...values } = row;
  return { id, version, name, tags, values };
}

/** Reads page by page what a filter chooses, or the records of these ids so many at a time. */
function reader<Filter>(ids: string[] | null, filter: Filter | null, ask: (filter: Filter | Ids | null, after: string | null) => Promise<{ page?: Page | null; error?: CombinedError }>): Writes["read"] {
  return async (after) => {
    const from = Number(after ?? 0);
    const { page, error } = ids ? await ask({ id: { in: ids.slice(from, from + IDS) } }, null) : await ask(filter, after);
    if (!page) return failureOf(error) ?? { code: "FORBIDDEN", message: "", reason: "", requestId: "" };
    const targets = page.nodes.map(targetOf);
    if (ids) return { targets, end: String(from + IDS), more: from + IDS < ids.length };
    return { targets, end: page.pageInfo.endCursor, more: page.pageInfo.hasNextPage };
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
    assign: null,
  };
}

export function writesOfOrganizations(ids: string[] | null, filter: OrganizationFilter | null): Writes {
  const named = (items: Parameters<Writes["update"]>[0]) => items.map(({ id, version, change }) => ({ organization: { id }, expectedVersion: version, ...change }));
  return {
    read: reader(ids, filter, async (which, after) => {
      const { data, error } = await client.query(BulkOrganizationsDocument, { filter: which, after }, { requestPolicy: "network-only" }).toPromise();
      const page = data?.organizations;
      const nodes = page?.nodes.map(({ coveredBy, ...row }) => ({ ...row, owner: coveredBy.edges.find((edge) => edge.as === "OWNER")?.node.id ?? null }));
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
    assign: async (items, idempotencyKey) => {
      const [to, from] = [items[0]?.change.owner as string, items[0]?.was.owner as string | null];
      const user = { id: to };
      if (!from) {
        const added = items.map(({ id }) => ({ user, organization: { id }, as: "OWNER" as const }));
        return { ...(await act(CoverageAddManyDocument, { input: { items: added, idempotencyKey } })), versions: new Map() };
      }
      const organizations = items.map(({ id }) => ({ id }));
      return { ...(await act(CoverageHandOverDocument, { input: { from: { id: from }, to: user, organizations, idempotencyKey } })), versions: new Map() };
    },
  };
}
