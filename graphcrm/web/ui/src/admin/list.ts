import type { TypedDocumentNode } from "urql";
import { client } from "../api/client";
import { PAGE, useRows } from "../grid/rows";

type Connection<Row> = { nodes: Row[]; totalCount?: number | null; pageInfo: { hasNextPage: boolean; endCursor: string | null } };

/** A list of the API, a page at a time. */
export function useList<Data, Variables extends Record<string, unknown>, Row extends { id: string }>(
  document: TypedDocumentNode<Data, Variables & { first: number }>,
  variables: Omit<Variables, "first" | "after">,
  pick: (data: Data) => Connection<Row> | null,
  size = PAGE,
) {
  const asked = JSON.stringify(variables);
  return useRows<Row>({
    asked,
    counted: asked,
    ask: async (turn) => {
      const given = { ...variables, first: size, after: turn.to === "after" ? turn.cursor : null } as unknown as Variables & { first: number };
      const { data, error } = await client.query<Data, Record<string, unknown>>(document as TypedDocumentNode<Data, Record<string, unknown>>, given, { requestPolicy: "network-only" }).toPromise();
      const page = data ? pick(data) : null;
      if (!page) return { error };
      return { page: { rows: page.nodes, start: null, end: page.pageInfo.endCursor, before: false, more: page.pageInfo.hasNextPage, total: page.totalCount ?? null, capped: false } };
    },
    count: async () => null,
  });
}

export type List<Row> = Pick<ReturnType<typeof useRows<Row & { id: string }>>, "rows" | "more" | "total" | "failure" | "fetching" | "next" | "again">;
