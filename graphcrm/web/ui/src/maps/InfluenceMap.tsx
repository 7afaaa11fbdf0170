import "./map.css";
import { Button, Title } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { useAsk } from "../api/asking";
import { InfluenceMapDocument, type InfluenceMapQuery } from "../gql";
import { sceneOf } from "../scene/model";
import { Empty } from "../states/Empty";
import { NotThere } from "../states/NotThere";
import { Pending } from "../states/Pending";
import { Show } from "../states/Show";
import { Ref } from "../widgets/Ref";
import { useTitle } from "../widgets/title";
import { useSeen, type Seen } from "./address";
import { aroundOf, useLayout, type Around } from "./layout";
import { MapDesk } from "./MapDesk";

/** What a map is around. `deals` are those in which people may have a stance. */
export type Known = Around & { name: string | null; deals: { id: string; name: string | null }[] };
export type Told = NonNullable<InfluenceMapQuery["influenceMap"]>;
export type Keep = (change: Partial<Seen>) => void;

const TYPES = { Organization: "organization", Person: "person", Deal: "deal" } as const;

/** Who has a say at an organization, in a deal or about somebody, and what is between them: as a picture, or as tables. */
export default function InfluenceMap({ id, kind }: Around) {
  const { t } = useTranslation();
  const [seen, keep] = useSeen();
  const asked = useAsk(InfluenceMapDocument, { id, around: aroundOf({ kind, id }), depth: seen.depth });
  const around = knownOf(asked.data?.node, kind);
  useTitle(`${t("map.title")} ${around?.name ?? ""}`);
  return (
    <Show asked={asked} rows={8} what={t("map.title")}>
      {({ node, influenceMap }) => {
        const known = knownOf(node, kind);
        if (!known || !node) return <NotThere />;
        return (
          <>
            <header className="map-head">
              <Title order={1}>{t("map.title")}</Title>
              <Ref to={{ id: known.id, name: known.name }} type={node.__typename as keyof typeof TYPES} />
            </header>
            {influenceMap?.nodes?.length ? (
              <Placed key={seen.depth} known={known} told={influenceMap} seen={seen} keep={keep} again={asked.again} />
            ) : (
              <Empty text={t(influenceMap ? `map.none.${kind}` : "map.notYours")}>
                <Button component={Link} href={PLACES[kind] + id} variant="default">
                  {t("map.back")}
                </Button>
              </Empty>
            )}
          </>
        );
      }}
    </Show>
  );
}

const PLACES: Record<Around["kind"], string> = { organization: "/organizations/", person: "/people/", deal: "/deals/" };

function knownOf(node: InfluenceMapQuery["node"] | undefined, kind: Around["kind"]): Known | null {
  if (!node || TYPES[node.__typename as keyof typeof TYPES] !== kind || !("name" in node)) return null;
  const deals = node.__typename === "Organization" ? node.openDeals.nodes : node.__typename === "Deal" ? [node] : [];
  return { id: node.id, kind, name: node.name, deals };
}

function Placed({ known, told, seen, keep, again }: { known: Known; told: Told; seen: Seen; keep: Keep; again: () => void }) {
  const { t } = useTranslation();
  const places = useLayout(told, known, seen.depth, again);
  const scene = useMemo(() => places && sceneOf({ nodes: told.nodes ?? [], links: told.links ?? [] }, places, t("record.unnamed")), [told, places, t]);
  if (!scene) return <Pending rows={8} what={t("map.placing")} />;
  return <MapDesk around={known} told={told} scene={scene} seen={seen} keep={keep} again={again} />;
}
