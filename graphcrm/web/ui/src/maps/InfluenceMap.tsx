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
import { useLayout } from "./layout";
import { MapDesk } from "./MapDesk";

export type Known = NonNullable<InfluenceMapQuery["organization"]>;
export type Told = NonNullable<InfluenceMapQuery["influenceMap"]>;
export type Keep = (change: Partial<Seen>) => void;

/** Who has a say at an organization, and what is between them: as a picture, or as tables of the same. */
export default function InfluenceMap({ id }: { id: string }) {
  const { t } = useTranslation();
  const [seen, keep] = useSeen();
  const asked = useAsk(InfluenceMapDocument, { by: { id }, around: { organization: { id } }, depth: seen.depth });
  useTitle(`${t("map.title")} ${asked.data?.organization?.name ?? ""}`);
  return (
    <Show asked={asked} rows={8} what={t("map.title")}>
      {({ organization, influenceMap }) =>
        organization ? (
          <>
            <header className="map-head">
              <Title order={1}>{t("map.title")}</Title>
              <Ref to={organization} type="Organization" />
            </header>
            {influenceMap?.nodes?.length ? (
              <Placed key={seen.depth} organization={organization} told={influenceMap} seen={seen} keep={keep} again={asked.again} />
            ) : (
              <Empty text={t(influenceMap ? "map.none" : "map.notYours")}>
                <Button component={Link} href={`/organizations/${id}`} variant="default">
                  {t("chart.back")}
                </Button>
              </Empty>
            )}
          </>
        ) : (
          <NotThere />
        )
      }
    </Show>
  );
}

function Placed({ organization, told, seen, keep, again }: { organization: Known; told: Told; seen: Seen; keep: Keep; again: () => void }) {
  const { t } = useTranslation();
  const places = useLayout(told, organization.id, seen.depth, again);
  const scene = useMemo(() => places && sceneOf({ nodes: told.nodes ?? [], links: told.links ?? [] }, places, t("record.unnamed")), [told, places, t]);
  if (!scene) return <Pending rows={8} what={t("map.placing")} />;
  return <MapDesk organization={organization} told={told} scene={scene} seen={seen} keep={keep} />;
}
