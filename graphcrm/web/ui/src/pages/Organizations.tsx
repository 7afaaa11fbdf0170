import { Button } from "@mantine/core";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { act } from "../api/acting";
import { client } from "../api/client";
import { may } from "../api/session";
import NewRecord from "../forms/NewRecord";
import { number, percent } from "../format";
import { OrganizationsDocument, OrganizationUpdateDocument, type OrganizationFilter, type OrganizationOrderField, type OrganizationsQuery } from "../gql";
import type { GridColumn } from "../grid/columns";
import type { FieldOf } from "../grid/conditions";
import { customColumns, customConditions, keysOf, useDefinitions } from "../grid/custom";
import { writesOfOrganizations } from "../grid/writes";
import { GridPage, type Question } from "../grid/GridPage";
import { Icon } from "../icons";
import { Pending } from "../states/Pending";
import { Ref } from "../widgets/Ref";
import { Strength } from "../widgets/Strength";
import { useTitle } from "../widgets/title";

type Row = NonNullable<OrganizationsQuery["organizations"]>["nodes"][number];
type Translate = ReturnType<typeof useTranslation>["t"];

const KINDS = ["COMPANY", "GOVERNMENT", "NONPROFIT", "DIVISION", "DEPARTMENT", "TEAM"];

function columnsOf(t: Translate): GridColumn<Row>[] {
  const column = (id: string, size: number, text: (row: Row) => string, more: Partial<GridColumn<Row>> = {}): GridColumn<Row> => ({ id, label: t(`field.${id}`), size, text, ...more });
  return [
    column("name", 260, (row) => row.name ?? "", { order: "NAME", cell: (row) => <Ref to={row} type="Organization" /> }),
    column("kind", 120, (row) => (row.kind ? t(`kind.${row.kind}`) : ""), { order: "KIND", edit: { field: "kind", kind: "choice", choices: KINDS, words: "kind" } }),
    column("owner", 170, (row) => row.coveredBy?.edges[0]?.node.name ?? ""),
    column("strength", 120, (row) => percent(row.strength?.value), { extra: true, cell: (row) => <Strength value={row.strength?.value} /> }),
    column("openDeals", 110, (row) => number(row.openDeals?.totalCount), { figure: true }),
    column("industry", 180, (row) => row.industry ?? "", { order: "INDUSTRY", edit: { field: "industry", kind: "text" } }),
    column("employees", 120, (row) => number(row.employees), { order: "EMPLOYEES", figure: true, edit: { field: "employees", kind: "number" } }),
    column("city", 140, (row) => row.city ?? "", { order: "CITY", edit: { field: "city", kind: "text" } }),
    column("country", 90, (row) => row.country ?? "", { order: "COUNTRY", edit: { field: "country", kind: "text" } }),
    column("domain", 180, (row) => row.domain ?? "", { order: "DOMAIN", edit: { field: "domain", kind: "text" } }),
    column("emails", 220, (row) => row.emails?.map((one) => one.address).join(", ") ?? "", { extra: true }),
    column("phones", 160, (row) => row.phones?.map((one) => one.address).join(", ") ?? "", { extra: true }),
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
];

async function ask({ filter, order, shown, after, first }: Question<OrganizationFilter>) {
  const keys = keysOf(shown);
  const variables = {
    filter,
    orderBy: order ? [{ field: order.field as OrganizationOrderField, direction: order.direction }] : undefined,
    first,
    after,
    count: after === null,
    emails: shown.has("emails"),
    phones: shown.has("phones"),
    owner: shown.has("owner"),
    deals: shown.has("openDeals"),
    strength: shown.has("strength"),
    custom: keys.length > 0,
    keys,
  };
  const { data, error } = await client.query(OrganizationsDocument, variables, { requestPolicy: "network-only" }).toPromise();
  const found = data?.organizations;
  if (!found) return { error };
  return { page: { rows: found.nodes, end: found.pageInfo.endCursor, more: found.pageInfo.hasNextPage, total: found.totalCount ?? null, capped: found.totalCountIsCapped ?? false } };
}

async function write(row: Row, change: Record<string, unknown>, version: number | null, key: string) {
  const input = { organization: { id: row.id }, expectedVersion: version, idempotencyKey: key, ...change };
  const { data, faults, failure } = await act(OrganizationUpdateDocument, { input });
  return { row: faults.length || failure ? null : (data?.organizationUpdate?.organization ?? null), faults, failure };
}

async function look(id: string): Promise<Row | null> {
  const none = { emails: false, phones: false, owner: false, deals: false, strength: false, custom: false, count: false, first: 1 };
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
