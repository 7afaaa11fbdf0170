import { Select } from "@mantine/core";
import { useMemo, useState, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import type { Chart } from "./day";
import { finder } from "./find";
import type { Skeleton } from "./skeleton";
import type { Words } from "./words";

type Props = { skeleton: Skeleton; chart: Chart; words: Words; field: RefObject<HTMLInputElement | null>; label: string; find: (seat: number) => void };

/** A name or a title, of all seats of the day, whether they are open or not. */
export function ChartFind({ skeleton, chart, words, field, label, find }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const search = useMemo(() => finder(skeleton), [skeleton]);
  const found = useMemo(() => search(text, chart.day, chart.tree.there), [search, text, chart]);
  return (
    <Select
      ref={field}
      label={label}
      searchable
      openOnFocus={false}
      value={null}
      searchValue={text}
      onSearchChange={setText}
      data={found.map((seat) => ({ value: String(seat), label: `${words.held(seat)}, ${words.title(seat)}` }))}
      filter={({ options }) => options}
      renderOption={({ option }) => <bdi>{option.label}</bdi>}
      nothingFoundMessage={text.trim() ? t("chart.notFound") : undefined}
      selectFirstOptionOnChange
      selectFirstOptionOnDropdownOpen // else what was typed first is taken back from Enter a moment later
      onChange={(seat) => {
        if (seat === null) return;
        setText("");
        find(Number(seat));
      }}
    />
  );
}
