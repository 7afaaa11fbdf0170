import "./quality.css";
import { Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useAsk } from "../api/asking";
import { day } from "../format";
import { Empty } from "../states/Empty";
import { Show } from "../states/Show";
import { Tile } from "../widgets/Tile";
import { useTitle } from "../widgets/title";
import { Findings } from "./Findings";
import { Groups, Numbers } from "./Numbers";
import { QualitySummaryDocument } from "./operations";
import { WorkList } from "./WorkList";

/** How good what is known is: the numbers of the last night, what breaks a rule now, and what to confirm first. */
export default function Quality() {
  const { t } = useTranslation();
  useTitle(t("nav.quality"));
  const asked = useAsk(QualitySummaryDocument, {});
  return (
    <>
      <Title order={1} mb="md">
        {t("nav.quality")}
      </Title>
      <Show asked={asked} rows={4}>
        {({ qualitySummary, people, organizations }) =>
          qualitySummary.length ? (
            <>
              <p className="quiet">{t("quality.asOf", { day: day(qualitySummary[0]?.day) })}</p>
              <div className="tiles">
                <Numbers noun="PERSON" course={people} />
                <Numbers noun="ORGANIZATION" course={organizations} />
              </div>
              <Groups days={qualitySummary} />
            </>
          ) : (
            <Empty text={t("quality.never")} />
          )
        }
      </Show>
      <Tile title={t("quality.findings")}>
        <Findings />
      </Tile>
      <Tile title={t("quality.work")}>
        <p className="quiet">{t("quality.workHow")}</p>
        <WorkList />
      </Tile>
    </>
  );
}
