import "../maps/map.css";
import "../charts/chart.css";
import { Button, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { useDownload } from "../api/download";
import { useSeen, type Keep, type Seen } from "../charts/address";
import { ChartDesk } from "../charts/ChartDesk";
import { skeletonOf, type Skeleton, type Told } from "../charts/skeleton";
import { Empty } from "../states/Empty";
import { NotThere } from "../states/NotThere";
import { Show } from "../states/Show";
import { Ref } from "../widgets/Ref";
import { useTitle } from "../widgets/title";

/** Who sits where on a day: as a picture, or as a table of the same seats. */
export default function OrgChart({ id }: { id: string }) {
  const { t } = useTranslation();
  const [seen, keep] = useSeen();
  const asked = useDownload<Told, Skeleton>(`/maps/org-chart?organization=${encodeURIComponent(id)}&subsidiaries=${seen.below}`, skeletonOf);
  useTitle(`${t("chart.title")} ${asked.data?.units[0]?.name ?? ""}`);
  if (asked.failure?.code === "NOT_FOUND") return <NotThere />;
  return (
    <Show asked={asked} rows={8} what={t("chart.title")}>
      {(skeleton) => <Chart key={String(seen.below)} skeleton={skeleton} seen={seen} keep={keep} again={asked.again} />}
    </Show>
  );
}

function Chart({ skeleton, seen, keep, again }: { skeleton: Skeleton; seen: Seen; keep: Keep; again: () => void }) {
  const { t } = useTranslation();
  const organization = skeleton.units[0]!;
  return (
    <>
      <header className="map-head">
        <Title order={1}>{t("chart.title")}</Title>
        <Ref to={organization} type="Organization" />
      </header>
      {skeleton.ids.length ? (
        <ChartDesk skeleton={skeleton} seen={seen} keep={keep} again={again} />
      ) : (
        <Empty text={t("chart.none")}>
          <Button component={Link} href={`/organizations/${organization.id}`} variant="default">
            {t("chart.back")}
          </Button>
        </Empty>
      )}
    </>
  );
}
