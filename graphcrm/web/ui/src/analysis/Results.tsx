import { Button, Group, SegmentedControl } from "@mantine/core";
import { lazy, Suspense, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { may } from "../api/session";
import { number, today } from "../format";
import { Grid } from "../grid/Grid";
import type { GridColumn, Layout } from "../grid/columns";
import { Empty } from "../states/Empty";
import { Failed } from "../states/Failed";
import { Pending } from "../states/Pending";
import { graphOf, wordsOf, type Cell, type Table } from "./answers";
import { CellShown } from "./CellShown";
import type { Running } from "./running";

const ResultGraph = lazy(() => import("./ResultGraph"));

type Row = { id: string; cells: Cell[] };

/** What a question gave, or how far it is, or why it gave nothing. */
export function Results({ running, name }: { running: Running; name: string }) {
  const { t } = useTranslation();
  const { table, failure, stopped } = running;
  if (running.running && !table)
    return (
      <div className="results">
        <Pending rows={4} what={t("analysis.answer")} />
        <Button variant="default" onClick={running.stop}>
          {t("analysis.stop")}
        </Button>
      </div>
    );
  return (
    <div className="results">
      {failure && <Failed failure={failure} />}
      {stopped && <p role="status">{t("analysis.stopped")}</p>}
      {table && <Told key={table.columns.join()} table={table} running={running} name={name} />}
    </div>
  );
}

function Told({ table, running, name }: { table: Table; running: Running; name: string }) {
  const { t } = useTranslation();
  const [view, setView] = useState("table");
  const graph = useMemo(() => graphOf(table), [table]);
  if (!table.rows.length) return <Empty text={t("analysis.nothing")} />;
  return (
    <>
      <Group justify="space-between" gap="sm" className="results-head">
        <p role="status">
          {t("analysis.rows", { count: table.rows.length, shown: number(table.rows.length) })} <span className="quiet">{t("analysis.seconds", { seconds: number(running.seconds, 2) })}</span>
          {table.truncated && <strong className="warning"> · {t("analysis.truncated")}</strong>}
        </p>
        <Group gap="xs">
          {graph.nodes.length > 0 && (
            <SegmentedControl
              aria-label={t("analysis.shownAs")}
              data={[
                { value: "table", label: t("chart.asTable") },
                { value: "graph", label: t("map.asPicture") },
              ]}
              value={view}
              onChange={setView}
            />
          )}
          {may("export") && (
            <Button variant="default" loading={running.running} onClick={() => void running.save(`${name}-${today()}.csv`)}>
              {t("analysis.csv")}
            </Button>
          )}
        </Group>
      </Group>
      {view === "graph" ? (
        <Suspense fallback={<Pending rows={6} />}>
          <ResultGraph nodes={graph.nodes} relations={graph.relations} />
        </Suspense>
      ) : (
        <ResultTable table={table} />
      )}
    </>
  );
}

function ResultTable({ table }: { table: Table }) {
  const { t } = useTranslation();
  const [layout, setLayout] = useState<Layout>({ visible: {}, order: [], sizes: {} });
  const columns = useMemo(
    () =>
      table.columns.map(
        (column, at): GridColumn<Row> => ({
          id: `${at}`,
          label: column,
          size: widthOf(table, at),
          figure: table.rows.every((row) => row[at] === null || typeof row[at] === "number"),
          text: (row) => wordsOf(row.cells[at] ?? null, t("record.unnamed")),
          cell: (row) => <CellShown cell={row.cells[at] ?? null} />,
        }),
      ),
    [table, t],
  );
  const rows = useMemo(() => table.rows.map((cells, at): Row => ({ id: `${at}`, cells })), [table]);
  return (
    <div className="results-table" style={{ height: HEAD + ROW * (rows.length + 1) }}>
      <Grid
        label={t("analysis.answer")}
        rows={rows}
        more={false}
        columns={columns}
        layout={layout}
        change={(part) => setLayout({ ...layout, ...part })}
        order={null}
        reorder={() => {}}
        next={() => {}}
        open={() => {}}
        save={null}
      />
    </div>
  );
}

const HEAD = 18; // pixels, with a bar to scroll by
const ROW = 38;
const NARROWEST = 90;
const WIDEST = 420;

function widthOf(table: Table, at: number): number {
  const longest = table.rows.slice(0, 50).reduce((most, row) => Math.max(most, wordsOf(row[at] ?? null, "").length), (table.columns[at] ?? "").length);
  return Math.max(NARROWEST, Math.min(WIDEST, 30 + longest * 8));
}
