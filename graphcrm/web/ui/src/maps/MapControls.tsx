import { Button, Group, NativeSelect, SegmentedControl, Select, Slider, TextInput } from "@mantine/core";
import { useId, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import { percent } from "../format";
import type { Part, SceneNode } from "../scene/model";
import { sinceOf, type Seen } from "./address";
import type { Form } from "./exporting";
import { SaveMenu } from "./SaveMenu";

const STEP = 0.05;
const DAYS = ["30", "90", "365"];

type Props = {
  seen: Seen;
  keep: (change: Partial<Seen>) => void;
  part: Part;
  deals: { id: string; name: string | null }[];
  finder: RefObject<HTMLInputElement | null>;
  find: (node: SceneNode) => void;
  save: (form: Form) => void;
};

/** What the map shows, and how. */
export function MapControls({ seen, keep, part, deals, finder, find, save }: Props) {
  const { t } = useTranslation();
  const least = useId();
  return (
    <div className="map-controls">
      <Select
        ref={finder}
        label={t("map.find")}
        searchable
        limit={20}
        value={null}
        data={part.nodes.map(({ id, label, title }) => ({ value: id, label: title ? `${label}, ${title}` : label }))}
        renderOption={({ option }) => <bdi>{option.label}</bdi>}
        nothingFoundMessage={t("map.nobodyFound")}
        selectFirstOptionOnChange
        selectFirstOptionOnDropdownOpen // else what was typed first is taken back from Enter a moment later
        onChange={(id) => {
          const node = part.nodes.find((one) => one.id === id);
          if (node) find(node);
        }}
      />
      <NativeSelect
        label={t("map.reach")}
        value={String(seen.depth)}
        onChange={(event) => keep({ depth: Number(event.currentTarget.value), focus: null })}
        data={["map.reachNone", "map.reachOne", "map.reachTwo", "map.reachThree"].map((key, at) => ({ value: String(at), label: t(key) }))}
      />
      <div className="map-slider">
        <label id={least}>
          {t("map.least")} <span className="figure">{percent(seen.least)}</span>
        </label>
        <Slider aria-labelledby={least} thumbProps={{ "aria-labelledby": least }} thumbLabel={t("map.least")} min={0} max={1} step={STEP} label={null} value={seen.least} onChange={(value) => keep({ least: Math.round(value * 100) / 100 })} />
      </div>
      <Contacts seen={seen} keep={keep} />
      {deals.length > 0 && (
        <>
          <SegmentedControl
            aria-label={t("map.by")}
            value={seen.by}
            onChange={(by) => keep({ by: by as Seen["by"] })}
            data={[
              { value: "group", label: t("map.byGroup") },
              { value: "stance", label: t("map.byStance") },
            ]}
          />
          {deals.length > 1 && (
            <NativeSelect label={t("map.deal")} value={seen.deal ?? deals[0]!.id} onChange={(event) => keep({ deal: event.currentTarget.value })} data={deals.map(({ id, name }) => ({ value: id, label: name ?? t("record.unnamed") }))} />
          )}
        </>
      )}
      <Group gap="xs" className="map-acts">
        <Button variant="default" onClick={() => keep({ table: !seen.table })} aria-keyshortcuts="t">
          {seen.table ? t("map.asPicture") : t("chart.asTable")}
        </Button>
        <SaveMenu save={save} />
      </Group>
    </div>
  );
}

/** Which ties are shown, by when there was a contact last. */
function Contacts({ seen: { contact }, keep }: Pick<Props, "seen" | "keep">) {
  const { t } = useTranslation();
  const days = contact === null || contact.includes("-") ? DAYS : [...new Set([...DAYS, contact])];
  return (
    <>
      <NativeSelect
        label={t("map.contacts")}
        value={contact?.includes("-") ? "day" : (contact ?? "")}
        onChange={({ currentTarget: { value } }) => keep({ contact: value === "day" ? sinceOf(contact ?? "90") : value || null })}
        data={[{ value: "", label: t("map.contactsAny") }, ...days.map((many) => ({ value: many, label: t("map.contactsDays", { count: Number(many) }) })), { value: "day", label: t("map.contactsSince") }]}
      />
      {contact?.includes("-") && <TextInput type="date" label={t("map.contactsDay")} value={contact} onChange={({ currentTarget: { value } }) => value && keep({ contact: value })} />}
    </>
  );
}
