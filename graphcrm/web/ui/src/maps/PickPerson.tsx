import { Select } from "@mantine/core";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { Picking } from "../forms/Picking";
import type { SceneNode } from "../scene/model";
import type { Aim } from "./aims";

type Props = { aim: Aim; people: SceneNode[]; pick: (node: SceneNode) => void; cancel: () => void };

/** Asks whom somebody influences, or to whom the way from them is to be shown. */
export function PickPerson({ aim, people, pick, cancel }: Props) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  return (
    <Picking text={t(aim.act === "draw" ? "draw.pick" : "map.wayPick", { name: aim.from.label })} field={field} cancel={cancel}>
      <Select
        ref={field}
        label={t(aim.act === "draw" ? "draw.to" : "map.wayEnd")}
        searchable
        openOnFocus={false}
        limit={30}
        value={null}
        data={people.filter((node) => node !== aim.from).map(({ id, label, title }) => ({ value: id, label: title ? `${label}, ${title}` : label }))}
        renderOption={({ option }) => <bdi>{option.label}</bdi>}
        nothingFoundMessage={t("map.nobodyFound")}
        selectFirstOptionOnChange
        selectFirstOptionOnDropdownOpen // else what was typed first is taken back from Enter a moment later
        onChange={(id) => {
          const node = people.find((one) => one.id === id);
          if (node) pick(node);
        }}
      />
    </Picking>
  );
}
