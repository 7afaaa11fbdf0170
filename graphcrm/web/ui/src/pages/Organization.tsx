import { Badge, Button } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAsk, type Asked } from "../api/asking";
import { day, money, number, percent } from "../format";
import {
  OrganizationDealsDocument,
  OrganizationDocument,
  OrganizationHistoryDocument,
  OrganizationPeopleDocument,
  OrganizationTiesDocument,
  OrganizationTimelineDocument,
  OrganizationWorkDocument,
  type InteractionKind,
  type OrganizationQuery,
  type OrganizationTiesQuery,
} from "../gql";
import { loadPart } from "../i18n";
import { Empty } from "../states/Empty";
import { NotThere } from "../states/NotThere";
import { Show } from "../states/Show";
import { customText } from "../widgets/CustomValue";
import { Facts } from "../widgets/Facts";
import { History } from "../widgets/History";
import { Outside } from "../widgets/Outside";
import { RecordPage } from "../widgets/RecordPage";
import { Ref } from "../widgets/Ref";
import { Strength } from "../widgets/Strength";
import { Tile } from "../widgets/Tile";
import { TieWhy } from "../widgets/TieWhy";
import { Timeline, within } from "../widgets/Timeline";
import { useTitle } from "../widgets/title";
import { When } from "../widgets/When";
import { Work } from "../widgets/Work";
import { useTab } from "./tabs";

type Known = NonNullable<OrganizationQuery["organization"]>;

const OrganizationMerges = lazy(async () => {
  const [{ OrganizationMerges: part }] = await Promise.all([import("../duplicates/Merges"), loadPart("duplicates")]);
  return { default: part };
});

const TABS = ["overview", "people", "ties", "timeline", "work", "history"] as const;

export default function Organization({ id }: { id: string }) {
  const { t } = useTranslation();
  const asked = useAsk(OrganizationDocument, { by: { id } });
  useTitle(asked.data?.organization?.name ?? t("record.organization"));
  return (
    <Show asked={asked} rows={8}>
      {({ organization }) => (organization ? <Record organization={organization} again={asked.again} /> : <NotThere />)}
    </Show>
  );
}

function Record({ organization, again }: { organization: Known; again: () => void }) {
  const { t } = useTranslation();
  const [tab, setTab] = useTab(TABS);
  const by = { id: organization.id };
  const ties = useAsk(OrganizationTiesDocument, { by });
  const owner = organization.accountTeam[0];
  const strength = ties.data?.organization?.strength;
  return (
    <RecordPage
      record={organization}
      kind="ORGANIZATION"
      badges={
        <>
          {organization.kind && <Badge variant="default">{t(`kind.${organization.kind}`)}</Badge>}
          {organization.ours && <Badge variant="default">{t("record.ours")}</Badge>}
        </>
      }
      links={[
        { to: `/organizations/${organization.id}/chart`, icon: "chart", text: t("chart.title") },
        { to: `/organizations/${organization.id}/map`, icon: "map", text: t("map.title") },
        { to: `/paths?to=${organization.id}`, icon: "way", text: t("paths.find") },
      ]}
      facts={[
        {
          name: t("record.ourStrength"),
          value: strength ? (
            <button type="button" className="why" onClick={() => setTab("ties")} aria-label={t("record.strengthWhy", { value: percent(strength.value) })}>
              <Strength value={strength.value} />
            </button>
          ) : (
            "–"
          ),
          about: strength && t("record.strengthFrom", { ours: number(strength.ourPeople), theirs: number(strength.theirPeople) }),
        },
        {
          name: t("record.owner"),
          value: owner ? <bdi>{owner.user.name}</bdi> : "–",
          about: owner && [owner.role && t(`coverage.${owner.role}`), owner.distance > 0 && t("record.through", { name: owner.through.name })].filter(Boolean).join(" · "),
        },
        {
          name: t("record.openDeals"),
          value: number(organization.rollUp?.openDeals) || "–",
          about: organization.rollUp && t("record.withBelow", { count: organization.rollUp.organizations ?? 1 }),
        },
      ]}
      panels={{
        overview: <Overview organization={organization} />,
        people: <People id={organization.id} />,
        ties: <Ties asked={ties} />,
        timeline: <Timeline self="" ask={(kinds, first) => useTimeline(organization.id, kinds, first)} />,
        work: <OrganizationWork id={organization.id} />,
        history: (
          <>
            <Suspense>
              <OrganizationMerges id={organization.id} done={again} />
            </Suspense>
            <History ask={(first) => useHistory(organization.id, first)} />
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
  return within(useAsk(OrganizationTimelineDocument, { by: { id }, kinds, first }), (data) => data.organization?.timeline ?? null);
}

function useHistory(id: string, first: number) {
  return within(useAsk(OrganizationHistoryDocument, { by: { id }, first }), (data) => data.organization?.history ?? null);
}

function OrganizationWork({ id }: { id: string }) {
  const asked = useAsk(OrganizationWorkDocument, { by: { id } });
  return <Work asked={within(asked, (data) => data.organization)} />;
}

function Overview({ organization }: { organization: Known }) {
  const { t } = useTranslation();
  const sum = organization.rollUp;
  return (
    <div className="tiles">
      <Tile title={t("record.facts")}>
        <Facts
          facts={[
            [t("field.domain"), organization.domain && <Outside to={`https://${organization.domain}`} />],
            [t("field.industry"), organization.industry],
            [t("field.employees"), number(organization.employees)],
            [t("field.city"), [organization.city, organization.country].filter(Boolean).join(", ")],
            [t("field.email"), organization.emails.length > 0 && organization.emails.map((one) => <div key={one.id}>{one.address}</div>)],
            [t("field.phone"), organization.phones.length > 0 && organization.phones.map((one) => <div key={one.id}>{one.address}</div>)],
            ...organization.customFields.map((field): [string, string] => [field.label, customText(field)]),
            [t("field.externalId"), organization.externalId],
          ]}
        />
      </Tile>
      <Tile title={t("record.structure")}>
        <Facts
          facts={[
            [
              t("record.parents"),
              organization.parents.edges.length > 0 &&
                organization.parents.edges.map(({ node, share, control }) => (
                  <div key={node.id}>
                    <Ref to={node} type="Organization" /> <span className="quiet">{[share !== null && percent(share), control && t("record.controls")].filter(Boolean).join(" · ")}</span>
                  </div>
                )),
            ],
            [t("record.partOf"), organization.partOf && <Ref to={organization.partOf} type="Organization" />],
            [
              t("record.subsidiaries"),
              organization.subsidiaries.edges.length > 0 && (
                <>
                  {organization.subsidiaries.edges.slice(0, 10).map(({ node, share }) => (
                    <div key={node.id}>
                      <Ref to={node} type="Organization" /> <span className="quiet">{share !== null && percent(share)}</span>
                    </div>
                  ))}
                  {(organization.subsidiaries.totalCount ?? 0) > 10 && <p className="quiet">{t("state.more", { count: (organization.subsidiaries.totalCount ?? 0) - 10 })}</p>}
                </>
              ),
            ],
            [
              t("record.units"),
              organization.units.nodes.length > 0 &&
                organization.units.nodes.map((unit, at) => (
                  <span key={unit.id}>
                    {at > 0 && ", "}
                    <Ref to={unit} type="Organization" />
                  </span>
                )),
            ],
          ]}
        />
        {sum && <p className="quiet">{t("record.sum", { organizations: number(sum.organizations), seats: number(sum.seats), vacant: number(sum.vacantSeats), people: number(sum.people) })}</p>}
      </Tile>
      <Tile title={t("record.team")}>
        {organization.accountTeam.length ? (
          <ul className="lines">
            {organization.accountTeam.map((member, at) => (
              <li key={at}>
                <bdi>{member.user.name}</bdi>
                <span className="quiet">
                  {member.role && t(`coverage.${member.role}`)}
                  {member.distance > 0 && (
                    <>
                      {" · "}
                      <Ref to={member.through} type="Organization" />
                    </>
                  )}
                </span>
              </li>
            ))}
          </ul>
        ) : (
          <Empty text={t("record.noTeam")} />
        )}
      </Tile>
      <Deals id={organization.id} />
    </div>
  );
}

function Deals({ id }: { id: string }) {
  const { t } = useTranslation();
  const asked = useAsk(OrganizationDealsDocument, { by: { id } });
  return (
    <Tile title={t("record.openDeals")}>
      <Show asked={asked}>
        {({ organization }) =>
          organization?.openDeals.nodes.length ? (
            <ul className="lines">
              {organization.openDeals.nodes.map((deal) => (
                <li key={deal.id}>
                  <Ref to={deal} type="Deal" />
                  <span className="quiet">{[deal.stage, money(deal.value), day(deal.expectedCloseOn)].filter(Boolean).join(" · ")}</span>
                </li>
              ))}
            </ul>
          ) : (
            <Empty text={t("record.noDeals")} />
          )
        }
      </Show>
    </Tile>
  );
}

function People({ id }: { id: string }) {
  const { t } = useTranslation();
  const [first, setFirst] = useState(50);
  const asked = useAsk(OrganizationPeopleDocument, { by: { id }, first });
  return (
    <Show asked={asked} rows={6}>
      {({ organization }) =>
        organization?.people.nodes.length ? (
          <>
            <table className="plain-table">
              <thead>
                <tr>
                  <th scope="col">{t("field.name")}</th>
                  <th scope="col">{t("field.seat")}</th>
                  <th scope="col">{t("field.lastContactAt")}</th>
                </tr>
              </thead>
              <tbody>
                {organization.people.nodes.map((person) => (
                  <tr key={person.id}>
                    <th scope="row">
                      <Ref to={person} type="Person" />
                    </th>
                    <td>{person.roles.nodes[0]?.title}</td>
                    <td>
                      <When at={person.lastContactAt} relative />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            {organization.people.pageInfo.hasNextPage && (
              <p className="quiet">
                {t("state.shown", { shown: number(organization.people.nodes.length), total: number(organization.people.totalCount) })}{" "}
                <Button size="compact-sm" variant="default" onClick={() => setFirst(first + 100)}>
                  {t("state.showMore")}
                </Button>
              </p>
            )}
          </>
        ) : (
          <Empty text={t("record.noPeople")} />
        )
      }
    </Show>
  );
}

function Ties({ asked }: { asked: Asked<OrganizationTiesQuery> }) {
  const { t } = useTranslation();
  return (
    <Show asked={asked}>
      {({ organization }) =>
        organization && (
          <div className="tiles">
            <Tile title={t("record.pairs")}>
              <p className="quiet before">{t("record.pairsHow")}</p>
              {organization.strength?.pairs.length ? (
                <ul className="lines">
                  {organization.strength.pairs.map((pair) => (
                    <li key={pair.ours.id + pair.theirs.id}>
                      <span>
                        <Ref to={pair.ours} type="Person" /> – <Ref to={pair.theirs} type="Person" />
                      </span>
                      <span className="quiet">
                        <TieWhy value={pair.strength} between={[pair.ours, pair.theirs]} /> · <When at={pair.lastContactAt} relative />
                      </span>
                    </li>
                  ))}
                </ul>
              ) : (
                <Empty text={t("record.noTies")} />
              )}
            </Tile>
            <Health health={organization.health} />
            <Tile title={t("home.coverage")}>
              {organization.coverage && (
                <>
                  <p>{t("home.covered", { covered: number(organization.coverage.covered), seats: number(organization.coverage.seats) })}</p>
                  <p className="quiet">{t("record.singleThreaded", { count: organization.coverage.singleThreaded })}</p>
                  {organization.coverage.hangsOnOne && <p className="warning">{t("home.hangsOnOne")}</p>}
                  {organization.coverage.goingCold.length > 0 && (
                    <>
                      <h3>{t("home.goingCold")}</h3>
                      <ul className="lines">
                        {organization.coverage.goingCold.slice(0, 20).map((person) => (
                          <li key={person.id}>
                            <Ref to={person} type="Person" />
                          </li>
                        ))}
                      </ul>
                      {organization.coverage.goingCold.length > 20 && <p className="quiet">{t("state.more", { count: organization.coverage.goingCold.length - 20 })}</p>}
                    </>
                  )}
                </>
              )}
            </Tile>
            <Tile title={t("record.restsOn")}>
              {organization.restsOn.edges.length ? (
                <ul className="lines">
                  {organization.restsOn.edges.map(({ node, share, people }) => (
                    <li key={node.id}>
                      <Ref to={node} type="Person" />
                      <span className="quiet">
                        <Strength value={share} /> · {t("record.tiesTo", { count: people ?? 0 })}
                      </span>
                    </li>
                  ))}
                </ul>
              ) : (
                <Empty text={t("record.noTies")} />
              )}
            </Tile>
          </div>
        )
      }
    </Show>
  );
}

const CONTACTS_SHOWN = 10;

function Health({ health }: { health: NonNullable<OrganizationTiesQuery["organization"]>["health"] }) {
  const { t } = useTranslation();
  if (!health) return null;
  return (
    <Tile title={t("record.health")}>
      {health.value === null || !health.grade ? (
        <Empty text={t("record.noTies")} />
      ) : (
        <>
          <p>
            <strong>{percent(health.value)}</strong> {t(`grade.${health.grade}`)}
          </p>
          <p className="quiet before">{t("record.healthHow")}</p>
          <ul className="lines">
            {health.keyContacts.slice(0, CONTACTS_SHOWN).map((one) => (
              <li key={one.person.id}>
                <span>
                  <Ref to={one.person} type="Person" />
                  {one.person.id === health.weakest?.id && <span className="warning"> {t("record.weakest")}</span>}
                </span>
                <span className="quiet">
                  {[percent(one.probability60d), t(`grade.${one.grade}`), one.influence !== null && t("map.influenceOf", { value: percent(one.influence) })].filter(Boolean).join(" · ")}
                  {" · "}
                  <Ref to={one.knownBy} type="Person" />
                </span>
              </li>
            ))}
          </ul>
          {health.keyContacts.length > CONTACTS_SHOWN && <p className="quiet">{t("state.more", { count: health.keyContacts.length - CONTACTS_SHOWN })}</p>}
        </>
      )}
    </Tile>
  );
}
