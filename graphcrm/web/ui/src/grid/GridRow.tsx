import { memo, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { typedOf, type GridColumn } from "./columns";
import { EditCell } from "./EditCell";

/** A cell; row -1 is the head. */
export type Place = { row: number; column: number };

export const HEIGHT = 38;

type Props<Row> = {
  row: Row;
  index: number;
  start: number;
  shown: GridColumn<Row>[];
  template: string;
  whole: number;
  /** The column in which the keyboard is, or one edits, if it is in this row. */
  at: number | null;
  editing: number | null;
  edits: boolean;
  /** Undefined where no row can be chosen. */
  selected: boolean | undefined;
  acts: {
    keyed: (event: KeyboardEvent, place: Place) => void;
    focused: (place: Place) => void;
    begin: (place: Place) => void;
    choose: (id: string) => void;
    save: (row: Row, column: GridColumn<Row>, value: string) => Promise<string | null>;
    leave: () => void;
  };
};

/** One row, drawn anew only where it is another: while one scrolls most stay as they are. */
export const GridRow = memo(Drawn) as typeof Drawn;

function Drawn<Row extends { id: string }>({ row, index, start, shown, template, whole, at, editing, edits, selected, acts }: Props<Row>) {
  const { t } = useTranslation();
  return (
    <div className="grid-row" role="row" aria-rowindex={index + 2} aria-selected={selected} style={{ gridTemplateColumns: template, width: whole, transform: `translateY(${start}px)`, position: "absolute", top: 0 }}>
      {shown.map((column, number) => {
        const place = { row: index, column: number };
        const typing = editing === number && column.edit;
        return (
          <div
            key={column.id}
            role="gridcell"
            className={`grid-cell${column.figure ? " figure" : ""}${column.edit && edits ? " grid-edits" : ""}`}
            title={typing ? undefined : column.text(row)}
            data-cell={`${index}:${number}`}
            tabIndex={at === number ? 0 : -1}
            aria-colindex={number + 1}
            onKeyDown={(event) => acts.keyed(event, place)}
            onFocus={() => acts.focused(place)}
            onDoubleClick={() => column.edit && acts.begin(place)}
          >
            {number === 0 && selected !== undefined && <span className="row-choice" aria-hidden="true" onClick={() => acts.choose(row.id)} onDoubleClick={(event) => event.stopPropagation()} />}
            {typing ? (
              <EditCell edit={column.edit!} label={t("grid.edit", { column: column.label, row: index + 1 })} value={typedOf(row, column.edit!)} save={(value) => acts.save(row, column, value)} leave={acts.leave} />
            ) : (
              (column.cell?.(row) ?? <bdi>{column.text(row)}</bdi>)
            )}
          </div>
        );
      })}
    </div>
  );
}

/** The same functions for as long as the component is there, which do what those of its latest drawing do. */
export function useStable<Acts extends object>(acts: Acts): Acts {
  const latest = useRef(acts);
  latest.current = acts;
  const [stable] = useState(() => {
    const names = Object.keys(acts) as (keyof Acts)[];
    return Object.fromEntries(names.map((name) => [name, (...given: unknown[]) => (latest.current[name] as (...given: unknown[]) => unknown)(...given)])) as Acts;
  });
  return stable;
}
