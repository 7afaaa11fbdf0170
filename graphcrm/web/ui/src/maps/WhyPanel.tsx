import { Button } from "@mantine/core";
import { useEffect, useRef, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useAsk } from "../api/asking";
import { number, percent } from "../format";
import { MapInfluenceDocument } from "../gql";
import { other, type Part, type SceneLink, type SceneNode, type Stance } from "../scene/model";
import { Show } from "../states/Show";
import { Facts } from "../widgets/Facts";
import { Parts } from "../widgets/Parts";
import { Ref } from "../widgets/Ref";
import { TieWhy } from "../widgets/TieWhy";
import { When } from "../widgets/When";
import { DrawnActs } from "./DrawnActs";
import { LineSign, StanceSign } from "./MapSigns";
import { KIND_WORDS, STANCE_WORDS } from "./words";

const SOME = 12;

/** Why somebody is as large as they are, or why a link is as wide: in the numbers and sentences of the server. */
export function WhyPanel({ title, name, close, moveIn, children }: { title: ReactNode; name: string; close: () => void; moveIn: boolean; children: ReactNode }) {
  const { t } = useTranslation();
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (moveIn) head.current?.focus();
  }, [moveIn]);
  return (
    <aside className="map-why" aria-label={name} onKeyDown={(event) => event.key === "Escape" && close()}>
      <div className="tile-head">
        <h2 ref={head} tabIndex={-1}>
          {title}
        </h2>
        <Button size="compact-sm" variant="default" onClick={close}>
          {t("act.close")}
        </Button>
      </div>
      {children}
    </aside>
  );
}

type PersonProps = { node: SceneNode; part: Part; stance: Stance | null; focused: boolean; focus: () => void; chooseLink: (link: SceneLink) => void; children: ReactNode };

/** `children` are further acts. */
export function PersonWhy({ node, part, stance, focused, focus, chooseLink, children }: PersonProps) {
  const { t } = useTranslation();
  const asked = useAsk(MapInfluenceDocument, { by: { id: node.id } });
  const shown = new Set(part.links);
  const links = node.links.filter((link) => shown.has(link));
  return (
    <>
      {node.title && (
        <p>
          <bdi>{node.title}</bdi>
        </p>
      )}
      {stance && (
        <p className="map-stance">
          <StanceSign stance={stance} /> {t(STANCE_WORDS[stance])}
        </p>
      )}
      <div className="map-acts">
        <Ref to={{ id: node.id, name: t("map.openPerson") }} type="Person" />
        <button type="button" className="plain" aria-pressed={focused} onClick={focus}>
          {t(focused ? "map.unfocus" : "map.focus")}
        </button>
        {children}
      </div>
      <h3>{t("record.influence")}</h3>
      <Show asked={asked} rows={3}>
        {({ person }) =>
          person?.influence ? (
            <>
              {person.influence.parts.length > 0 && <Parts parts={person.influence.parts} total={person.influence.value} />}
              <p className="quiet">{person.influence.reason}</p>
              <Facts
                facts={[
                  [t("map.rank"), person.influence.percentile !== null && person.influence.population > 1 && t("record.percentile", { percent: percent(person.influence.percentile), population: number(person.influence.population) })],
                  [t("map.counterparts"), number(person.influence.counterparts)],
                  [t("map.reached"), number(person.influence.organizationsReached)],
                  [t("map.betweenness"), percent(person.influence.betweenness)],
                  [t("map.computedAt"), <When key="at" at={person.influence.computedAt} />],
                ]}
              />
            </>
          ) : (
            <p className="quiet">{t("map.noInfluence")}</p>
          )
        }
      </Show>
      <h3>{t("map.linksOf", { count: links.length })}</h3>
      <ul className="map-links">
        {links.slice(0, SOME).map((link) => (
          <li key={link.at}>
            <button type="button" className="why" onClick={() => chooseLink(link)}>
              <LineSign kind={link.kind} />{" "}
              <span>
                {t(link.source === node ? KIND_WORDS[link.kind] : BACK[link.kind])} <bdi>{other(link, node).label}</bdi>
                {link.value !== null && ` · ${percent(link.value)}`}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {links.length > SOME && <p className="quiet">{t("state.more", { count: links.length - SOME })}</p>}
    </>
  );
}

// As the other end would say it.
const BACK: Record<SceneLink["kind"], string> = {
  REPORTS_TO: "map.isReportedTo",
  DOTTED_TO: "map.isDottedTo",
  INFLUENCES: "map.isInfluenced",
  KNOWS: "map.knows",
  RELATED_TO: "map.relatedTo",
};

const SAID: Record<SceneLink["kind"], string> = {
  REPORTS_TO: "map.saidChart",
  DOTTED_TO: "map.saidChart",
  INFLUENCES: "map.saidDrawn",
  KNOWS: "map.saidComputed",
  RELATED_TO: "map.saidDeclared",
};

export function LinkWhy({ place, link, choose, changed }: { place: string; link: SceneLink; choose: (node: SceneNode) => void; changed: () => void }) {
  const { t } = useTranslation();
  const ends = [link.source, link.target];
  const person = (node: SceneNode) => (
    <button type="button" className="plain" onClick={() => choose(node)}>
      <bdi>{node.label}</bdi>
    </button>
  );
  return (
    <>
      <p>
        {person(link.source)} <LineSign kind={link.kind} /> {person(link.target)}
      </p>
      <p className="quiet">{t(SAID[link.kind])}</p>
      {link.contradiction && <p className="warning">{t("map.contradiction")}</p>}
      <Facts
        facts={[
          [t("tie.strength"), link.kind === "KNOWS" && <TieWhy key="tie" value={link.value} between={ends.map(({ id, label }) => ({ id, name: label })) as [{ id: string; name: string }, { id: string; name: string }]} />],
          [t("map.weight"), link.kind !== "KNOWS" && link.value !== null && percent(link.value)],
          [t("map.topic"), link.topic && (link.kind === "RELATED_TO" ? t(RELATIONS[link.topic] ?? "map.other") : <bdi key="topic">{link.topic}</bdi>)],
          [t("tie.last"), link.lastContactAt && <When key="last" at={link.lastContactAt} relative />],
        ]}
      />
      {link.kind === "INFLUENCES" && <DrawnActs place={place} link={link} changed={changed} />}
    </>
  );
}

const RELATIONS: Record<string, string> = {
  MENTOR: "map.mentor",
  FAMILY: "map.family",
  ALUMNI: "map.alumni",
  BOARD: "map.board",
  FRIEND: "map.friend",
  COLLEAGUE: "map.colleague",
};
