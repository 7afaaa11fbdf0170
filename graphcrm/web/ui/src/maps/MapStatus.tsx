import { Button } from "@mantine/core";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { day, percent } from "../format";
import type { SceneNode } from "../scene/model";
import type { Way } from "../scene/way";
import { sinceOf } from "./address";

type Props = { summary: string; truncated: boolean; alone: boolean; contact: string | null; focus: SceneNode | undefined; unfocus: () => void };

/** How much of the map is shown, and what is left out. */
export function MapStatus({ summary, truncated, alone, contact, focus, unfocus }: Props) {
  const { t } = useTranslation();
  return (
    <p className="quiet map-summary" role="status">
      {summary}
      {truncated && <strong className="warning"> · {t("map.truncated")}</strong>}
      {alone && ` · ${t("map.alone")}`}
      {contact !== null && ` · ${t("map.onlySince", { on: day(sinceOf(contact)) })}`}
      {focus && (
        <>
          {" · "}
          {t("map.focusOn")} <bdi>{focus.label}</bdi>{" "}
          <Button size="compact-xs" variant="default" onClick={unfocus}>
            {t("map.unfocus")}
          </Button>
        </>
      )}
    </p>
  );
}

type WayProps = { ends: [SceneNode, SceneNode]; way: Way | null; leave: () => void };

/** The way between two people in words: who is on it, how strong each step is, and what they make together. */
export function WayBar({ ends, way, leave }: WayProps) {
  const { t } = useTranslation();
  const [from, to] = ends.map(({ label }) => label);
  return (
    <div className="map-way">
      <p role="status">
        {way ? t("map.wayBetween", { from, to }) : t("map.noWay", { from, to })}{" "}
        {way?.people.map((person, at) => (
          <Fragment key={person.id}>
            {at > 0 && ` – ${percent(way.links[at - 1]!.value)} – `}
            <bdi>{person.label}</bdi>
          </Fragment>
        ))}
        {way && `. ${t("map.wayTogether", { value: percent(way.value) })}`}
      </p>
      <Button size="compact-xs" variant="default" onClick={leave}>
        {t("map.leaveWay")}
      </Button>
    </div>
  );
}
