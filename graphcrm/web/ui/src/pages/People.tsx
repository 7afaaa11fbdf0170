import { Button } from "@mantine/core";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { act } from "../api/acting";
import { client } from "../api/client";
import { may } from "../api/session";
import NewRecord from "../forms/NewRecord";
import { ago, day, instant, money, percent } from "../format";
import { PeopleDocument, PersonUpdateDocument, type PeopleQuery, type PersonFilter, type PersonOrderField } from "../gql";
import type { GridColumn } from "../grid/columns";
import type { FieldOf } from "../grid/conditions";
import { customColumns, customConditions, keysOf, useDefinitions } from "../grid/custom";
import { byAmount, byDay, byInstant, byText } from "../grid/jump";
import { pageFrom } from "../grid/rows";
import { writesOfPeople } from "../grid/writes";
import { GridPage, type Question } from "../grid/GridPage";
import { Icon } from "../icons";
import { Pending } from "../states/Pending";
import { Marks } from "../widgets/Marks";
import { Ref } from "../widgets/Ref";
import { Strength } from "../widgets/Strength";
import { TieWhy } from "../widgets/TieWhy";
import { useTitle } from "../widgets/title";
import { When } from "../widgets/When";

type Row = NonNullable<PeopleQuery["people"]>["nodes"][number];
type Translate = ReturnType<typeof useTranslation>["t"];

const CONTACT_TYPES = ["LEAD", "CUSTOMER", "PARTNER"];
const LEAD_STATUSES = ["NEW", "WORKING", "QUALIFIED", "DISQUALIFIED", "CONVERTED"];

/** What one has to know before anything is done with somebody. */
function marksOf(row: Row, t: Translate): string[] {
  return [
    ...(row.doNotContact ? [t("record.doNotContact")] : []),
    ...(row.objectsToProfiling ? [t("record.objectsToProfiling")] : []),
    ...(row.archivedAt ? [t("record.archived")] : []),
  ];
}

function columnsOf(t: Translate): GridColumn<Row>[] {
  const column = (id: string, size: number, text: (row: Row) => string, more: Partial<GridColumn<Row>> = {}): GridColumn<Row> => ({ id, label: t(`field.${id}`), size, text, ...more });
  return [
    column("name", 220, (row) => row.name ?? "", { order: "NAME", jump: byText("name"), cell: (row) => <Ref to={row} type="Person" /> }),
    column("marks", 150, (row) => marksOf(row, t).join(", "), { cell: (row) => <Marks of={marksOf(row, t)} /> }),
    column("seat", 200, (row) => row.roles?.nodes[0]?.title ?? ""),
    column("organization", 190, (row) => row.roles?.nodes[0]?.organization?.name ?? "", {
      cell: (row) => {
        const organization = row.roles?.nodes[0]?.organization;
        return organization ? <Ref to={organization} type="Organization" /> : null;
      },
    }),
    column("emails", 230, (row) => row.emails?.map((one) => one.address).join(", ") ?? ""),
    column("phones", 160, (row) => row.phones?.map((one) => one.address).join(", ") ?? "", { extra: true }),
    column("tie", 120, (row) => percent(row.whoKnows?.edges[0]?.strength), {
      cell: (row) => {
        const best = row.whoKnows?.edges[0];
        return best ? <TieWhy value={best.strength} between={[best.node, row]} /> : <Strength value={null} />;
      },
    }),
    column("tieTo", 160, (row) => row.whoKnows?.edges[0]?.node.name ?? "", { extra: true }),
    column("lastContactAt", 130, (row) => ago(row.lastContactAt), { order: "LAST_CONTACT_AT", jump: byInstant("lastContactAt"), cell: (row) => <When at={row.lastContactAt} relative /> }),
    column("city", 130, (row) => row.city ?? "", { order: "CITY", jump: byText("city"), edit: { field: "city", kind: "text" } }),
    column("country", 90, (row) => row.country ?? "", { order: "COUNTRY", edit: { field: "country", kind: "text" } }),
    column("contactType", 120, (row) => (row.contactType ? t(`contactType.${row.contactType}`) : ""), {
      order: "CONTACT_TYPE",
      edit: { field: "contactType", kind: "choice", choices: CONTACT_TYPES, words: "contactType" },
    }),
    column("leadStatus", 120, (row) => (row.leadStatus ? t(`leadStatus.${row.leadStatus}`) : ""), {
      extra: true,
      order: "LEAD_STATUS",
      edit: { field: "leadStatus", kind: "choice", choices: LEAD_STATUSES, words: "leadStatus" },
    }),
    column("leadSource", 130, (row) => row.leadSource ?? "", { extra: true, order: "LEAD_SOURCE", edit: { field: "leadSource", kind: "text" } }),
    column("influence", 120, (row) => percent(row.influence?.value), { extra: true, cell: (row) => <Strength value={row.influence?.value} /> }),
    column("expectedValue", 140, (row) => money(row.expectedValue), { extra: true, figure: true, order: "EXPECTED_VALUE", jump: byAmount("expectedValue") }),
    column("targetCloseOn", 130, (row) => day(row.targetCloseOn), { extra: true, order: "TARGET_CLOSE_ON", jump: byDay("targetCloseOn") }),
    column("createdAt", 160, (row) => instant(row.createdAt), { extra: true, order: "CREATED_AT", jump: byInstant("createdAt"), cell: (row) => <When at={row.createdAt} /> }),
    column("updatedAt", 160, (row) => instant(row.updatedAt), { extra: true, order: "UPDATED_AT", jump: byInstant("updatedAt"), cell: (row) => <When at={row.updatedAt} /> }),
    column("language", 100, (row) => row.language ?? "", { extra: true, order: "LANGUAGE", edit: { field: "language", kind: "text" } }),
    column("firstName", 130, (row) => row.firstName ?? "", { extra: true, order: "FIRST_NAME", jump: byText("firstName"), edit: { field: "firstName", kind: "text" } }),
    column("lastName", 130, (row) => row.lastName ?? "", { extra: true, order: "LAST_NAME", jump: byText("lastName"), edit: { field: "lastName", kind: "text" } }),
    column("tags", 160, (row) => row.tags?.join(", ") ?? "", { extra: true }),
    column("id", 180, (row) => row.id, { extra: true }),
    column("externalId", 130, (row) => row.externalId ?? "", { extra: true, order: "EXTERNAL_ID" }),
  ];
}

const FIELDS: FieldOf<PersonFilter>[] = [
  { field: "name", personal: true, hows: [
    { how: "contains", kind: "text", filter: (value) => ({ name: { contains: value } }) },
    { how: "startsWith", kind: "text", filter: (value) => ({ name: { startsWith: value } }) },
  ] },
  { field: "email", personal: true, hows: [
    { how: "contains", kind: "text", filter: (value) => ({ email: { contains: value } }) },
    { how: "domain", kind: "text", filter: (value) => ({ email: { domain: value.replace(/^@/, "") } }) },
  ] },
  { field: "phone", personal: true, hows: [{ how: "contains", kind: "text", filter: (value) => ({ phone: { contains: value } }) }] },
  { field: "organization", hows: [{ how: "worksFor", kind: "organization", filter: (value) => ({ worksFor: { id: value, withUnits: true } }) }] },
  { field: "id", personal: true, hows: [{ how: "is", kind: "text", filter: (value) => ({ or: [{ id: { eq: value } }, { externalId: { eq: value } }] }) }] },
  { field: "contactType", words: "contactType", hows: [{ how: "is", kind: "choice", choices: CONTACT_TYPES, filter: (value) => ({ contactType: { eq: value as "LEAD" } }) }] },
  { field: "leadStatus", words: "leadStatus", hows: [{ how: "is", kind: "choice", choices: LEAD_STATUSES, filter: (value) => ({ leadStatus: { eq: value as "NEW" } }) }] },
  { field: "country", hows: [{ how: "is", kind: "text", filter: (value) => ({ country: { eq: value.toUpperCase() } }) }] },
  { field: "city", hows: [{ how: "contains", kind: "text", filter: (value) => ({ city: { contains: value } }) }] },
  { field: "tags", hows: [{ how: "has", kind: "text", filter: (value) => ({ tags: { has: value } }) }] },
  { field: "lastContactAt", hows: [
    { how: "before", kind: "date", filter: (value) => ({ lastContactAt: { lt: `${value}T00:00:00Z` } }) },
    { how: "from", kind: "date", filter: (value) => ({ lastContactAt: { gte: `${value}T00:00:00Z` } }) },
    { how: "never", kind: "none", filter: () => ({ lastContactAt: { isNull: true } }) },
  ] },
  { field: "seat", hows: [{ how: "contains", kind: "text", filter: (value) => ({ roles: { some: { title: { contains: value } }, current: true } }) }] },
  ...(["createdAt", "updatedAt"] as const).map((field) => ({ field, hows: [
    { how: "before", kind: "date" as const, filter: (value: string) => ({ [field]: { lt: `${value}T00:00:00Z` } }) },
    { how: "from", kind: "date" as const, filter: (value: string) => ({ [field]: { gte: `${value}T00:00:00Z` } }) },
  ] })),
  { field: "archivedAt", hows: [{ how: "ever", kind: "none", filter: () => ({ archivedAt: { isNull: false } }) }] },
];

async function ask({ filter, order, shown, ...part }: Question<PersonFilter>) {
  const keys = keysOf(shown);
  const variables = {
    filter,
    orderBy: order ? [{ field: order.field as PersonOrderField, direction: order.direction }] : undefined,
    ...part,
    emails: shown.has("emails"),
    phones: shown.has("phones"),
    seat: shown.has("seat") || shown.has("organization"),
    tie: shown.has("tie") || shown.has("tieTo"),
    influence: shown.has("influence"),
    dates: shown.has("createdAt") || shown.has("updatedAt"),
    sale: shown.has("expectedValue") || shown.has("targetCloseOn"),
    custom: keys.length > 0,
    keys,
  };
  const { data, error } = await client.query(PeopleDocument, variables, { requestPolicy: "network-only" }).toPromise();
  const people = data?.people;
  if (!people) return { error };
  return { page: pageFrom(people) };
}

async function write(row: Row, change: Record<string, unknown>, version: number | null, key: string) {
  const input = { person: { id: row.id }, expectedVersion: version, idempotencyKey: key, ...change };
  const { data, faults, failure } = await act(PersonUpdateDocument, { input });
  return { row: faults.length || failure ? null : (data?.personUpdate?.person ?? null), faults, failure };
}

async function look(id: string): Promise<Row | null> {
  const none = { emails: false, phones: false, seat: false, tie: false, influence: false, dates: false, sale: false, custom: true, count: false, first: 1 };
  const { data } = await client.query(PeopleDocument, { ...none, filter: { id: { eq: id } } }, { requestPolicy: "network-only" }).toPromise();
  return data?.people?.nodes[0] ?? null;
}

export default function People() {
  const { t, i18n } = useTranslation();
  const [, go] = useLocation();
  const [adding, setAdding] = useState(false);
  const definitions = useDefinitions("Person");
  useTitle(t("nav.people"));
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const columns = useMemo(() => [...columnsOf(t), ...customColumns<Row>(definitions ?? [])], [i18n.language, definitions]);
  const fields = useMemo(() => [...FIELDS, ...(customConditions(definitions ?? []) as FieldOf<PersonFilter>[])], [definitions]);
  if (!definitions) return <Pending rows={8} />;
  return (
    <>
      <GridPage
        name="people"
        noun="PERSON"
        title={t("nav.people")}
        columns={columns}
        fields={fields}
        ask={ask}
        write={write}
        look={look}
        writes={writesOfPeople}
        open={(row) => go(`/people/${row.id}`)}
        add={
          may("write") && (
            <Button leftSection={<Icon name="plus" />} onClick={() => setAdding(true)}>
              {t("add.person")}
            </Button>
          )
        }
      />
      {adding && <NewRecord kind="person" close={() => setAdding(false)} />}
    </>
  );
}
