import "./duplicates.css";
import { SegmentedControl, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useLocation, useSearch } from "wouter";
import { useList } from "../admin/list";
import { number } from "../format";
import type { DuplicateNoun } from "../gql";
import { Empty } from "../states/Empty";
import { Failed } from "../states/Failed";
import { Pending } from "../states/Pending";
import { More } from "../widgets/More";
import { useTitle } from "../widgets/title";
import { DuplicatesDocument } from "./operations";
import { PairCard } from "./PairCard";

const PLACE = { PERSON: "/duplicates", ORGANIZATION: "/duplicates?of=organizations" } as const;
const FEW = 20;

/** Which records may be one: the likeliest of those who count most first, each with its reasons and what to do. */
export default function Duplicates() {
  const { t } = useTranslation();
  useTitle(t("nav.duplicates"));
  const [, go] = useLocation();
  const noun: DuplicateNoun = new URLSearchParams(useSearch()).get("of") === "organizations" ? "ORGANIZATION" : "PERSON";
  return (
    <>
      <Title order={1} mb="md">
        {t("nav.duplicates")}
      </Title>
      <SegmentedControl
        aria-label={t("duplicates.which")}
        mb="md"
        data={(["PERSON", "ORGANIZATION"] as const).map((one) => ({ value: one, label: t(`duplicates.${one}`) }))}
        value={noun}
        onChange={(one) => go(PLACE[one as DuplicateNoun], { replace: true })}
      />
      <Queue key={noun} noun={noun} />
    </>
  );
}

function Queue({ noun }: { noun: DuplicateNoun }) {
  const { t } = useTranslation();
  const list = useList(
    DuplicatesDocument,
    { noun },
    ({ duplicates: page }) => ({ ...page, nodes: page.nodes.map((pair) => ({ ...pair, id: `${pair.first.id} ${pair.second.id}` })) }),
    FEW,
  );
  if (!list.rows.length && list.failure) return <Failed failure={list.failure} again={list.again} />;
  if (!list.rows.length && list.fetching) return <Pending rows={8} />;
  if (!list.rows.length) return <Empty text={t("duplicates.none")} />;
  return (
    <>
      <p className="quiet before">{t("duplicates.order", { count: list.total ?? 0, shown: number(list.total) })}</p>
      <ol className="pairs">
        {list.rows.map((pair) => (
          <PairCard key={pair.id} noun={noun} pair={pair} />
        ))}
      </ol>
      {list.failure && <Failed failure={list.failure} again={list.again} />}
      <More shown={list.rows.length} total={list.total} more={list.more ? list.next : null} />
    </>
  );
}
