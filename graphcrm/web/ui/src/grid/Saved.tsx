import { Button, Menu } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { act } from "../api/acting";
import { useAsk } from "../api/asking";
import { client } from "../api/client";
import { newKey } from "../api/keys";
import { notifications } from "@mantine/notifications";
import { number } from "../format";
import { SavedFilterRemoveDocument, SavedFiltersDocument, SavedNamesDocument, type FilteredNoun, type SavedFilterFieldsFragment } from "../gql";
import { Icon } from "../icons";
import { filterOf, same, type Condition, type FieldOf } from "./conditions";
import type { Count } from "./rows";
import { SaveForm } from "./SaveForm";

type Props<Filter> = {
  noun: FilteredNoun;
  fields: FieldOf<Filter>[];
  conditions: Condition[];
  change: (conditions: Condition[], saved?: string) => void;
  count: (filter: Filter | null) => Promise<Count | null>;
};

/** So often are the counts looked up anew while the page is in sight, in milliseconds. */
const ANEW = 60_000;
/** So many stand there, and are counted, until one asks for all. */
const FIRST = 8;

/** The filters that one has saved or was given, each with how many it chooses now. */
export function Saved<Filter>({ noun, fields, conditions, change, count }: Props<Filter>) {
  const { t } = useTranslation();
  const asked = useAsk(SavedFiltersDocument, { noun });
  const [form, setForm] = useState<SavedFilterFieldsFragment | "new" | null>(null);
  const filters = asked.data?.savedFilters ?? [];
  const usable = (one: SavedFilterFieldsFragment) => one.conditions.every((condition) => howOf(fields, condition));
  const now = filters.find((one) => same(one.conditions, conditions));
  const [all, setAll] = useState(false);
  const shown = filters.filter((one, at) => all || at < FIRST || one === now);
  const counts = useCounts(shown.filter(usable), fields, count);
  const wanted = useRef(new URLSearchParams(location.search).get("saved"));

  async function apply(one: SavedFilterFieldsFragment) {
    change(await named(fields, one.conditions), one.id);
  }

  useEffect(() => {
    const found = filters.find((one) => one.id === wanted.current);
    if (!asked.data) return;
    wanted.current = null;
    if (found && usable(found)) void apply(found);
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [asked.data]);

  async function remove(one: SavedFilterFieldsFragment) {
    const { faults, failure } = await act(SavedFilterRemoveDocument, { input: { id: one.id, idempotencyKey: newKey() } });
    if (faults[0] || failure) notifications.show({ color: "red", message: faults[0]?.message ?? failure?.message });
    asked.again();
  }

  if (!filters.length && !conditions.length) return null;
  return (
    <div className="saved" role="group" aria-label={t("saved.title")}>
      {shown.map((one) => {
        const told = counts.get(one.id);
        const shared = one.everybody ? t("saved.everybody") : (one.team?.name ?? "");
        const by = one.mine ? "" : t("saved.by", { name: one.owner?.name ?? t("paths.somebody") });
        return (
          <button
            key={one.id}
            type="button"
            className="saved-filter"
            aria-pressed={now?.id === one.id}
            disabled={!usable(one)}
            title={usable(one) ? [shared, by].filter(Boolean).join(" · ") || t("saved.onlyMe") : t("saved.unusable")}
            onClick={() => void (now?.id === one.id ? change([]) : apply(one))}
          >
            <bdi>{one.name}</bdi>
            {told && <span className="saved-count">{`${number(told.total)}${told.capped ? "+" : ""}`}</span>}
          </button>
        );
      })}
      {shown.length < filters.length && (
        <button type="button" className="plain" onClick={() => setAll(true)}>
          {t("state.more", { count: filters.length - shown.length })}
        </button>
      )}
      {conditions.length > 0 && !now && (
        <Button size="compact-sm" variant="default" leftSection={<Icon name="plus" size={14} />} onClick={() => setForm("new")}>
          {t("saved.save")}
        </Button>
      )}
      {now?.mine && (
        <Menu position="bottom-start">
          <Menu.Target>
            <Button size="compact-sm" variant="default" rightSection={<Icon name="down" size={12} />}>
              {t("saved.change")}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => setForm(now)}>{t("saved.share")}</Menu.Item>
            <Menu.Item onClick={() => void remove(now)}>{t("saved.remove")}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      {form && <SaveForm noun={noun} conditions={conditions} filter={form === "new" ? null : form} own={filters.filter((one) => one.mine)} close={() => setForm(null)} done={asked.again} />}
    </div>
  );
}

function howOf<Filter>(fields: FieldOf<Filter>[], condition: Condition) {
  return fields.find((one) => one.field === condition.field)?.hows.find((one) => one.how === condition.how);
}

/** The conditions with the names of the records they speak of, as far as one sees these. */
async function named<Filter>(fields: FieldOf<Filter>[], conditions: Condition[]): Promise<Condition[]> {
  const ids = conditions.filter((one) => howOf(fields, one)?.kind === "organization").map((one) => one.value);
  const plain = conditions.map(({ field, how, value }) => ({ field, how, value }));
  if (!ids.length) return plain;
  const { data } = await client.query(SavedNamesDocument, { ids }).toPromise();
  const names = new Map((data?.nodes ?? []).flatMap((node) => (node && "name" in node ? [[node.id, node.name ?? ""] as const] : [])));
  return plain.map((one) => (ids.includes(one.value) ? { ...one, picked: { id: one.value, name: names.get(one.value) ?? "…", kind: "ORGANIZATION" as const } } : one));
}

function useCounts<Filter>(filters: SavedFilterFieldsFragment[], fields: FieldOf<Filter>[], count: Props<Filter>["count"]): Map<string, Count> {
  const [counts, setCounts] = useState(new Map<string, Count>());
  const which = JSON.stringify(filters.map((one) => [one.id, one.conditions.map(({ field, how, value }) => [field, how, value])]));
  useEffect(() => {
    let gone = false;
    async function look() {
      for (const one of filters) {
        if (gone || document.hidden) return;
        const told = await count(filterOf(fields, one.conditions));
        if (told && !gone) setCounts((now) => new Map(now).set(one.id, told));
      }
    }
    void look();
    const timer = setInterval(() => void look(), ANEW);
    return () => {
      gone = true;
      clearInterval(timer);
    };
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [which]);
  return counts;
}
