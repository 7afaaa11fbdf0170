import { useState, type ReactNode } from "react";

export type Edit = { field: string; kind: "text" | "choice" | "number"; choices?: string[]; words?: string };

export type GridColumn<Row> = {
  id: string;
  label: string;
  size: number;
  /** Not shown until somebody chooses it. */
  extra?: boolean;
  /** By what the server orders the list. */
  order?: string;
  edit?: Edit;
  text: (row: Row) => string;
  cell?: (row: Row) => ReactNode;
  figure?: boolean;
};

export type Layout = { visible: Record<string, boolean>; order: string[]; sizes: Record<string, number> };

/** Which columns stand in which order, how wide: kept on this device, since it says nothing of anybody. */
export function useLayout(grid: string) {
  const place = `graphcrm-columns-${grid}`;
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
