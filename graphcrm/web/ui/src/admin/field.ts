import { number } from "../format";
import type { AdminFieldFragment, FieldOwner, FieldType, Sensitivity } from "../gql";

export const OWNERS: FieldOwner[] = [
  "Person", "Organization", "Deal", "Role", "Interaction", "Task", "Note", "Location", "Pipeline", "Preference", "User", "Team",
  "HOLDS", "REPORTS_TO", "INFLUENCES", "RELATED_TO", "STAKEHOLDER_IN", "MAY_APPROVE", "SUBSIDIARY_OF", "PART_OF", "REACHED_AT", "CLASSIFIED_AS", "MEMBER_OF", "COVERS",
];
export const TYPES: FieldType[] = ["TEXT", "NUMBER", "MONEY", "DATE", "CHOICE", "MULTI_CHOICE", "BOOLEAN", "URL"];
export const CLASSES: Sensitivity[] = ["PUBLIC", "PERSONAL", "CONFIDENTIAL", "SENSITIVE"];

/** What one types of a definition, as text. */
export type Typed = { label: string; description: string; required: string; choices: string; minimum: string; maximum: string; pattern: string; sensitivity: string };
export const NOTHING: Typed = { label: "", description: "", required: "", choices: "", minimum: "", maximum: "", pattern: "", sensitivity: "PERSONAL" };

export function typedOf(field: AdminFieldFragment): Typed {
  const text = (value: number | null) => (value === null ? "" : String(value));
  return {
    label: field.label ?? "",
    description: field.description ?? "",
    required: field.required ? "true" : "",
    choices: (field.choices ?? []).join("\n"),
    minimum: text(field.minimum),
    maximum: text(field.maximum),
    pattern: field.pattern ?? "",
    sensitivity: field.sensitivity ?? "PERSONAL",
  };
}

/** Which rules a field of this type can have. */
export function rulesOf(type: FieldType): { choices: boolean; bounds: boolean; pattern: boolean } {
  return { choices: type === "CHOICE" || type === "MULTI_CHOICE", bounds: type === "NUMBER" || type === "MONEY", pattern: type === "TEXT" };
}

const numeric = (text: string) => (text.trim() === "" ? null : Number(text));

/** The values as the API takes them, only these fields. */
export function inputOf(typed: Typed, fields: string[]): Record<string, unknown> {
  const all: Record<string, unknown> = {
    label: typed.label,
    description: typed.description.trim() || null,
    required: typed.required === "true",
    choices: typed.choices.trim() ? typed.choices.split("\n").map((word) => word.trim()).filter(Boolean) : null,
    minimum: numeric(typed.minimum),
    maximum: numeric(typed.maximum),
    pattern: typed.pattern || null,
    sensitivity: typed.sensitivity,
  };
  return Object.fromEntries(fields.map((field) => [field, all[field]]));
}

/** The bounds and the pattern of a field, as they are written. */
export function boundsOf({ minimum, maximum, pattern }: AdminFieldFragment): string {
  const bounds = minimum !== null || maximum !== null ? `${number(minimum, 6)}–${number(maximum, 6)}` : "";
  return [bounds, pattern].filter(Boolean).join(" · ");
}
