import { Badge, Button, Group, Title } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { useAsk } from "../api/asking";
import { session } from "../api/session";
import { day } from "../format";
import type { AdminUserQuery } from "../gql";
import { settings } from "../settings";
import { Empty } from "../states/Empty";
import { NotThere } from "../states/NotThere";
import { Show } from "../states/Show";
import { Facts } from "../widgets/Facts";
import { Ref } from "../widgets/Ref";
import { Tile } from "../widgets/Tile";
import { useTitle } from "../widgets/title";
import { When } from "../widgets/When";
import { Credentials } from "./Credentials";
import { AdminUserDocument } from "./operations";
import { Span } from "./Span";
import { UserActs, type UserAct } from "./UserActs";

export type AdminUser = NonNullable<AdminUserQuery["user"]>;

/** One of us: as what they act, who they are in the graph, how they are let in, and where they belong. */
export function UserPage({ id }: { id: string }) {
  const asked = useAsk(AdminUserDocument, { id });
  return (
    <Show asked={asked} rows={8}>
      {({ user }) => (user ? <OfUser user={user} again={asked.again} /> : <NotThere />)}
    </Show>
  );
}

function OfUser({ user, again }: { user: AdminUser; again: () => void }) {
  const { t } = useTranslation();
  const [act, setAct] = useState<UserAct | null>(null);
  const me = session.get().viewer?.id === user.id;
  useTitle(user.name);
  const button = (what: UserAct) => (
    <Button size="compact-sm" variant="default" onClick={() => setAct(what)}>
      {t(`admin.user.act.${what}`)}
    </Button>
  );
  return (
    <>
      <header className="record-head">
        <div>
          <Link href="/admin/users" className="ref">
            {t("admin.part.users")}
          </Link>
          <Title order={1}>
            <bdi>{user.name}</bdi>
          </Title>
          {user.disabled && <Badge variant="default">{t("admin.user.disabled")}</Badge>}
        </div>
        <Group gap="xs">
          {button("rename")}
          {!me && button("roles")}
          {button(user.disabled ? "enable" : "disable")}
        </Group>
      </header>
      <div className="admin-parts">
        <Tile title={t("record.facts")}>
          <Facts
            facts={[
              [t("admin.user.email"), user.email],
              [t("admin.user.roles"), user.accessRoles?.map((role) => t(`accessRole.${role}`, role)).join(", ") || t("admin.user.noRoles")],
              [t("admin.user.person"), <Group key="person" gap="xs">{user.person ? <><Ref to={user.person} type="Person" /> {button("unlink")}</> : <><span className="quiet">{t("admin.user.noPerson")}</span> {button("link")}</>}</Group>],
              [t("admin.user.since"), <When key="since" at={user.createdAt} />],
            ]}
          />
          {me && <p className="quiet">{t("admin.user.own")}</p>}
        </Tile>
        {!user.disabled && user.sessions.length === 0 && (
          <Tile title={t("admin.user.firstTitle")}>
            <p>{t("admin.user.first")}</p>
            <p>
              <code>graphcrm user link {user.email}</code>
            </p>
            {settings.oidc && <p>{t("admin.user.company")}</p>}
          </Tile>
        )}
        <Credentials user={user} again={again} />
        <div className="two">
          <Belongs user={user} />
        </div>
      </div>
      {act && <UserActs act={act} user={user} close={() => setAct(null)} done={again} />}
    </>
  );
}

function Belongs({ user }: { user: AdminUser }) {
  const { t } = useTranslation();
  const left = (user.covers.totalCount ?? 0) - user.covers.edges.length;
  return (
    <>
      <Tile title={t("admin.part.teams")}>
        {user.teams.edges.length === 0 && <Empty text={t("admin.user.noTeams")} />}
        <ul className="lines">
          {user.teams.edges.map(({ node, startedOn, endedOn }) => (
            <li key={node.id + startedOn}>
              <Link href={`/admin/teams/${node.id}`} className="ref">
                <bdi>{node.name}</bdi>
              </Link>
              <Span from={startedOn} to={endedOn} />
            </li>
          ))}
        </ul>
      </Tile>
      <Tile title={t("admin.team.accounts")}>
        {user.covers.edges.length === 0 && <Empty text={t("admin.user.noAccounts")} />}
        <ul className="lines">
          {user.covers.edges.map((cover) => (
            <li key={cover.node.id + cover.as}>
              <Ref to={cover.node} type="Organization" />
              <span className="quiet">
                {cover.as && t(`coverage.${cover.as}`)} {cover.withSubsidiaries && `· ${t("admin.team.below")}`} {cover.startedOn && `· ${day(cover.startedOn)}`}
              </span>
            </li>
          ))}
        </ul>
        {left > 0 && <p className="quiet">{t("state.more", { count: left })}</p>}
      </Tile>
    </>
  );
}
