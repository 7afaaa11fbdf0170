import { Button, Group, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { useAsk } from "../api/asking";
import { session } from "../api/session";
import { useStore } from "../api/store";
import { number, percent } from "../format";
import { HomeAccountsDocument, HomeChangesDocument, HomeJobsDocument, HomeTiesDocument } from "../gql";
import { Empty } from "../states/Empty";
import { Show } from "../states/Show";
import { AtHand } from "../widgets/AtHand";
import { Ref } from "../widgets/Ref";
import { TaskList } from "../widgets/TaskList";
import { Tile } from "../widgets/Tile";
import { useTitle } from "../widgets/title";
import { When } from "../widgets/When";

export default function Home() {
  const { t } = useTranslation();
  const { viewer } = useStore(session);
  useTitle(t("nav.home"));
  return (
    <>
      <Title order={1} mb="lg">
        {viewer?.name ? t("home.hello", { name: viewer.name }) : t("nav.home")}
      </Title>
      <Accounts />
      <div className="flow">
        <MyTasks />
        <AtHand />
        <Silence />
        <Changes />
        <Next />
        <Jobs />
      </div>
    </>
  );
}

function Accounts() {
  const { t } = useTranslation();
  const asked = useAsk(HomeAccountsDocument, {});
  return (
    <Tile title={t("home.accounts")}>
      <Show asked={asked}>
        {({ viewer }) => {
          const covers = viewer?.covers;
          if (!covers?.edges.length) {
            return (
              <Empty text={t("home.noAccounts")}>
                <Group justify="center">
                  <Button component={Link} href="/organizations" variant="default">
                    {t("nav.organizations")}
                  </Button>
                  <Button component={Link} href="/people" variant="default">
                    {t("nav.people")}
                  </Button>
                </Group>
              </Empty>
            );
          }
          return (
            <div className="scroll-x" tabIndex={0} role="region" aria-label={t("home.accounts")}>
              <table className="plain-table">
                <thead>
                  <tr>
                    <th scope="col">{t("home.account")}</th>
                    <th scope="col">{t("home.as")}</th>
                    <th scope="col" className="figure">{t("home.openDeals")}</th>
                    <th scope="col">{t("home.coverage")}</th>
                    <th scope="col">{t("home.goingCold")}</th>
                    <th scope="col">{t("home.lastContact")}</th>
                  </tr>
                </thead>
                <tbody>
                  {covers.edges.map(({ as, node }) => (
                    <tr key={node.id}>
                      <th scope="row">
                        <Ref to={node} type="Organization" />
                      </th>
                      <td>{as && t(`coverage.${as}`)}</td>
                      <td className="figure">{number(node.openDeals.totalCount)}</td>
                      <td>
                        {node.coverage && (
                          <>
                            {t("home.covered", { covered: number(node.coverage.covered), seats: number(node.coverage.seats) })}
                            {node.coverage.hangsOnOne && <p className="warning">{t("home.hangsOnOne")}</p>}
                          </>
                        )}
                      </td>
                      <td>
                        {node.coverage?.goingCold.slice(0, 3).map((person, at) => (
                          <span key={person.id}>
                            {at > 0 && ", "}
                            <Ref to={person} type="Person" />
                          </span>
                        ))}
                        {(node.coverage?.goingCold.length ?? 0) > 3 && ` ${t("state.more", { count: (node.coverage?.goingCold.length ?? 0) - 3 })}`}
                      </td>
                      <td>
                        <When at={node.timeline.nodes[0]?.occurredAt} relative />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
              {(covers.totalCount ?? 0) > covers.edges.length && (
                <p className="quiet">{t("state.shown", { shown: number(covers.edges.length), total: number(covers.totalCount) })}</p>
              )}
            </div>
          );
        }}
      </Show>
    </Tile>
  );
}

function MyTasks() {
  const { t } = useTranslation();
  return (
    <Tile
      title={t("home.tasks")}
      side={
        <Link href="/tasks" className="ref">
          {t("home.allTasks")}
        </Link>
      }
    >
      <TaskList whose="mine" first={6} />
    </Tile>
  );
}

function Silence() {
  const { t } = useTranslation();
  const asked = useAsk(HomeTiesDocument, {});
  return (
    <Tile title={t("home.silence")}>
      <Show asked={asked}>
        {({ viewer }) => {
          const me = viewer?.person;
          if (!me) return <Empty text={t("home.nobody")} />;
          if (!me.likelySilence.edges.length) return <Empty text={t("home.noSilence")} />;
          return (
            <ul className="lines">
              {me.likelySilence.edges.map(({ node, chance, lastContactAt }) => (
                <li key={node.id}>
                  <Ref to={node} type="Person" />
                  <span className="quiet">
                    <When at={lastContactAt} relative /> · {t("home.chance", { chance: percent(chance) })}
                  </span>
                </li>
              ))}
            </ul>
          );
        }}
      </Show>
      <p className="quiet note">{t("home.silenceHow")}</p>
    </Tile>
  );
}

function Next() {
  const { t } = useTranslation();
  const asked = useAsk(HomeTiesDocument, {});
  return (
    <Tile title={t("home.next")}>
      <Show asked={asked}>
        {({ viewer }) => {
          const next = viewer?.person?.likelyContacts.edges ?? [];
          if (!next.length) return <Empty text={viewer?.person ? t("home.noNext") : t("home.nobody")} />;
          return (
            <ul className="lines">
              {next.map(({ node, through }) => (
                <li key={node.id}>
                  <Ref to={node} type="Person" />
                  {through?.length ? (
                    <span className="quiet">
                      {t("home.through")}{" "}
                      {through.map((person, at) => (
                        <span key={person.id}>
                          {at > 0 && ", "}
                          <Ref to={person} type="Person" />
                        </span>
                      ))}
                    </span>
                  ) : null}
                </li>
              ))}
            </ul>
          );
        }}
      </Show>
    </Tile>
  );
}

function Changes() {
  const { t } = useTranslation();
  const asked = useAsk(HomeChangesDocument, {});
  return (
    <Tile title={t("home.changes")}>
      <Show asked={asked}>
        {({ viewer }) => {
          const all = (viewer?.covers.nodes ?? [])
            .flatMap((account) => account.history.nodes.map((entry) => ({ account, entry })))
            .sort((a, b) => b.entry.at.localeCompare(a.entry.at))
            .slice(0, 8);
          if (!all.length) return <Empty text={t("home.noChanges")} />;
          return (
            <ul className="lines">
              {all.map(({ account, entry }) => (
                <li key={`${account.id}${entry.id}`}>
                  <Ref to={account} type="Organization" />
                  <span className="quiet">
                    {t(`change.${entry.kind}`)} {entry.type.replaceAll("_", " ").toLowerCase()}
                    {entry.by && ` · ${entry.by.name ?? ""}`} · <When at={entry.at} relative />
                  </span>
                </li>
              ))}
            </ul>
          );
        }}
      </Show>
    </Tile>
  );
}

function Jobs() {
  const { t } = useTranslation();
  const asked = useAsk(HomeJobsDocument, {});
  if (asked.data && !asked.data.jobs.nodes.length) return null;
  return (
    <Tile title={t("home.jobs")}>
      <Show asked={asked}>
        {({ jobs }) => (
          <ul className="lines">
            {jobs.nodes.map((job) => (
              <li key={job.id}>
                <span>{job.kind?.replaceAll("_", " ")}</span>
                <span className="quiet">
                  {job.state?.toLowerCase()} {job.total ? `${number(job.done)} / ${number(job.total)}` : ""} · <When at={job.finishedAt ?? job.createdAt} relative />
                </span>
              </li>
            ))}
          </ul>
        )}
      </Show>
    </Tile>
  );
}

