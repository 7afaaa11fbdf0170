import "./analysis.css";
import { Tabs, Title } from "@mantine/core";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useSearchParams } from "wouter";
import { may } from "../api/session";
import { Pending } from "../states/Pending";
import { useTitle } from "../widgets/title";
import { Questions } from "./Questions";

const FreeCypher = lazy(() => import("./FreeCypher"));

/** The analyst console: questions that have a name, and for whom it is, questions of one's own. */
export default function Analysis() {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const [search] = useSearchParams();
  useTitle(t("nav.analysis"));
  const free = may("cypher.run");
  const tab = free && search.has("cypher") ? "cypher" : "questions";
  return (
    <>
      <header className="record-head">
        <Title order={1}>{t("nav.analysis")}</Title>
        {may("schema.read") && (
          <nav aria-label={t("analysis.beside")} className="analysis-beside">
            <Link href="/model" className="ref">
              {t("analysis.model")}
            </Link>
            <Link href="/graphiql" className="ref">
              {t("explorer.title")}
            </Link>
          </nav>
        )}
      </header>
      <Tabs value={tab} onChange={(to) => go(to === "cypher" ? "/analysis?cypher" : "/analysis")} keepMounted={false} mt="md">
        <Tabs.List>
          <Tabs.Tab value="questions">{t("analysis.questions")}</Tabs.Tab>
          {free && <Tabs.Tab value="cypher">{t("analysis.cypher")}</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="questions" pt="md">
          <Questions />
        </Tabs.Panel>
        {free && (
          <Tabs.Panel value="cypher" pt="md">
            <Suspense fallback={<Pending rows={4} />}>
              <FreeCypher />
            </Suspense>
          </Tabs.Panel>
        )}
      </Tabs>
    </>
  );
}
