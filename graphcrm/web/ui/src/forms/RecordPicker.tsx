import { MultiSelect, Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAsk } from "../api/asking";
import { SearchDocument, type SearchKind } from "../gql";
import { described } from "../pages/found";

export type Picked = { id: string; name: string; kind: SearchKind };

type Props = { label: string; kinds: SearchKind[]; error?: string; required?: boolean; description?: string };

const KIND: Record<string, SearchKind> = { Person: "PERSON", Organization: "ORGANIZATION", Deal: "DEAL" };

function useChoices(kinds: SearchKind[]) {
  const [text, setText] = useState("");
  const [asked] = useDebouncedValue(text.trim(), 150);
  const { data } = useAsk(SearchDocument, { text: asked, kinds, first: 10 }, asked.length < 2);
  const found = (asked.length < 2 ? [] : (data?.search?.edges ?? [])).map(({ node }) => ({
    id: node.id,
    name: described(node).name,
    kind: KIND[node.__typename] ?? "PERSON",
    about: described(node).about,
  }));
  return { text, setText, found };
}

function options(found: (Picked & { about?: string })[], chosen: Picked[]) {
  const all = [...chosen, ...found.filter((one) => !chosen.some((other) => other.id === one.id))];
  return all.map((one) => ({ value: one.id, label: "about" in one && one.about ? `${one.name} · ${one.about as string}` : one.name }));
}

/** Several records, found by their names. */
export function RecordsPicker({ value, onChange, ...props }: Props & { value: Picked[]; onChange: (chosen: Picked[]) => void }) {
  const { t } = useTranslation();
  const { text, setText, found } = useChoices(props.kinds);
  return (
    <MultiSelect
      label={props.label}
      description={props.description}
      error={props.error}
      required={props.required}
      searchable
      data={options(found, value)}
      value={value.map((one) => one.id)}
      onChange={(ids) => onChange(ids.flatMap((id) => [...value, ...found].find((one) => one.id === id) ?? []))}
      searchValue={text}
      onSearchChange={setText}
      filter={({ options: all }) => all}
      placeholder={value.length ? "" : t("search.type")}
      nothingFoundMessage={text.trim().length < 2 ? t("search.type") : t("search.none")}
      hidePickedOptions
    />
  );
}

/** One record, found by its name. */
export function RecordPicker({ value, onChange, ...props }: Props & { value: Picked | null; onChange: (chosen: Picked | null) => void }) {
  const { t } = useTranslation();
  const { text, setText, found } = useChoices(props.kinds);
  return (
    <Select
      label={props.label}
      error={props.error}
      required={props.required}
      searchable
      clearable
      data={options(found, value ? [value] : [])}
      value={value?.id ?? null}
      onChange={(id) => onChange([...(value ? [value] : []), ...found].find((one) => one.id === id) ?? null)}
      searchValue={text}
      onSearchChange={setText}
      filter={({ options: all }) => all}
      placeholder={t("search.type")}
      nothingFoundMessage={text.trim().length < 2 ? t("search.type") : t("search.none")}
    />
  );
}
