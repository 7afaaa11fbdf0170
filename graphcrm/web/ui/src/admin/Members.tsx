import { Badge, Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { act as send, faultOf, useAct } from "../api/acting";
import { newKey } from "../api/keys";
import { may } from "../api/session";
import { day, today } from "../format";
import { FormEnd } from "../forms/FormEnd";
import { Icon } from "../icons";
import { Tile } from "../widgets/Tile";
import { Confirm } from "./Confirm";
import { Listing } from "./Listing";
import { TeamMemberSetDocument } from "./operations";
import type { AdminTeam } from "./TeamPage";
import { UserPicker } from "./UserPicker";

type Member = AdminTeam["members"]["edges"][number];

/** Who is in the team today, since when and until when. */
export function Members({ team, again }: { team: AdminTeam; again: () => void }) {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<Member["node"] | null>(null);
  const changes = may("teams.write") && !team.archivedAt;
  const left = (team.members.totalCount ?? 0) - team.members.edges.length;
  return (
    <Tile
      title={t("admin.team.members")}
      side={
        changes && (
          <Button size="compact-sm" variant="default" leftSection={<Icon name="plus" size={14} />} onClick={() => setAdding(true)}>
            {t("admin.member.add")}
          </Button>
        )
      }
    >
      <Listing
        label={t("admin.team.members")}
        columns={[t("field.name"), t("admin.user.roles"), t("admin.first"), t("admin.last"), ""]}
        rows={team.members.edges.map(({ node, startedOn, endedOn }) => (
          <tr key={node.id + startedOn}>
            <th scope="row">
              {may("users.write") ? (
                <Link href={`/admin/users/${node.id}`} className="ref">
                  <bdi>{node.name}</bdi>
                </Link>
              ) : (
                <bdi>{node.name}</bdi>
              )}{" "}
              {node.disabled && <Badge variant="default">{t("admin.user.disabled")}</Badge>}
            </th>
            <td>{node.accessRoles?.map((role) => t(`accessRole.${role}`, role)).join(", ")}</td>
            <td>{day(startedOn)}</td>
            <td>{day(endedOn)}</td>
            <td className="acts">
              {changes && (
                <Button size="compact-xs" variant="default" onClick={() => setLeaving(node)} aria-label={t("admin.member.endOf", { name: node.name })}>
                  {t("admin.member.end")}
                </Button>
              )}
            </td>
          </tr>
        ))}
        none={t("admin.member.none")}
      />
      {left > 0 && <p className="quiet">{t("state.more", { count: left })}</p>}
      {adding && <Join team={team} close={() => setAdding(false)} done={again} />}
      {leaving && <Leave team={team} user={leaving} close={() => setLeaving(null)} done={again} />}
    </Tile>
  );
}

function Join({ team, close, done }: { team: AdminTeam; close: () => void; done: () => void }) {
  const { t } = useTranslation();
  const { run, busy, faults, failure } = useAct();
  const [key] = useState(newKey);
  const [user, setUser] = useState<string | null>(null);
  const [startedOn, setStart] = useState(today());
  const [endedOn, setEnd] = useState("");

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!user) return;
    const input = { user: { id: user }, team: { id: team.id }, startedOn: startedOn || null, endedOn: endedOn || null, idempotencyKey: key };
    if (!(await run(TeamMemberSetDocument, { input }))) return;
    notifications.show({ message: t("admin.member.added") });
    close();
    done();
  }

  return (
    <Modal opened onClose={close} title={t("admin.member.add")}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="sm">
          <UserPicker label={t("admin.member.who")} value={user} onChange={setUser} error={faultOf(faults, "user")} />
          <Group grow>
            <TextInput type="date" label={t("admin.first")} value={startedOn} onChange={(event) => setStart(event.currentTarget.value)} error={faultOf(faults, "startedOn")} />
            <TextInput type="date" label={t("admin.last")} value={endedOn} onChange={(event) => setEnd(event.currentTarget.value)} error={faultOf(faults, "endedOn")} />
          </Group>
          <FormEnd faults={faults} failure={failure} busy={busy} close={close} />
        </Stack>
      </form>
    </Modal>
  );
}

function Leave({ team, user, close, done }: { team: AdminTeam; user: Member["node"]; close: () => void; done: () => void }) {
  const { t } = useTranslation();
  const [startedOn, setDay] = useState(today());
  return (
    <Confirm
      title={t("admin.member.end")}
      text={t("admin.member.will", { name: user.name, team: team.name })}
      button={t("admin.member.end")}
      reasoned
      send={(idempotencyKey, reason) => send(TeamMemberSetDocument, { input: { user: { id: user.id }, team: { id: team.id }, member: false, startedOn: startedOn || null, reason, idempotencyKey } })}
      said={t("admin.member.ended", { name: user.name })}
      close={close}
      done={done}
    >
      <TextInput type="date" label={t("admin.member.from")} value={startedOn} onChange={(event) => setDay(event.currentTarget.value)} />
    </Confirm>
  );
}
