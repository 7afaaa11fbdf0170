import { Button, Group, TextInput, Title } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { lazy, Suspense, useEffect, useMemo, useState, type ReactNode } from "react";
import type { CombinedError } from "urql";
import { useTranslation } from "react-i18next";
import type { Fault } from "../api/acting";
import type { Failure } from "../api/failures";
import { newKey } from "../api/keys";
import { saveAs } from "../api/saving";
import { may } from "../api/session";
import { number, today } from "../format";
import type { FilteredNoun } from "../gql";
import { loadPart } from "../i18n";
import { Icon } from "../icons";
import { Empty } from "../states/Empty";
import { Failed } from "../states/Failed";
import { Pending } from "../states/Pending";
import { BulkForm } from "./BulkForm";
import type { Writes } from "./bulk";
import { ColumnMenu } from "./ColumnMenu";
import { changeOf, inOrder, isShown, typedOf, useLayout, type GridColumn } from "./columns";
import { filterOf, keep, read, readPlace, type Condition, type FieldOf, type Place } from "./conditions";
import { Conflict, type Clash } from "./Conflict";
import { Grid, type Order } from "./Grid";
import { pageOf } from "./jump";
import { JumpBar } from "./JumpBar";
import { PAGE, useRows, type PageOf } from "./rows";
import { sheetOf, tableOf } from "./report";
import { Saved } from "./Saved";
import { Sentence } from "./Sentence";

/** So many records the server makes one at once. */
const MOST_MERGED = 50;
const ExportForm = lazy(() => import("./ExportForm"));
const MergeForm = lazy(async () => {
  const [{ MergeForm: form }] = await Promise.all([import("../duplicates/MergeForm"), loadPart("duplicates")]);
  return { default: form };
});

export type Question<Filter> = {
  filter: Filter | null;
  order: Order;
  shown: ReadonlySet<string>;
  after?: string | null;
  before?: string | null;
  first?: number;
  last?: number;
  count: boolean;
};

export type Written<Row> = { row: Partial<Row> | null; faults: Fault[]; failure: Failure | null };

type Props<Row, Filter> = {
  name: string;
  noun: FilteredNoun;
  title: string;
  columns: GridColumn<Row>[];
  fields: FieldOf<Filter>[];
  ask: (question: Question<Filter>) => Promise<{ page?: PageOf<Row>; error?: CombinedError }>;
  write: (row: Row, change: Record<string, unknown>, version: number | null, key: string) => Promise<Written<Row>>;
  look: (id: string) => Promise<Row | null>;
  /** How several are changed: those of these ids, or all that the filter chooses. */
  writes: (ids: string[] | null, filter: Filter | null) => Writes;
  open: (row: Row) => void;
  add: ReactNode;
};

type GridRow = { id: string; version: number | null };

/** A list of records: the filter as a sentence, columns as one wants them, cells that one may edit. */
export function GridPage<Row extends GridRow, Filter>(props: Props<Row, Filter>) {
  const { t } = useTranslation();
  const [layout, change] = useLayout(props.name);
  const [conditions, setConditions] = useState<Condition[]>(read);
  const [place, setPlace] = useState<Place>(() => readPlace(props.columns));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [changing, setChanging] = useState(false);
  const [exporting, setExporting] = useState(false);
  const [merging, setMerging] = useState(false);
  const [clash, setClash] = useState<Clash | null>(null);
  const filter = useMemo(() => filterOf(props.fields, conditions), [props.fields, conditions]);
  const columns = inOrder(props.columns, layout).filter((column) => isShown(column, layout));
  const shown = columns.map((column) => column.id);
  const { order, from } = place;
  const turned = props.columns.find((column) => column.order && column.order === order?.field);
  const jump = turned?.jump;
  const list = useRows<Row>({
    asked: JSON.stringify([filter, order, from, [...shown].sort()]),
    counted: JSON.stringify(filter),
    ask: (turn) => pageOf(turn, PAGE, filter, (which, part) => props.ask({ filter: which, order, shown: new Set(shown), ...part }), order && jump && from !== null ? { jump, value: from, order } : null),
    count: () => count(filter),
  });
  // A role that sees no more than a part of a field may not order by it: then the order is the server's own.
  const refused = order !== null && list.failure?.reason === "FIELD_NOT_USABLE";
  useEffect(() => {
    if (refused) setPlace({ order: null, from: null });
  }, [refused]);

  async function count(which: Filter | null) {
    const { page } = await props.ask({ filter: which, order: null, shown: new Set(), first: 1, count: true });
    return page ? { total: page.total, capped: page.capped } : null;
  }

  function goTo(next: Place) {
    setPlace(next);
    keep(props.fields, conditions, next, savedNow() ?? undefined);
  }

  /** What is filtered anew begins anew, unless it is what the address says. */
  function filterBy(next: Condition[], saved?: string) {
    const then = saved !== undefined && saved === savedNow() ? place : { ...place, from: null };
    setConditions(next);
    setPlace(then);
    keep(props.fields, next, then, saved);
  }

  function choose(id: string) {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  }

  async function save(row: Row, column: GridColumn<Row>, text: string): Promise<string | null> {
    const value = text.trim() === "" ? null : column.edit?.kind === "number" ? Number(text) : text.trim();
    if (typeof value === "number" && !Number.isFinite(value)) return t("grid.noNumber");
    return send(row, column, value, row.version);
  }

  async function send(row: Row, column: GridColumn<Row>, value: unknown, version: number | null): Promise<string | null> {
    const edit = column.edit!;
    const { row: written, faults, failure } = await props.write(row, changeOf(edit, value), version, newKey());
    if (written) {
      list.put(row.id, written);
      return null;
    }
    if (faults.some((fault) => fault.code === "CONFLICT" && fault.reason === "VERSION")) {
      const theirs = await props.look(row.id);
      if (!theirs) return t("notThere.title");
      list.put(row.id, theirs);
      const told = (from: Row) => typedOf(from, edit);
      if (told(theirs) === told(row)) return send(theirs, column, value, theirs.version); // another field was changed
      setClash({
        label: column.label,
        before: told(row),
        theirs: told(theirs),
        mine: String(value ?? ""),
        drop: () => setClash(null),
        write: () => {
          setClash(null);
          void send(theirs, column, value, theirs.version);
        },
      });
      return null;
    }
    return faults[0]?.message ?? failure?.message ?? t("failure.other");
  }

  const quick = useDebouncedCallback((text: string) => {
    const rest = conditions.filter((one) => one.field !== "name" || one.how !== "contains");
    filterBy(text.trim() ? [...rest, { field: "name", how: "contains", value: text.trim() }] : rest);
  }, 250);

  return (
    <div className="grid-page">
      <Group justify="space-between" mb="sm">
        <Title order={1}>{props.title}</Title>
        <Group gap="xs">
          <TextInput type="search" aria-label={t("grid.quick")} placeholder={t("grid.quick")} leftSection={<Icon name="search" />} onChange={(event) => quick(event.currentTarget.value)} />
          {may("write") && list.rows.length > 0 && (
            <Button variant="default" leftSection={<Icon name="edit" />} onClick={() => setChanging(true)}>
              {chosen.size ? t("bulk.open", { count: chosen.size }) : t("bulk.title")}
            </Button>
          )}
          {may("merge") && chosen.size > 1 && chosen.size <= MOST_MERGED && (
            <Button variant="default" leftSection={<Icon name="same" />} onClick={() => setMerging(true)}>
              {t("bulk.merge", { count: chosen.size })}
            </Button>
          )}
          {may("export") && list.rows.length > 0 && (
            <Button variant="default" onClick={() => setExporting(true)}>
              {chosen.size ? t("exporting.open", { count: chosen.size }) : t("exporting.act")}
            </Button>
          )}
          <ColumnMenu columns={props.columns} layout={layout} change={change} />
          {props.add}
        </Group>
      </Group>
      <Sentence noun={props.title} fields={props.fields} conditions={conditions} change={filterBy} />
      <Saved
        noun={props.noun}
        fields={props.fields}
        conditions={conditions}
        change={filterBy}
        count={count}
      />
      {jump && turned && (list.rows.length > 0 || from !== null) && <JumpBar key={turned.id} jump={jump} column={turned.label} from={from} go={(next) => goTo({ order, from: next })} />}
      {list.failure && !refused && <Failed failure={list.failure} again={list.again} />}
      {!list.failure && list.fetching && list.rows.length === 0 && <Pending rows={8} />}
      {!list.failure && !list.fetching && list.rows.length === 0 && (
        <Empty text={conditions.length ? t("grid.noneSuch") : t("grid.none")}>
          {conditions.length > 0 && (
            <Button variant="default" onClick={() => filterBy([])}>
              {t("filter.clear")}
            </Button>
          )}
        </Empty>
      )}
      {list.rows.length > 0 && (
        <Grid
          label={props.title}
          rows={list.rows}
          more={list.more}
          begun={list.begun}
          atEnd={list.past}
          columns={props.columns}
          layout={layout}
          change={change}
          order={order}
          reorder={(next) => goTo({ order: next, from: null })}
          next={list.next}
          previous={list.previous}
          open={props.open}
          save={may("write") ? save : null}
          chosen={chosen}
          choose={may("write") || may("export") ? choose : null}
        />
      )}
      <div className="quiet grid-foot">
        <p role="status">
          {list.waiting && `${t("grid.patience")} · `}
          {list.past && `${t("grid.past", { from: from ?? "" })} · `}
          {list.rows.length > 0 && t("grid.shown", { shown: number(list.rows.length), total: `${number(list.total)}${list.capped ? "+" : ""}` })}
          {may("write") && list.rows.length > 0 && ` · ${t("grid.howTo")}`}
          {(may("write") || may("export")) && list.rows.length > 0 && ` · ${t("grid.choose")}`}
        </p>
        {may("export") && list.rows.length > 0 && (
          <button type="button" className="plain" onClick={() => saveAs(sheetOf(tableOf(columns, list.rows)), `${props.name}-${today()}.csv`)}>
            {t("grid.csv", { shown: number(list.rows.length) })}
          </button>
        )}
      </div>
      {changing && (
        <BulkForm
          columns={props.columns}
          writes={(ids) => props.writes(ids, filter)}
          chosen={[...chosen]}
          total={list.total}
          capped={list.capped}
          close={(changed) => {
            setChanging(false);
            if (!changed) return;
            setChosen(new Set());
            list.again();
          }}
        />
      )}
      {merging && (
        <Suspense>
          <MergeForm
            noun={props.noun}
            records={[...chosen].map((id) => ({ id, name: null }))}
            close={(merged) => {
              setMerging(false);
              if (!merged) return;
              setChosen(new Set());
              list.again();
            }}
          />
        </Suspense>
      )}
      {exporting && (
        <Suspense>
          <ExportForm records={props.noun === "PERSON" ? "PEOPLE" : "ORGANIZATIONS"} filter={filter} chosen={[...chosen]} total={list.total} capped={list.capped} close={() => setExporting(false)} />
        </Suspense>
      )}
      <Conflict clash={clash} />
    </div>
  );
}

/** The saved filter that the address names. */
function savedNow(): string | null {
  return new URLSearchParams(location.search).get("saved");
}
