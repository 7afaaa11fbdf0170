import { Button, Group, TextInput, Title } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useEffect, useMemo, useState, type ReactNode } from "react";
import type { CombinedError } from "urql";
import { useTranslation } from "react-i18next";
import type { Fault } from "../api/acting";
import type { Failure } from "../api/failures";
import { newKey } from "../api/keys";
import { may } from "../api/session";
import { number } from "../format";
import type { FilteredNoun } from "../gql";
import { Icon } from "../icons";
import { Empty } from "../states/Empty";
import { Failed } from "../states/Failed";
import { Pending } from "../states/Pending";
import { BulkForm } from "./BulkForm";
import type { Writes } from "./bulk";
import { ColumnMenu } from "./ColumnMenu";
import { isShown, useLayout, type GridColumn } from "./columns";
import { filterOf, keep, read, type Condition, type FieldOf } from "./conditions";
import { Conflict, type Clash } from "./Conflict";
import { Grid, type Order } from "./Grid";
import { Saved } from "./Saved";
import { useRows, type PageOf } from "./rows";
import { Sentence } from "./Sentence";

export type Question<Filter> = { filter: Filter | null; order: Order; shown: ReadonlySet<string>; after: string | null; first: number };

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
  const [order, setOrder] = useState<Order>({ field: "NAME", direction: "ASC" });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [changing, setChanging] = useState(false);
  const [clash, setClash] = useState<Clash | null>(null);
  const filter = useMemo(() => filterOf(props.fields, conditions), [props.fields, conditions]);
  const shown = props.columns.filter((column) => isShown(column, layout)).map((column) => column.id);
  const asked = JSON.stringify([filter, order, [...shown].sort()]);
  const list = useRows<Row>(asked, (after, first) => props.ask({ filter, order, shown: new Set(shown), after, first }));
  // A role that sees no more than a part of a field may not order by it: then the order is the server's own.
  const refused = order !== null && list.failure?.reason === "FIELD_NOT_USABLE";
  useEffect(() => {
    if (refused) setOrder(null);
  }, [refused]);

  function filterBy(next: Condition[], saved?: string) {
    setConditions(next);
    keep(props.fields, next, saved);
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
    const field = column.edit!.field;
    const { row: written, faults, failure } = await props.write(row, { [field]: value }, version, newKey());
    if (written) {
      list.put(row.id, written);
      return null;
    }
    if (faults.some((fault) => fault.code === "CONFLICT" && fault.reason === "VERSION")) {
      const theirs = await props.look(row.id);
      if (!theirs) return t("notThere.title");
      list.put(row.id, theirs);
      const told = (from: Row) => String((from as Record<string, unknown>)[field] ?? "");
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
        count={async (which) => {
          const { page } = await props.ask({ filter: which, order: null, shown: new Set(), after: null, first: 1 });
          return page ? { total: page.total, capped: page.capped } : null;
        }}
      />
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
          total={list.total}
          more={list.more}
          columns={props.columns}
          layout={layout}
          change={change}
          order={order}
          reorder={setOrder}
          next={list.next}
          open={props.open}
          save={may("write") ? save : null}
          chosen={chosen}
          choose={may("write") ? choose : null}
        />
      )}
      <p className="quiet grid-foot" role="status">
        {list.rows.length > 0 && t("grid.shown", { shown: number(list.rows.length), total: `${number(list.total)}${list.capped ? "+" : ""}` })}
        {may("write") && list.rows.length > 0 && ` · ${t("grid.howTo")} · ${t("grid.choose")}`}
      </p>
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
      <Conflict clash={clash} />
    </div>
  );
}
