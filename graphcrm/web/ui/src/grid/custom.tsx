import { useAsk } from "../api/asking";
import { CustomFieldsDocument, type CustomFieldsQuery, type CustomFieldFilter, type CustomValueFragment, type FieldOwner } from "../gql";
import { customText } from "../widgets/CustomValue";
import type { Edit, GridColumn } from "./columns";
import type { FieldOf } from "./conditions";

type Definition = NonNullable<CustomFieldsQuery["fieldDefinitions"]>["nodes"][number];

export function useDefinitions(on: FieldOwner): Definition[] | undefined {
  const { data, failure } = useAsk(CustomFieldsDocument, { on });
  return failure ? NONE : data ? (data.fieldDefinitions?.nodes ?? NONE) : undefined;
}

const NONE: Definition[] = [];
export const CUSTOM = "custom:";

export function customColumns<Row extends { customFields?: CustomValueFragment[] }>(definitions: Definition[]): GridColumn<Row>[] {
  return definitions.map((definition) => ({
    id: CUSTOM + definition.key,
    label: definition.label ?? definition.key ?? "",
    size: 140,
    extra: true,
    edit: editOf(definition),
    text: (row) => {
      const value = row.customFields?.find((one) => one.key === definition.key);
      return value ? customText(value) : "";
    },
  }));
}

/** How a value is typed into a cell; of amounts, several words and yes or no, on the page of the record. */
function editOf({ key, type, choices }: Definition): Edit | undefined {
  const names = { TEXT: "text", NUMBER: "number", DATE: "date", CHOICE: "choice", URL: "url" } as const;
  const name = names[type as keyof typeof names];
  if (!name || !key) return undefined;
  const kind = name === "url" ? "text" : name;
  return { field: CUSTOM + key, kind, custom: { key, name }, ...(kind === "choice" ? { choices: choices ?? [] } : {}) };
}

export function keysOf(shown: ReadonlySet<string>): string[] {
  return [...shown].filter((id) => id.startsWith(CUSTOM)).map((id) => id.slice(CUSTOM.length));
}

export function customConditions(definitions: Definition[]): FieldOf<{ custom?: CustomFieldFilter[] | null }>[] {
  return definitions.flatMap((definition): FieldOf<{ custom?: CustomFieldFilter[] | null }>[] => {
    const key = definition.key ?? "";
    const shared = { field: `x_${key}`, label: definition.label ?? key };
    if (definition.type === "CHOICE") {
      return [{ ...shared, hows: [{ how: "is", kind: "choice", choices: definition.choices ?? [], filter: (value) => ({ custom: [{ key, choice: { eq: value } }] }) }] }];
    }
    if (definition.type === "TEXT") {
      return [{ ...shared, personal: true, hows: [{ how: "is", kind: "text", filter: (value) => ({ custom: [{ key, text: { eq: value } }] }) }] }];
    }
    return [];
  });
}
