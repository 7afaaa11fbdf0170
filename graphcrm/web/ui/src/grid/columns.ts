import { useState, type ReactNode } from "react";
import { session } from "../api/session";
import type { Jump } from "./jump";

export type Edit = {
  field: string;
  kind: "text" | "choice" | "number" | "date";
  choices?: string[];
  words?: string;
  /** Of a custom field: its key, and the name under which its value stands. */
  custom?: { key: string; name: "text" | "number" | "date" | "choice" | "url" };
};

export type GridColumn<Row> = {
  id: string;
  label: string;
  size: number;
  /** Not shown until somebody chooses it. */
  extra?: boolean;
  /** By what the server orders the list. */
  order?: string;
  /** How one gets to a place in that order. */
  jump?: Jump;
  edit?: Edit;
  text: (row: Row) => string;
  cell?: (row: Row) => ReactNode;
  figure?: boolean;
};

export type Layout = { visible: Record<string, boolean>; order: string[]; sizes: Record<string, number> };

/** Which columns stand in which order, how wide: kept on this device for each viewer, since it says nothing of anybody. */
export function useLayout(grid: string) {
  const place = `graphcrm-columns-${grid}-${session.get().viewer?.id ?? ""}`;
  const [layout, setLayout] = useState<Layout>(() => {
    try {
      return { visible: {}, order: [], sizes: {}, ...(JSON.parse(localStorage.getItem(place) ?? "{}") as Partial<Layout>) };
    } catch {
      return { visible: {}, order: [], sizes: {} };
    }
  });
  function change(part: Partial<Layout>) {
    setLayout((now) => {
      const next = { ...now, ...part };
      localStorage.setItem(place, JSON.stringify(next));
      return next;
    });
  }
  return [layout, change] as const;
}

export function isShown<Row>(column: GridColumn<Row>, layout: Layout): boolean {
  return layout.visible[column.id] ?? !column.extra;
}

/** All columns in the order that was chosen; what is new stands last. */
export function inOrder<Row>(columns: GridColumn<Row>[], layout: Layout): GridColumn<Row>[] {
  const place = (column: GridColumn<Row>) => {
    const at = layout.order.indexOf(column.id);
    return at < 0 ? layout.order.length + columns.indexOf(column) : at;
  };
  return [...columns].sort((a, b) => place(a) - place(b));
}

/** The ids of all columns where one that is shown changes its place with those that are shown. */
export function moved<Row>(columns: GridColumn<Row>[], layout: Layout, id: string, to: string): string[] {
  const ids = inOrder(columns, layout).map((column) => column.id);
  const [from, place] = [ids.indexOf(id), ids.indexOf(to)];
  if (from < 0 || place < 0) return ids;
  ids.splice(from, 1);
  ids.splice(place, 0, id);
  return ids;
}

type WithFields = { customFields?: { key: string }[] };

/** The value of a cell as one types it. */
export function typedOf<Row>(row: Row, { field, custom }: Edit): string {
  const from = custom ? (row as WithFields).customFields?.find((one) => one.key === custom.key) : row;
  const value = (from as Record<string, unknown> | undefined)?.[custom?.name ?? field];
  return value === null || value === undefined ? "" : String(value);
}

/** What is written where a cell shall have a value, null none. */
export function changeOf({ field, custom }: Edit, value: unknown): Record<string, unknown> {
  return custom ? { customFields: [{ key: custom.key, [custom.name]: value }] } : { [field]: value };
}
