import { columnOrderingFeature, columnResizingFeature, columnSizingFeature, columnVisibilityFeature, tableFeatures, useTable, type ColumnDef, type Header } from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type DragEvent, type KeyboardEvent } from "react";
import { Icon } from "../icons";
import { inOrder, isShown, moved, type GridColumn, type Layout } from "./columns";
import { GridRow, HEIGHT, useStable, type Place } from "./GridRow";
import { PAGE } from "./rows";

const features = tableFeatures({ columnOrderingFeature, columnResizingFeature, columnSizingFeature, columnVisibilityFeature });
const STEP = 20;
/** So many rows without content stand below the last one while more are on their way. */
const WAITING = 8;

export type Order = { field: string; direction: "ASC" | "DESC" } | null;

type Props<Row> = {
  label: string;
  rows: Row[];
  more: boolean;
  /** Another number where the rows begin anew, and whether one then looks at the end of them. */
  begun?: number;
  atEnd?: boolean;
  columns: GridColumn<Row>[];
  layout: Layout;
  change: (part: Partial<Layout>) => void;
  order: Order;
  reorder: (order: Order) => void;
  next: () => void;
  previous?: () => void;
  open: (row: Row) => void;
  /** The rows that are chosen, and how one is or is no more; without, none can be. */
  chosen?: ReadonlySet<string>;
  choose?: ((id: string) => void) | null;
  save: ((row: Row, column: GridColumn<Row>, value: string) => Promise<string | null>) | null;
};

const NONE: never[] = [];
/** What kind of thing is dragged from one head to another. */
const DRAGGED = "text/x-graphcrm-column";

/** Rows of which only those in sight are drawn; one moves through the cells with the arrows. Row -1 is the head. */
export function Grid<Row extends { id: string }>(props: Props<Row>) {
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
    data: NONE as Row[], // it knows the columns; rows are drawn by place
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
  // The row one looks at stays where it is when rows come or go before it.
  const sight = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => HEIGHT, overscan: 12, anchorTo: "end", getItemKey: useCallback((index: number) => rows[index]?.id ?? index, [rows]) });
  const items = sight.getVirtualItems();
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];
  const { next, previous, begun, atEnd } = props;
  useEffect(() => {
    if (last >= rows.length - PAGE) next();
    if (first <= PAGE / 2) previous?.();
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [first, last, rows]);
  useLayoutEffect(() => {
    sight.scrollToOffset(atEnd ? sight.getTotalSize() : 0);
    setAt((now) => (now.row < 0 ? now : { ...now, row: atEnd ? rows.length - 1 : 0 }));
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [begun]);
  const before = useRef(rows);
  useLayoutEffect(() => {
    const id = before.current[at.row]?.id;
    before.current = rows;
    const row = id === undefined || rows[at.row]?.id === id ? -1 : rows.findIndex((one) => one.id === id);
    if (row < 0) return;
    setAt({ ...at, row });
    setEditing((now) => now && { ...now, row: now.row + row - at.row });
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [rows]);
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
    if (event.ctrlKey && place.row === -1 && column && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
      event.preventDefault();
      const to = place.column + (event.key === "ArrowRight" ? 1 : -1);
      if (shown[to]) change({ order: moved(props.columns, layout, column.id, shown[to].id) });
      if (shown[to]) move(-1, to);
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

  const focused = ({ row, column }: Place) => setAt((now) => (now.row === row && now.column === column ? now : { row, column }));
  const acts = useStable({
    keyed,
    focused,
    begin,
    choose: (id: string) => props.choose?.(id),
    save: (row: Row, column: GridColumn<Row>, value: string) => props.save!(row, column, value),
    leave: () => {
      setEditing(null);
      follow.current = true;
    },
  });
  const cellProps = (row: number, column: number) => ({
    "data-cell": `${row}:${column}`,
    tabIndex: at.row === row && at.column === column ? 0 : -1,
    "aria-colindex": column + 1,
    onKeyDown: (event: KeyboardEvent) => keyed(event, { row, column }),
    onFocus: () => focused({ row, column }),
  });
  const dropped = (column: GridColumn<Row>) => ({
    onDragOver: (event: DragEvent) => event.dataTransfer.types.includes(DRAGGED) && event.preventDefault(),
    onDrop: (event: DragEvent) => {
      const id = event.dataTransfer.getData(DRAGGED);
      if (!id || id === column.id) return;
      event.preventDefault();
      change({ order: moved(props.columns, layout, id, column.id) });
    },
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
            {...dropped(column)}
            onClick={() => turn(column)}
          >
            <span className="grid-label" draggable onDragStart={(event) => event.dataTransfer.setData(DRAGGED, column.id)}>
              {column.label}
            </span>
            {column.order && props.order?.field === column.order && <Icon name={props.order.direction === "ASC" ? "up" : "down"} size={12} />}
            <Handle header={headers.get(column.id)} />
          </div>
        ))}
      </div>
      <div style={{ height: sight.getTotalSize(), width: whole, position: "relative" }} role="rowgroup">
        {items.map((item) => {
          const row = rows[item.index]!;
          return (
            <GridRow
              key={row.id}
              row={row}
              index={item.index}
              start={item.start}
              shown={shown}
              template={template}
              whole={whole}
              at={at.row === item.index ? at.column : null}
              editing={editing?.row === item.index && props.save ? editing.column : null}
              edits={props.save !== null}
              selected={props.choose ? (props.chosen?.has(row.id) ?? false) : undefined}
              acts={acts}
            />
          );
        })}
      </div>
      {props.more && <div className="grid-waiting" style={{ height: WAITING * HEIGHT, width: whole }} aria-hidden="true" />}
    </div>
  );
}

/** What one drags to make a column wider; with the keyboard it is Shift and the arrows. */
function Handle<Row extends { id: string }>({ header }: { header: Header<typeof features, Row, unknown> | undefined }) {
  if (!header) return null;
  const drag = header.getResizeHandler();
  return <span className="grid-handle" aria-hidden="true" onMouseDown={drag} onTouchStart={drag} onClick={(event) => event.stopPropagation()} />;
}
