import { Badge, Button, Group, Title } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { act as send } from "../api/acting";
import { useAsk } from "../api/asking";
import { client } from "../api/client";
import { may } from "../api/session";
import type { AdminTeamQuery, TeamArchiveInput } from "../gql";
import { NotThere } from "../states/NotThere";
import { Show } from "../states/Show";
import { useTitle } from "../widgets/title";
import { Accounts } from "./Accounts";
import { Confirm } from "./Confirm";
import { Members } from "./Members";
import { NameForm } from "./NameForm";
import { AdminTeamDocument, TeamArchiveDocument, TeamRestoreDocument, TeamUpdateDocument } from "./operations";

export type AdminTeam = NonNullable<AdminTeamQuery["team"]>;
type Act = "rename" | "archive" | "restore";

/** A team: who is in it from when to when, and which accounts they cover. */
export function TeamPage({ id }: { id: string }) {
  const asked = useAsk(AdminTeamDocument, { id });
  return (
    <Show asked={asked} rows={8}>
      {({ team }) => (team ? <OfTeam team={team} again={asked.again} /> : <NotThere />)}
    </Show>
  );
}

function OfTeam({ team, again }: { team: AdminTeam; again: () => void }) {
  const { t } = useTranslation();
  const [act, setAct] = useState<Act | null>(null);
  useTitle(team.name);
  const button = (what: Act) => (
    <Button size="compact-sm" variant="default" onClick={() => setAct(what)}>
      {t(`admin.team.act.${what}`)}
    </Button>
  );
  return (
    <>
      <header className="record-head">
        <div>
          <Link href="/admin/teams" className="ref">
            {t("admin.part.teams")}
          </Link>
          <Title order={1}>
            <bdi>{team.name}</bdi>
          </Title>
          {team.archivedAt && <Badge variant="default">{t("record.archived")}</Badge>}
          <Group gap="xs">
            {team.parent && (
              <span>
                {t("admin.team.above")}: <TeamLink team={team.parent} />
              </span>
            )}
            {team.teams.nodes.length > 0 && (
              <span>
                {t("admin.team.lower")}:{" "}
                {team.teams.nodes.map((one, at) => (
                  <span key={one.id}>
                    {at > 0 && ", "}
                    <TeamLink team={one} />
                  </span>
                ))}
              </span>
            )}
          </Group>
        </div>
        {may("users.write") && (
          <Group gap="xs">
            {button("rename")}
            {button(team.archivedAt ? "restore" : "archive")}
          </Group>
        )}
      </header>
      <div className="admin-parts">
        <Members team={team} again={again} />
        <Accounts team={team} again={again} />
      </div>
      {act && <Acts act={act} team={team} close={() => setAct(null)} done={again} />}
    </>
  );
}

function TeamLink({ team }: { team: { id: string; name: string | null } }) {
  return (
    <Link href={`/admin/teams/${team.id}`} className="ref">
      <bdi>{team.name}</bdi>
    </Link>
  );
}

function Acts({ act, team, close, done }: { act: Act; team: AdminTeam; close: () => void; done: () => void }) {
  const { t } = useTranslation();
  const by = { team: { id: team.id } };
  if (act === "rename") {
    return (
      <NameForm
        title={t("admin.team.act.rename")}
        said={t("admin.team.did.rename", { name: team.name })}
        seen={{ version: team.version, values: { name: team.name ?? "" } }}
        look={async () => {
          const { data } = await client.query(AdminTeamDocument, { id: team.id }, { requestPolicy: "network-only" }).toPromise();
          return data?.team ? { version: data.team.version, values: { name: data.team.name ?? "" } } : null;
        }}
        write={(name, expectedVersion, idempotencyKey) => send(TeamUpdateDocument, { input: { ...by, name, expectedVersion, idempotencyKey } })}
        close={close}
        done={done}
      />
    );
  }
  const put = (input: TeamArchiveInput) => (act === "archive" ? send(TeamArchiveDocument, { input }) : send(TeamRestoreDocument, { input }));
  return (
    <Confirm
      title={t(`admin.team.act.${act}`)}
      text={t(`admin.team.will.${act}`, { name: team.name })}
      button={t(`admin.team.act.${act}`)}
      reasoned
      send={(idempotencyKey, reason) => put({ ...by, expectedVersion: team.version, reason, idempotencyKey })}
      said={t(`admin.team.did.${act}`, { name: team.name })}
      close={close}
      done={done}
    />
  );
}
