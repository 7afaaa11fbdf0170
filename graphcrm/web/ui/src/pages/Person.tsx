import { Badge } from "@mantine/core";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useAsk } from "../api/asking";
import { day, number, percent } from "../format";
import {
  PersonDocument,
  PersonHistoryDocument,
  PersonInfluenceDocument,
  PersonTiesDocument,
  PersonTimelineDocument,
  PersonWorkDocument,
  type InteractionKind,
  type PersonQuery,
  type PersonTiesQuery,
} from "../gql";
import { PersonRequests } from "../introductions/Requests";
import { loadPart } from "../i18n";
import { Empty } from "../states/Empty";
import { NotThere } from "../states/NotThere";
import { Show } from "../states/Show";
import { customText } from "../widgets/CustomValue";
import { Facts } from "../widgets/Facts";
import { History } from "../widgets/History";
import { Outside } from "../widgets/Outside";
import { Parts } from "../widgets/Parts";
import { RecordPage } from "../widgets/RecordPage";
import { Ref } from "../widgets/Ref";
import { Tile } from "../widgets/Tile";
import { TieWhy } from "../widgets/TieWhy";
import { Timeline, within } from "../widgets/Timeline";
import { useTitle } from "../widgets/title";
import { When } from "../widgets/When";
import { Work } from "../widgets/Work";
import { useTab } from "./tabs";

type Known = NonNullable<PersonQuery["person"]>;

const PersonMerges = lazy(async () => {
  const [{ PersonMerges: part }] = await Promise.all([import("../duplicates/Merges"), loadPart("duplicates")]);
  return { default: part };
});

const TABS = ["overview", "ties", "timeline", "work", "history"] as const;

export default function Person({ id }: { id: string }) {
  const { t } = useTranslation();
  const asked = useAsk(PersonDocument, { by: { id } });
  useTitle(asked.data?.person?.name ?? t("record.person"));
  return (
    <Show asked={asked} rows={8}>
      {({ person }) => (person ? <Record person={person} again={asked.again} /> : <NotThere />)}
    </Show>
  );
}

function Record({ person, again }: { person: Known; again: () => void }) {
  const { t } = useTranslation();
  const [tab, setTab] = useTab(TABS);
  const by = { id: person.id };
  const ties = useAsk(PersonTiesDocument, { by, first: 25 });
  const seat = person.roles.edges.find((edge) => edge.current);
  const best = ties.data?.person?.whoKnows.edges[0];
  return (
    <RecordPage
      record={person}
      kind="PERSON"
      badges={
        <>
          {person.contactType && <Badge variant="default">{t(`contactType.${person.contactType}`)}</Badge>}
          {person.doNotContact && <Badge color="red" variant="outline" className="alert-badge">{t("record.doNotContact")}</Badge>}
          {person.objectsToProfiling && <Badge variant="default">{t("record.objectsToProfiling")}</Badge>}
        </>
      }
      links={[
        { to: `/people/${person.id}/map`, icon: "map", text: t("map.title") },
        { to: `/paths?to=${person.id}`, icon: "way", text: t("paths.find") },
      ]}
      facts={[
        {
          name: t("record.seat"),
          value: seat ? (seat.node.title ?? "") : "–",
          about: seat?.node.organization && <Ref to={seat.node.organization} type="Organization" />,
        },
        {
          name: t("record.strongestTie"),
          value: best ? <TieWhy value={best.strength} between={[best.node, person]} /> : "–",
          about: best && <Ref to={best.node} type="Person" />,
        },
        { name: t("record.lastContact"), value: person.lastContactAt ? <When at={person.lastContactAt} relative /> : "–", about: <When at={person.lastContactAt} /> },
      ]}
      panels={{
        overview: <Overview person={person} />,
        ties: <Show asked={ties}>{({ person: found }) => found && <Ties person={person} ties={found} />}</Show>,
        timeline: <Timeline self={person.id} ask={(kinds, first) => useTimeline(person.id, kinds, first)} />,
        work: <PersonWork id={person.id} />,
        history: (
          <>
            <Suspense>
              <PersonMerges id={person.id} done={again} />
            </Suspense>
            <History ask={(first) => useHistory(person.id, first)} />
          </>
        ),
      }}
      tab={tab}
      setTab={setTab}
      again={again}
    />
  );
}

function useTimeline(id: string, kinds: InteractionKind[] | null, first: number) {
  return within(useAsk(PersonTimelineDocument, { by: { id }, kinds, first }), (data) => data.person?.timeline ?? null);
}

function useHistory(id: string, first: number) {
  return within(useAsk(PersonHistoryDocument, { by: { id }, first }), (data) => data.person?.history ?? null);
}

function PersonWork({ id }: { id: string }) {
  const asked = useAsk(PersonWorkDocument, { by: { id } });
  return <Work asked={within(asked, (data) => data.person)} />;
}

function Overview({ person }: { person: Known }) {
  const { t } = useTranslation();
  return (
    <div className="tiles">
      <Tile title={t("record.facts")}>
        <Facts
          facts={[
            [t("field.email"), person.emails.length > 0 && person.emails.map((one) => <div key={one.id}>{one.address && one.address.includes("@") && !one.address.includes("…") ? <a className="ref" href={`mailto:${one.address}`}>{one.address}</a> : one.address}</div>)],
            [t("field.phone"), person.phones.length > 0 && person.phones.map((one) => <div key={one.id}>{one.address}</div>)],
            [t("field.city"), [person.city, person.country].filter(Boolean).join(", ")],
            [t("field.language"), person.language],
            [t("field.birthday"), day(person.birthday)],
            [t("field.leadStatus"), person.leadStatus && t(`leadStatus.${person.leadStatus}`)],
            [t("field.leadSource"), person.leadSource],
            [t("field.linkedin"), person.linkedin && <Outside to={person.linkedin} />],
            [t("field.website"), person.website && <Outside to={person.website} />],
            ...person.customFields.map((field): [string, string] => [field.label, customText(field)]),
            [t("field.externalId"), person.externalId],
          ]}
        />
      </Tile>
      <Tile title={t("record.seats")}>
        {person.roles.edges.length ? (
          <ul className="lines">
            {person.roles.edges.map((edge) => (
              <li key={edge.node.id + (edge.startedOn ?? "")} className={edge.current ? undefined : "ended"}>
                <strong>{edge.node.title}</strong>
                {edge.acting && ` (${t("record.acting")})`}
                <span className="quiet">
                  {edge.node.organization && <Ref to={edge.node.organization} type="Organization" />} · {span(edge.startedOn, edge.endedOn, t("record.today"))}
                </span>
              </li>
            ))}
          </ul>
        ) : (
          <Empty text={t("record.noSeats")} />
        )}
        <Facts
          facts={[
            [t("record.manager"), person.manager && <Ref to={person.manager} type="Person" />],
            [
              t("record.reports"),
              person.reports.length > 0 && (
                <>
                  {person.reports.slice(0, 8).map((one, at) => (
                    <span key={one.id}>
                      {at > 0 && ", "}
                      <Ref to={one} type="Person" />
                    </span>
                  ))}
                  {person.reports.length > 8 && ` ${t("state.more", { count: person.reports.length - 8 })}`}
                </>
              ),
            ],
          ]}
        />
      </Tile>
      {person.stakeholderIn.edges.length > 0 && (
        <Tile title={t("record.deals")}>
          <ul className="lines">
            {person.stakeholderIn.edges.map(({ node, buyingRole, stance }) => (
              <li key={node.id}>
                <Ref to={node} type="Deal" />
                <span className="quiet">
                  {[node.stage, buyingRole && t(`buyingRole.${buyingRole}`), stance && t(`stance.${stance}`)].filter(Boolean).join(" · ")}
                  {node.organization && (
                    <>
                      {" · "}
                      <Ref to={node.organization} type="Organization" />
                    </>
                  )}
                </span>
              </li>
            ))}
          </ul>
        </Tile>
      )}
      <Influence id={person.id} />
    </div>
  );
}

export function span(from: string | null, to: string | null, today: string): string {
  return `${day(from) || "…"} – ${to ? day(to) : today}`;
}

function Influence({ id }: { id: string }) {
  const { t } = useTranslation();
  const asked = useAsk(PersonInfluenceDocument, { by: { id } });
  if (asked.data && !asked.data.person?.influence) return null;
  return (
    <Tile title={t("record.influence")}>
      <Show asked={asked}>
        {({ person }) =>
          person?.influence && (
            <>
              <p>{person.influence.reason}</p>
              {person.influence.percentile !== null && (
                <p className="quiet">
                  {t("record.percentile", { percent: percent(person.influence.percentile), population: number(person.influence.population) })} · <When at={person.influence.computedAt} />
                </p>
              )}
              {person.influence.parts.length > 0 && (
                <details>
                  <summary>{t("score.parts")}</summary>
                  <Parts parts={person.influence.parts} total={person.influence.value} />
                </details>
              )}
            </>
          )
        }
      </Show>
    </Tile>
  );
}

type TiesOf = NonNullable<PersonTiesQuery["person"]>;

function Ties({ person, ties }: { person: Known; ties: TiesOf }) {
  const { t } = useTranslation();
  const lists = [
    { title: t("record.whoKnows"), page: ties.whoKnows },
    { title: t("record.knows"), page: ties.knows },
  ];
  return (
    <div className="tiles">
      <PersonRequests id={person.id} />
      {lists.map(({ title, page }) => (
        <Tile key={title} title={title}>
          {page.edges.length ? (
            <table className="plain-table">
              <thead>
                <tr>
                  <th scope="col">{t("field.name")}</th>
                  <th scope="col">{t("tie.strength")}</th>
                  <th scope="col">{t("tie.last")}</th>
                  <th scope="col" className="figure">{t("tie.days")}</th>
                </tr>
              </thead>
              <tbody>
                {page.edges.map((edge) => (
                  <tr key={edge.node.id}>
                    <th scope="row">
                      <Ref to={edge.node} type="Person" />
                    </th>
                    <td>
                      <TieWhy value={edge.strength} between={[edge.node, person]} />
                    </td>
                    <td>
                      <When at={edge.lastContactAt} relative />
                    </td>
                    <td className="figure">{number(edge.contactDays)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          ) : (
            <Empty text={t("record.noTies")} />
          )}
          {(page.totalCount ?? 0) > page.edges.length && (
            <p className="quiet">{t("state.shown", { shown: number(page.edges.length), total: `${number(page.totalCount)}${page.totalCountIsCapped ? "+" : ""}` })}</p>
          )}
        </Tile>
      ))}
    </div>
  );
}
