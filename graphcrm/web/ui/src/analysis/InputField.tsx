import { MultiSelect, NumberInput, Select, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { RecordPicker, RecordsPicker, type Picked } from "../forms/RecordPicker";
import type { SearchKind } from "../gql";
import type { Input } from "./answers";

export type Given = string | Picked | Picked[] | null;

const KINDS: Record<string, SearchKind> = { Person: "PERSON", Organization: "ORGANIZATION", Deal: "DEAL" };

/** A value as the question takes it: one word, several with commas between. */
export function wordOf(given: Given | undefined): string {
  if (!given) return "";
  if (typeof given === "string") return given.trim();
  return Array.isArray(given) ? given.map((one) => one.id).join(",") : given.id;
}

type Props = { input: Input; value: Given; required: boolean; onChange: (value: Given) => void };

/** What a question takes: a record is found by its name, a word is chosen, a day, a number, a text are typed. */
export function InputField({ input, value, required, onChange }: Props) {
  const { t } = useTranslation();
  const label = input.name.replaceAll("_", " ");
  const description = input.default !== null && input.default !== "null" ? t("analysis.else", { value: input.default }) : undefined;
  const kinds = input.nouns.flatMap((noun) => KINDS[noun] ?? []);
  const text = typeof value === "string" ? value : "";
  const same = { label, description, required };
  // A seat is found by who sits in it or where it is; of other records there is no search.
  if (kinds.length && input.nouns.every((noun) => noun in KINDS || noun === "Role")) {
    if (input.many) return <RecordsPicker {...same} kinds={kinds} value={Array.isArray(value) ? value : []} onChange={onChange} />;
    return <RecordPicker label={label} required={required} kinds={kinds} value={value && typeof value === "object" && !Array.isArray(value) ? value : null} onChange={onChange} />;
  }
  if (input.words.length) {
    if (input.many) return <MultiSelect {...same} data={input.words} value={text ? text.split(",") : []} onChange={(words) => onChange(words.join(","))} clearable />;
    return <Select {...same} data={input.words} value={text || null} onChange={onChange} clearable />;
  }
  if (input.type === "Boolean") return <Select {...same} data={[{ value: "true", label: t("analysis.yes") }, { value: "false", label: t("analysis.no") }]} value={text || null} onChange={onChange} clearable />;
  if (input.type === "Date" && !input.many) return <TextInput {...same} type="date" value={text} onChange={(event) => onChange(event.currentTarget.value)} />;
  if ((input.type === "Int" || input.type === "Float") && !input.many)
    return <NumberInput {...same} allowDecimal={input.type === "Float"} min={input.bounds?.[0]} max={input.bounds?.[1]} value={text} onChange={(number) => onChange(String(number))} />;
  const hint = input.nouns.length ? t("analysis.byId") : input.many ? t("analysis.several") : description;
  return <TextInput {...same} description={hint} value={text} onChange={(event) => onChange(event.currentTarget.value)} />;
}
