import { Badge, Button, Group, Tabs, Title } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { useAsk, type Asked } from "../api/asking";
import { day, money, percent, today } from "../format";
import {
  DealCommitteeDocument,
  DealDocument,
  DealHistoryDocument,
  DealTimelineDocument,
  DealWorkDocument,
  type DealCommitteeQuery,
  type DealQuery,
  type InteractionKind,
} from "../gql";
import { Icon } from "../icons";
import { Empty } from "../states/Empty";
import { NotThere } from "../states/NotThere";
import { Show } from "../states/Show";
import { customText } from "../widgets/CustomValue";
import { Facts, Headline } from "../widgets/Facts";
import { History } from "../widgets/History";
import { Ref } from "../widgets/Ref";
import { Tile } from "../widgets/Tile";
import { TieWhy } from "../widgets/TieWhy";
import { Timeline, within } from "../widgets/Timeline";
import { useTitle } from "../widgets/title";
import { When } from "../widgets/When";
import { Log, Work } from "../widgets/Work";
import { gaps, type Gap } from "./gaps";
import { useTab } from "./tabs";

type Known = NonNullable<DealQuery["deal"]>;

const TABS = ["overview", "timeline", "work", "history"] as const;

export default function Deal({ id }: { id: string }) {
  const { t } = useTranslation();
  const asked = useAsk(DealDocument, { by: { id } });
  useTitle(asked.data?.deal?.name ?? t("record.deal"));
  return (
    <Show asked={asked} rows={8}>
      {({ deal }) => (deal ? <Record deal={deal} again={asked.again} /> : <NotThere />)}
    </Show>
  );
}

function Record({ deal, again }: { deal: Known; again: () => void }) {
  const { t } = useTranslation();
  const [tab, setTab] = useTab(TABS);
  const [round, setRound] = useState(0);
  const stage = deal.stageHistory.at(-1);
  const late = !deal.outcome && deal.expectedCloseOn !== null && deal.expectedCloseOn < today();
  return (
    <article key={round}>
      <header className="record-head">
        <div>
          <Title order={1}>
            <bdi>{deal.name}</bdi>
          </Title>
          <Group gap="xs" mt={4}>
            {deal.organization && <Ref to={deal.organization} type="Organization" />}
            {deal.outcome && <Badge variant="default">{t(`outcome.${deal.outcome}`)}</Badge>}
            {deal.archivedAt && <Badge variant="default">{t("record.archived")}</Badge>}
            {deal.audience && !deal.audience.everybody && (
              <Badge variant="default">{t("record.audience", { teams: deal.audience.teams.map((team) => team.name).join(", ") })}</Badge>
            )}
          </Group>
        </div>
        <Group gap="xs">
          <Button component={Link} href={`/deals/${deal.id}/map?by=stance`} size="sm" variant="default" leftSection={<Icon name="map" />}>
            {t("map.title")}
          </Button>
          <Log
            about={{ id: deal.id, name: deal.name ?? "", kind: "DEAL" }}
            done={() => {
              again();
              setRound(round + 1);
            }}
          />
        </Group>
      </header>
      <Headline
        facts={[
          { name: t("deal.value"), value: money(deal.value) || "–" },
          { name: t("deal.stage"), value: deal.stage ?? "–", about: stage && !stage.to && t("deal.since", { on: day(stage.from.slice(0, 10)) }) },
          {
            name: t(deal.closedOn ? "deal.closedOn" : "deal.expectedCloseOn"),
            value: day(deal.closedOn ?? deal.expectedCloseOn) || "–",
            about: late && <span className="warning">{t("deal.late")}</span>,
          },
        ]}
      />
      <Tabs value={tab} onChange={setTab} keepMounted={false}>
        <Tabs.List mb="md">
          {TABS.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`tab.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="overview">
          <Overview deal={deal} />
        </Tabs.Panel>
        <Tabs.Panel value="timeline">
          <Timeline self="" ask={(kinds, first) => useTimeline(deal.id, kinds, first)} />
        </Tabs.Panel>
        <Tabs.Panel value="work">
          <DealWork id={deal.id} />
        </Tabs.Panel>
        <Tabs.Panel value="history">
          <History ask={(first) => useHistory(deal.id, first)} />
        </Tabs.Panel>
      </Tabs>
    </article>
  );
}

function useTimeline(id: string, kinds: InteractionKind[] | null, first: number) {
  return within(useAsk(DealTimelineDocument, { by: { id }, kinds, first }), (data) => data.deal?.timeline ?? null);
}

function useHistory(id: string, first: number) {
  return within(useAsk(DealHistoryDocument, { by: { id }, first }), (data) => data.deal?.history ?? null);
}

function DealWork({ id }: { id: string }) {
  return <Work asked={within(useAsk(DealWorkDocument, { by: { id } }), (data) => data.deal)} />;
}

function Overview({ deal }: { deal: Known }) {
  const { t } = useTranslation();
  const committee = useAsk(DealCommitteeDocument, { by: { id: deal.id } });
  return (
    <div className="tiles">
      <Committee asked={committee} />
      {!deal.outcome && <Gaps asked={committee} />}
      <Tile title={t("deal.stages")}>
        {deal.stageHistory.length ? (
          <ol className="lines">
            {[...deal.stageHistory].reverse().map((one) => (
              <li key={one.from + one.value}>
                <strong>{one.value}</strong>
                <span className="quiet">{[`${day(one.from.slice(0, 10))} – ${one.to ? day(one.to.slice(0, 10)) : t("record.today")}`, one.by?.name, one.reason].filter(Boolean).join(" · ")}</span>
              </li>
            ))}
          </ol>
        ) : (
          <Empty text={t("deal.noStages")} />
        )}
      </Tile>
      <Tile title={t("record.facts")}>
        <Facts
          facts={[
            [t("deal.pipeline"), deal.pipeline],
            [t("field.organization"), deal.organization && <Ref to={deal.organization} type="Organization" />],
            ...deal.customFields.map((field): [string, string] => [field.label, customText(field)]),
            [t("field.externalId"), deal.externalId],
          ]}
        />
      </Tile>
    </div>
  );
}

function Committee({ asked }: { asked: Asked<DealCommitteeQuery> }) {
  const { t } = useTranslation();
  return (
    <Tile title={t("deal.committee")}>
      <Show asked={asked}>
        {({ deal }) =>
          deal?.stakeholders.edges.length ? (
            <>
              <ul className="lines">
                {deal.stakeholders.edges.map(({ node, buyingRole, stance, power }) => {
                  const best = node.whoKnows.edges[0];
                  return (
                    <li key={node.id}>
                      <span>
                        <Ref to={node} type="Person" /> <span className="quiet">{node.roles.nodes[0]?.title}</span>
                      </span>
                      <span className="quiet">
                        {[buyingRole && t(`buyingRole.${buyingRole}`), stance && t(`stance.${stance}`), power !== null && t("deal.power", { value: percent(power) })].filter(Boolean).join(" · ")}
                      </span>
                      <span className="quiet">
                        {best ? (
                          <>
                            <Ref to={best.node} type="Person" /> <TieWhy value={best.strength} between={[best.node, node]} /> · <When at={node.lastContactAt} relative />
                          </>
                        ) : (
                          t("deal.unknown")
                        )}
                      </span>
                    </li>
                  );
                })}
              </ul>
              {(deal.stakeholders.totalCount ?? 0) > deal.stakeholders.edges.length && <p className="quiet">{t("state.more", { count: (deal.stakeholders.totalCount ?? 0) - deal.stakeholders.edges.length })}</p>}
            </>
          ) : (
            <Empty text={t("deal.noCommittee")} />
          )
        }
      </Show>
    </Tile>
  );
}

function Gaps({ asked }: { asked: Asked<DealCommitteeQuery> }) {
  const { t } = useTranslation();
  return (
    <Tile title={t("deal.gaps")}>
      <Show asked={asked}>
        {({ deal }) => {
          const found = gaps(deal?.stakeholders.edges ?? []);
          if (!found.length) return <Empty text={t("deal.noGaps")} />;
          return (
            <ul className="lines">
              {found.map((gap) => (
                <li key={gap.kind + (gap.person?.id ?? gap.role)}>{said(gap)}</li>
              ))}
            </ul>
          );
        }}
      </Show>
    </Tile>
  );

  function said(gap: Gap) {
    if (gap.kind === "missing") return t("gap.missing", { role: t(`buyingRole.${gap.role}`) });
    return (
      <span>
        <Ref to={gap.person} type="Person" /> <span className="quiet">{t(`gap.${gap.kind}`)}</span>
      </span>
    );
  }
}
