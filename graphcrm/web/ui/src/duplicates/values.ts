import type { TFunction } from "i18next";
import { day, money, number } from "../format";
import type { CustomValueFragment, MergedRecordsQuery } from "../gql";
import { customText } from "../widgets/CustomValue";

export type Merging = NonNullable<MergedRecordsQuery["nodes"][number]>;
/** What a merge would do, or did, as the API tells it. */
export type Report = {
  survivor: string;
  absorbed: string[];
  values: { field: string; from: string }[];
  conflicts: { field: string; keeps: string; differs: string[] }[];
  moved: Record<string, number>;
  folded: Record<string, number>;
};

const CUSTOM = "customFields.";
const DAYS = ["birthday", "targetCloseOn"];
const ENUMS = ["contactType", "leadStatus", "kind"];

/** What a field is called. */
export function labelOf(t: TFunction, field: string, records: Merging[]): string {
  const custom = records.map((record) => customOf(record, field)).find(Boolean);
  return custom?.label ?? t(`field.${field}`, t(`duplicates.named.${field}`, field));
}

/** The value of a field of a record as people read it; nothing where it has none, or where one does not see it. */
export function textOf(t: TFunction, field: string, record: Merging | undefined): string {
  const custom = customOf(record, field);
  if (custom) return customText(custom);
  const value = (record as Record<string, unknown> | undefined)?.[field];
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return value ? t("duplicates.yes") : t("duplicates.no");
  if (typeof value === "number") return number(value, 6);
  if (Array.isArray(value)) return value.join(", ");
  if (typeof value === "object") return money(value as { amount: string | null; currency: string | null });
  if (DAYS.includes(field)) return day(String(value));
  return ENUMS.includes(field) ? t(`${field}.${String(value)}`, String(value)) : String(value);
}

function customOf(record: Merging | undefined, field: string): CustomValueFragment | undefined {
  if (!record || !("customFields" in record) || !field.startsWith(CUSTOM)) return undefined;
  return record.customFields.find((one) => one.key === field.slice(CUSTOM.length));
}
