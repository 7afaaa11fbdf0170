import { Button } from "@mantine/core";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { act } from "../api/acting";
import { client } from "../api/client";
import { may } from "../api/session";
import NewRecord from "../forms/NewRecord";
import { ago, instant, money, number, percent } from "../format";
import { OrganizationsDocument, OrganizationUpdateDocument, type OrganizationFilter, type OrganizationOrderField, type OrganizationsQuery } from "../gql";
import type { GridColumn } from "../grid/columns";
import type { FieldOf } from "../grid/conditions";
import { customColumns, customConditions, keysOf, useDefinitions } from "../grid/custom";
import { byInstant, byNumber, byText } from "../grid/jump";
import { pageFrom } from "../grid/rows";
import { writesOfOrganizations } from "../grid/writes";
import { GridPage, type Question } from "../grid/GridPage";
import { Icon } from "../icons";
import { Pending } from "../states/Pending";
import { Marks } from "../widgets/Marks";
import { Ref } from "../widgets/Ref";
import { Strength } from "../widgets/Strength";
import { useTitle } from "../widgets/title";
import { When } from "../widgets/When";

type Row = NonNullable<OrganizationsQuery["organizations"]>["nodes"][number];
type Translate = ReturnType<typeof useTranslation>["t"];

/** Of so many open deals the value is asked for. */
const DEALS = 20;
const KINDS = ["COMPANY", "GOVERNMENT", "NONPROFIT", "DIVISION", "DEPARTMENT", "TEAM"];

function marksOf(row: Row, t: Translate): string[] {
  return [...(row.ours ? [t("record.ours")] : []), ...(row.archivedAt ? [t("record.archived")] : [])];
}

/** What its open deals are worth: a sum for each currency, said to be a part where there are more than were asked for. */
function valueOf(row: Row, t: Translate): string {
  const sums = new Map<string | null, number>();
  for (const { value } of row.openDeals?.nodes ?? []) {
    if (value?.amount) sums.set(value.currency, (sums.get(value.currency) ?? 0) + Number(value.amount));
  }
  const told = [...sums].map(([currency, amount]) => money({ amount: String(amount), currency })).join(" + ");
  return told && (row.openDeals?.totalCount ?? 0) > DEALS ? t("grid.atLeast", { value: told }) : told;
}

function columnsOf(t: Translate): GridColumn<Row>[] {
  const column = (id: string, size: number, text: (row: Row) => string, more: Partial<GridColumn<Row>> = {}): GridColumn<Row> => ({ id, label: t(`field.${id}`), size, text, ...more });
  return [
    column("name", 260, (row) => row.name ?? "", { order: "NAME", jump: byText("name"), cell: (row) => <Ref to={row} type="Organization" /> }),
    column("kind", 120, (row) => (row.kind ? t(`kind.${row.kind}`) : ""), { order: "KIND", edit: { field: "kind", kind: "choice", choices: KINDS, words: "kind" } }),
    column("marks", 130, (row) => marksOf(row, t).join(", "), { cell: (row) => <Marks of={marksOf(row, t)} /> }),
    column("owner", 170, (row) => row.coveredBy?.edges[0]?.node.name ?? ""),
    column("strength", 120, (row) => percent(row.strength?.value), { extra: true, cell: (row) => <Strength value={row.strength?.value} /> }),
    column("openDeals", 110, (row) => number(row.openDeals?.totalCount), { figure: true }),
    column("dealValue", 150, (row) => valueOf(row, t), { extra: true, figure: true }),
    column("health", 120, (row) => (row.health?.grade ? t(`grade.${row.health.grade}`) : ""), { extra: true }),
    column("lastContactAt", 130, (row) => ago(row.timeline?.nodes[0]?.occurredAt), { extra: true, cell: (row) => <When at={row.timeline?.nodes[0]?.occurredAt ?? null} relative /> }),
    column("industry", 180, (row) => row.industry ?? "", { order: "INDUSTRY", jump: byText("industry"), edit: { field: "industry", kind: "text" } }),
    column("employees", 120, (row) => number(row.employees), { order: "EMPLOYEES", jump: byNumber("employees"), figure: true, edit: { field: "employees", kind: "number" } }),
    column("city", 140, (row) => row.city ?? "", { order: "CITY", jump: byText("city"), edit: { field: "city", kind: "text" } }),
    column("country", 90, (row) => row.country ?? "", { order: "COUNTRY", edit: { field: "country", kind: "text" } }),
    column("domain", 180, (row) => row.domain ?? "", { order: "DOMAIN", edit: { field: "domain", kind: "text" } }),
    column("emails", 220, (row) => row.emails?.map((one) => one.address).join(", ") ?? "", { extra: true }),
    column("phones", 160, (row) => row.phones?.map((one) => one.address).join(", ") ?? "", { extra: true }),
    column("createdAt", 160, (row) => instant(row.createdAt), { extra: true, order: "CREATED_AT", jump: byInstant("createdAt"), cell: (row) => <When at={row.createdAt ?? null} /> }),
    column("updatedAt", 160, (row) => instant(row.updatedAt), { extra: true, order: "UPDATED_AT", jump: byInstant("updatedAt"), cell: (row) => <When at={row.updatedAt ?? null} /> }),
    column("tags", 160, (row) => row.tags?.join(", ") ?? "", { extra: true }),
    column("id", 180, (row) => row.id, { extra: true }),
    column("externalId", 130, (row) => row.externalId ?? "", { extra: true, order: "EXTERNAL_ID" }),
  ];
}

const FIELDS: FieldOf<OrganizationFilter>[] = [
  { field: "name", personal: true, hows: [
    { how: "contains", kind: "text", filter: (value) => ({ name: { contains: value } }) },
    { how: "startsWith", kind: "text", filter: (value) => ({ name: { startsWith: value } }) },
  ] },
  { field: "domain", hows: [{ how: "startsWith", kind: "text", filter: (value) => ({ domain: { startsWith: value.toLowerCase() } }) }] },
  { field: "id", personal: true, hows: [{ how: "is", kind: "text", filter: (value) => ({ or: [{ id: { eq: value } }, { externalId: { eq: value } }] }) }] },
  { field: "kind", words: "kind", hows: [{ how: "is", kind: "choice", choices: KINDS, filter: (value) => ({ kind: { eq: value as "COMPANY" } }) }] },
  { field: "industry", hows: [{ how: "contains", kind: "text", filter: (value) => ({ industry: { contains: value } }) }] },
  { field: "country", hows: [{ how: "is", kind: "text", filter: (value) => ({ country: { eq: value.toUpperCase() } }) }] },
  { field: "city", hows: [{ how: "contains", kind: "text", filter: (value) => ({ city: { contains: value } }) }] },
  { field: "tags", hows: [{ how: "has", kind: "text", filter: (value) => ({ tags: { has: value } }) }] },
  { field: "employees", hows: [
    { how: "atLeast", kind: "text", filter: (value) => ({ employees: { gte: Number.parseInt(value, 10) || 0 } }) },
    { how: "below", kind: "text", filter: (value) => ({ employees: { lt: Number.parseInt(value, 10) || 0 } }) },
  ] },
  ...(["createdAt", "updatedAt"] as const).map((field) => ({ field, hows: [
    { how: "before", kind: "date" as const, filter: (value: string) => ({ [field]: { lt: `${value}T00:00:00Z` } }) },
    { how: "from", kind: "date" as const, filter: (value: string) => ({ [field]: { gte: `${value}T00:00:00Z` } }) },
  ] })),
  { field: "archivedAt", hows: [{ how: "ever", kind: "none", filter: () => ({ archivedAt: { isNull: false } }) }] },
];

async function ask({ filter, order, shown, ...part }: Question<OrganizationFilter>) {
  const keys = keysOf(shown);
  const variables = {
    filter,
    orderBy: order ? [{ field: order.field as OrganizationOrderField, direction: order.direction }] : undefined,
    ...part,
    emails: shown.has("emails"),
    phones: shown.has("phones"),
    owner: shown.has("owner"),
    deals: shown.has("openDeals") || shown.has("dealValue"),
    values: shown.has("dealValue"),
    most: shown.has("dealValue") ? DEALS : 1,
    health: shown.has("health"),
    contact: shown.has("lastContactAt"),
    dates: shown.has("createdAt") || shown.has("updatedAt"),
    strength: shown.has("strength"),
    custom: keys.length > 0,
    keys,
  };
  const { data, error } = await client.query(OrganizationsDocument, variables, { requestPolicy: "network-only" }).toPromise();
  const found = data?.organizations;
  if (!found) return { error };
  return { page: pageFrom(found) };
}

async function write(row: Row, change: Record<string, unknown>, version: number | null, key: string) {
  const input = { organization: { id: row.id }, expectedVersion: version, idempotencyKey: key, ...change };
  const { data, faults, failure } = await act(OrganizationUpdateDocument, { input });
  return { row: faults.length || failure ? null : (data?.organizationUpdate?.organization ?? null), faults, failure };
}

async function look(id: string): Promise<Row | null> {
  const none = { emails: false, phones: false, owner: false, deals: false, values: false, most: 1, health: false, contact: false, dates: false, strength: false, custom: true, count: false, first: 1 };
  const { data } = await client.query(OrganizationsDocument, { ...none, filter: { id: { eq: id } } }, { requestPolicy: "network-only" }).toPromise();
  return data?.organizations?.nodes[0] ?? null;
}

export default function Organizations() {
  const { t, i18n } = useTranslation();
  const [, go] = useLocation();
  const [adding, setAdding] = useState(false);
  const definitions = useDefinitions("Organization");
  useTitle(t("nav.organizations"));
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const columns = useMemo(() => [...columnsOf(t), ...customColumns<Row>(definitions ?? [])], [i18n.language, definitions]);
  const fields = useMemo(() => [...FIELDS, ...(customConditions(definitions ?? []) as FieldOf<OrganizationFilter>[])], [definitions]);
  if (!definitions) return <Pending rows={8} />;
  return (
    <>
      <GridPage
        name="organizations"
        noun="ORGANIZATION"
        title={t("nav.organizations")}
        columns={columns}
        fields={fields}
        ask={ask}
        write={write}
        look={look}
        writes={writesOfOrganizations}
        open={(row) => go(`/organizations/${row.id}`)}
        add={
          may("write") && (
            <Button leftSection={<Icon name="plus" />} onClick={() => setAdding(true)}>
              {t("add.organization")}
            </Button>
          )
        }
      />
      {adding && <NewRecord kind="organization" close={() => setAdding(false)} />}
    </>
  );
}
