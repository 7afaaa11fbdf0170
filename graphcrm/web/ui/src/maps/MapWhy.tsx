import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { may } from "../api/session";
import type { Part, SceneLink, SceneNode, Stance } from "../scene/model";
import type { Drawing } from "./aims";
import type { Drawn } from "./drawing";
import { DrawForm } from "./DrawForm";
import { GroupPanel } from "./GroupPanel";
import { LinkWhy, PersonWhy, WhyPanel } from "./WhyPanel";
import { KIND_WORDS } from "./words";

type Props = {
  place: string;
  part: Part;
  selected: SceneNode | null;
  link: SceneLink | null;
  drawing: Drawing | null;
  group: SceneNode[];
  gather: (people: SceneNode[]) => void;
  stances: ReadonlyMap<string, Stance>;
  focused: boolean;
  moveIn: boolean;
  focus: () => void;
  begin: (act: "draw" | "way", node: SceneNode) => void;
  turn: () => void;
  weigh: (weight: number | null) => void;
  drawn: (line: Drawn) => void;
  changed: () => void;
  choose: (node: SceneNode) => void;
  chooseLink: (link: SceneLink) => void;
  close: () => void;
};

/** What stands beside the picture: the line that is being drawn, else why somebody or a link is as it is. */
export function MapWhy({ place, part, selected, link, drawing, group, gather, stances, focused, moveIn, focus, begin, turn, weigh, drawn, changed, choose, chooseLink, close }: Props) {
  const { t } = useTranslation();
  if (drawing) {
    return (
      <WhyPanel key="draw" title={t("draw.title")} name={t("draw.title")} close={close} moveIn>
        <DrawForm key={`${[drawing.from.id, drawing.to.id].sort().join(" ")}`} place={place} from={drawing.from} to={drawing.to} turn={turn} told={weigh} close={close} done={drawn} />
      </WhyPanel>
    );
  }
  if (link) {
    return (
      <WhyPanel key={`${link.kind} ${link.source.id} ${link.target.id} ${link.topic}`} title={t(KIND_WORDS[link.kind])} name={t("map.why")} close={close} moveIn={moveIn}>
        <LinkWhy place={place} link={link} choose={choose} changed={changed} />
      </WhyPanel>
    );
  }
  if (!selected && group.length) {
    return (
      <WhyPanel key="group" title={t("map.groupOfPeople", { count: group.length })} name={t("map.groupName")} close={() => gather([])} moveIn={false}>
        <GroupPanel people={group} stances={stances} leave={(node) => gather(group.filter((one) => one !== node))} />
      </WhyPanel>
    );
  }
  if (!selected) return null;
  return (
    <WhyPanel key={selected.id} title={<bdi>{selected.label}</bdi>} name={t("map.why")} close={close} moveIn={moveIn}>
      <PersonWhy node={selected} part={part} stance={stances.get(selected.id) ?? null} focused={focused} focus={focus} chooseLink={chooseLink}>
        {may("write") && (
          <Button size="compact-sm" variant="default" onClick={() => begin("draw", selected)} aria-keyshortcuts="i">
            {t("draw.begin")}
          </Button>
        )}
        <Button size="compact-sm" variant="default" onClick={() => begin("way", selected)} aria-keyshortcuts="w">
          {t("map.wayTo")}
        </Button>
        <Button size="compact-sm" variant="default" aria-pressed={group.includes(selected)} onClick={() => gather(group.includes(selected) ? group.filter((one) => one !== selected) : [...group, selected])} aria-keyshortcuts="s">
          {t(group.includes(selected) ? "map.ungroup" : "map.toGroup")}
        </Button>
      </PersonWhy>
    </WhyPanel>
  );
}
