import { Button, Checkbox, Group, TextInput, Title } from "@mantine/core";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { useAsk } from "../api/asking";
import { number, today } from "../format";
import { OrgChartDocument } from "../gql";
import { NotThere } from "../states/NotThere";
import { Show } from "../states/Show";
import { Empty } from "../states/Empty";
import { Outline } from "../maps/Outline";
import { treeOf } from "../maps/tree";
import { Tree } from "../maps/Tree";
import { Ref } from "../widgets/Ref";
import { useTitle } from "../widgets/title";

/** Who sits where on a day: as a tree, or as a table with the same seats. */
export default function OrgChart({ id }: { id: string }) {
  const { t } = useTranslation();
  const [asOf, setAsOf] = useState(() => new URLSearchParams(location.search).get("on") ?? today());
  const [below, setBelow] = useState(() => new URLSearchParams(location.search).has("below"));
  const [table, setTable] = useState(() => new URLSearchParams(location.search).has("table"));
  const asked = useAsk(OrgChartDocument, { by: { id }, asOf, includeSubsidiaries: below });
  useTitle(`${t("chart.title")} ${asked.data?.organization?.name ?? ""}`);

  function keep(change: { asOf?: string; below?: boolean; table?: boolean }) {
    const next = { asOf, below, table, ...change };
    setAsOf(next.asOf);
    setBelow(next.below);
    setTable(next.table);
    const told = new URLSearchParams();
    if (next.asOf !== today()) told.set("on", next.asOf);
    if (next.below) told.set("below", "1");
    if (next.table) told.set("table", "1");
    history.replaceState(history.state, "", `${location.pathname}${told.size ? `?${told}` : ""}`);
  }

  return (
    <Show asked={asked} rows={8}>
      {({ organization }) =>
        organization ? (
          <>
            <Group justify="space-between" mb="md" align="end">
              <div>
                <Title order={1}>{t("chart.title")}</Title>
                <Ref to={organization} type="Organization" />
              </div>
              <Group align="end" gap="sm">
                <TextInput type="date" label={t("chart.asOf")} value={asOf} onChange={(event) => event.currentTarget.value && keep({ asOf: event.currentTarget.value })} />
                <Checkbox label={t("chart.below")} checked={below} onChange={(event) => keep({ below: event.currentTarget.checked })} mb={8} />
                <Button variant="default" onClick={() => keep({ table: !table })} aria-keyshortcuts="t">
                  {table ? t("chart.asTree") : t("chart.asTable")}
                </Button>
              </Group>
            </Group>
            {organization.orgChart?.seats.length ? (
              <Chart home={id} key={`${asOf}${below}`} seats={organization.orgChart.seats} total={organization.orgChart.total} truncated={organization.orgChart.truncated} table={table} flip={() => keep({ table: !table })} />
            ) : (
              <Empty text={t("chart.none")}>
                <Button component={Link} href={`/organizations/${id}`} variant="default">
                  {t("chart.back")}
                </Button>
              </Empty>
            )}
          </>
        ) : (
          <NotThere />
        )
      }
    </Show>
  );
}

type Seats = Parameters<typeof treeOf>[0];

function Chart({ home, seats, total, truncated, table, flip }: { home: string; seats: Seats; total: number | null; truncated: boolean; table: boolean; flip: () => void }) {
  const { t } = useTranslation();
  const tree = useMemo(() => treeOf(seats), [seats]);
  const vacant = seats.filter((seat) => seat.vacant).length;
  return (
    <div onKeyDown={(event) => event.key === "t" && !(event.target instanceof HTMLInputElement) && flip()}>
      <p className="quiet" role="status">
        {truncated ? t("state.shown", { shown: number(seats.length), total: number(total) }) : t("chart.seats", { count: seats.length })} · {t("chart.vacant", { count: vacant })}
      </p>
      {table ? <Outline tree={tree} /> : <Tree tree={tree} at={home} />}
    </div>
  );
}
