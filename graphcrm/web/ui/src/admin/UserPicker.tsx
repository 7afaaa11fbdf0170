import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAsk } from "../api/asking";
import { UserNamesDocument } from "./operations";

type Props = { value: string | null; onChange: (id: string | null) => void; label: string; error?: string };

/** One of us who may sign in, found by name or address. */
export function UserPicker({ value, onChange, label, error }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState<{ value: string; label: string } | null>(null);
  const [asked] = useDebouncedValue(text.trim(), 150);
  const wanted = asked && asked !== chosen?.label ? { or: [{ name: { contains: asked } }, { email: { contains: asked } }] } : null;
  const { data } = useAsk(UserNamesDocument, { filter: wanted });
  const found = (data?.users?.nodes ?? []).filter((user) => !user.disabled).map((user) => ({ value: user.id, label: [user.name, user.email].filter(Boolean).join(" · ") }));
  const all = chosen && !found.some((one) => one.value === chosen.value) ? [chosen, ...found] : found;
  return (
    <Select
      label={label}
      error={error}
      required
      searchable
      clearable
      data={all}
      value={value}
      onChange={(id) => {
        setChosen(all.find((one) => one.value === id) ?? null);
        onChange(id);
      }}
      searchValue={text}
      onSearchChange={setText}
      filter={({ options }) => options}
      nothingFoundMessage={t("search.none")}
      openOnFocus={false}
      data-autofocus
    />
  );
}
