import { columnOrderingFeature, columnResizingFeature, columnSizingFeature, columnVisibilityFeature, tableFeatures, useTable, type ColumnDef, type Header } from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "../icons";
import { inOrder, isShown, type GridColumn, type Layout } from "./columns";
import { EditCell } from "./EditCell";

const features = tableFeatures({ columnOrderingFeature, columnResizingFeature, columnSizingFeature, columnVisibilityFeature });
const HEIGHT = 38;
const STEP = 20;

export type Order = { field: string; direction: "ASC" | "DESC" } | null;

type Props<Row> = {
  label: string;
  rows: Row[];
  total: number | null;
  more: boolean;
  columns: GridColumn<Row>[];
  layout: Layout;
  change: (part: Partial<Layout>) => void;
  order: Order;
  reorder: (order: Order) => void;
  next: () => void;
  open: (row: Row) => void;
  /** The rows that are chosen, and how one is or is no more; without, none can be. */
  chosen?: ReadonlySet<string>;
  choose?: ((id: string) => void) | null;
  save: ((row: Row, column: GridColumn<Row>, value: string) => Promise<string | null>) | null;
};

type Place = { row: number; column: number };

/** Rows of which only those in sight are drawn; one moves through the cells with the arrows. Row -1 is the head. */
export function Grid<Row extends { id: string }>(props: Props<Row>) {
  const { t } = useTranslation();
  const { rows, layout, change } = props;
  const shown = useMemo(() => inOrder(props.columns, layout).filter((column) => isShown(column, layout)), [props.columns, layout]);
  const [at, setAt] = useState<Place>({ row: -1, column: 0 });
  const [editing, setEditing] = useState<Place | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const follow = useRef(false);

  const columns = useMemo(
    () => props.columns.map((column): ColumnDef<typeof features, Row> => ({ id: column.id, accessorFn: column.text, header: column.label, size: column.size, minSize: 60, maxSize: 700 })),
    [props.columns],
  );
  const table = useTable({
    features,
    columns,
    data: rows,
    getRowId: (row: Row) => row.id,
    columnResizeMode: "onChange",
    state: {
      columnOrder: shown.map((column) => column.id),
      columnVisibility: Object.fromEntries(props.columns.map((column) => [column.id, isShown(column, layout)])),
      columnSizing: layout.sizes,
    },
    onColumnSizingChange: (next) => change({ sizes: typeof next === "function" ? next(layout.sizes) : next }),
  });
  const widths = new Map(table.getVisibleLeafColumns().map((column) => [column.id, column.getSize()]));
  const template = shown.map((column) => `${widths.get(column.id) ?? column.size}px`).join(" ");
  const whole = shown.reduce((sum, column) => sum + (widths.get(column.id) ?? column.size), 0);
  const sight = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => HEIGHT, overscan: 12 });
  const items = sight.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const { next } = props;
  useEffect(() => {
    if (last >= rows.length - 30) next();
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [last, rows.length]);
  useEffect(() => {
    if (!follow.current) return;
    follow.current = false;
    scroller.current?.querySelector<HTMLElement>(`[data-cell="${at.row}:${at.column}"]`)?.focus();
  });

  function move(row: number, column: number) {
    const to = { row: Math.max(-1, Math.min(rows.length - 1, row)), column: Math.max(0, Math.min(shown.length - 1, column)) };
    follow.current = true;
    setAt(to);
    if (to.row >= 0) sight.scrollToIndex(to.row);
  }

  function turn(column: GridColumn<Row>) {
    if (!column.order) return;
    const same = props.order?.field === column.order;
    props.reorder({ field: column.order, direction: same && props.order?.direction === "ASC" ? "DESC" : "ASC" });
  }

  function begin(place: Place) {
    const column = shown[place.column];
    const row = rows[place.row];
    if (row && column?.edit && props.save) setEditing(place);
    else if (row) props.open(row);
    else if (column) turn(column);
  }

  function keyed(event: KeyboardEvent, place: Place) {
    if (event.target !== event.currentTarget) return;
    const column = shown[place.column];
    if (event.shiftKey && place.row === -1 && column && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
      event.preventDefault();
      const width = (widths.get(column.id) ?? column.size) + (event.key === "ArrowRight" ? STEP : -STEP);
      change({ sizes: { ...layout.sizes, [column.id]: Math.max(60, width) } });
      return;
    }
    const row = rows[place.row];
    if (event.shiftKey && event.key === " " && row && props.choose) {
      event.preventDefault();
      props.choose(row.id);
      return;
    }
    const acts: Record<string, () => void> = {
      ArrowDown: () => move(place.row + 1, place.column),
      ArrowUp: () => move(place.row - 1, place.column),
      ArrowRight: () => move(place.row, place.column + 1),
      ArrowLeft: () => move(place.row, place.column - 1),
      PageDown: () => move(place.row + 15, place.column),
      PageUp: () => move(place.row - 15, place.column),
      Home: () => move(event.ctrlKey ? 0 : place.row, 0),
      End: () => move(event.ctrlKey ? rows.length - 1 : place.row, shown.length - 1),
      Enter: () => begin(place),
      F2: () => begin(place),
      " ": () => begin(place),
    };
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  const cellProps = (row: number, column: number) => ({
    "data-cell": `${row}:${column}`,
    tabIndex: at.row === row && at.column === column ? 0 : -1,
    "aria-colindex": column + 1,
    onKeyDown: (event: KeyboardEvent) => keyed(event, { row, column }),
    onFocus: () => setAt((now) => (now.row === row && now.column === column ? now : { row, column })),
  });
  const headers = new Map(table.getHeaderGroups()[0]?.headers.map((header) => [header.column.id, header]));

  return (
    <div className="grid" role="grid" aria-label={props.label} aria-multiselectable={props.choose ? true : undefined} aria-rowcount={props.more ? -1 : rows.length + 1} aria-colcount={shown.length} ref={scroller}>
      <div className="grid-row grid-head" role="row" aria-rowindex={1} style={{ gridTemplateColumns: template, width: whole }}>
        {shown.map((column, index) => (
          <div
            key={column.id}
            role="columnheader"
            className={column.order ? "grid-cell grid-turns" : "grid-cell"}
            aria-sort={!column.order ? undefined : props.order?.field !== column.order ? "none" : props.order.direction === "ASC" ? "ascending" : "descending"}
            {...cellProps(-1, index)}
            onClick={() => turn(column)}
          >
            <span className="grid-label">{column.label}</span>
            {column.order && props.order?.field === column.order && <Icon name={props.order.direction === "ASC" ? "up" : "down"} size={12} />}
            <Handle header={headers.get(column.id)} />
          </div>
        ))}
      </div>
      <div style={{ height: sight.getTotalSize(), width: whole, position: "relative" }} role="rowgroup">
        {items.map((item) => {
          const row = rows[item.index]!;
          return (
            <div key={row.id} className="grid-row" role="row" aria-rowindex={item.index + 2} aria-selected={props.choose ? props.chosen?.has(row.id) : undefined} style={{ gridTemplateColumns: template, width: whole, transform: `translateY(${item.start}px)`, position: "absolute", top: 0 }}>
              {shown.map((column, index) => {
                const edits = editing?.row === item.index && editing.column === index && column.edit && props.save;
                return (
                  <div
                    key={column.id}
                    role="gridcell"
                    className={`grid-cell${column.figure ? " figure" : ""}${column.edit && props.save ? " grid-edits" : ""}`}
                    title={edits ? undefined : column.text(row)}
                    {...cellProps(item.index, index)}
                    onDoubleClick={() => column.edit && begin({ row: item.index, column: index })}
                  >
                    {index === 0 && props.choose && <span className="row-choice" aria-hidden="true" onClick={() => props.choose?.(row.id)} onDoubleClick={(event) => event.stopPropagation()} />}
                    {edits ? (
                      <EditCell
                        edit={column.edit!}
                        label={t("grid.edit", { column: column.label, row: item.index + 1 })}
                        value={valueOf(row, column)}
                        save={(value) => props.save!(row, column, value)}
                        leave={() => {
                          setEditing(null);
                          follow.current = true;
                        }}
                      />
                    ) : (
                      (column.cell?.(row) ?? <bdi>{column.text(row)}</bdi>)
                    )}
                  </div>
                );
              })}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function valueOf<Row>(row: Row, column: GridColumn<Row>): string {
  const value = (row as Record<string, unknown>)[column.edit?.field ?? ""];
  return value === null || value === undefined ? "" : String(value);
}

/** What one drags to make a column wider; with the keyboard it is Shift and the arrows. */
function Handle<Row extends { id: string }>({ header }: { header: Header<typeof features, Row, unknown> | undefined }) {
  if (!header) return null;
  const drag = header.getResizeHandler();
  return <span className="grid-handle" aria-hidden="true" onMouseDown={drag} onTouchStart={drag} onClick={(event) => event.stopPropagation()} />;
}
