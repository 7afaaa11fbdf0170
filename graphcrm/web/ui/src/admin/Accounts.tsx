import { Button, Checkbox, Group, Modal, NativeSelect, Stack, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { act as send, faultOf, useAct } from "../api/acting";
import { newKey } from "../api/keys";
import { may } from "../api/session";
import { day, today } from "../format";
import { FormEnd } from "../forms/FormEnd";
import { RecordPicker, type Picked } from "../forms/RecordPicker";
import type { CoverageRole } from "../gql";
import { Icon } from "../icons";
import { Ref } from "../widgets/Ref";
import { Tile } from "../widgets/Tile";
import { Confirm } from "./Confirm";
import { Listing } from "./Listing";
import { CoverageAddDocument, CoverageEndDocument } from "./operations";
import type { AdminTeam } from "./TeamPage";

type Member = AdminTeam["members"]["edges"][number]["node"];
type Cover = Member["covers"]["edges"][number];
const ROLES: CoverageRole[] = ["OWNER", "KEY_ACCOUNT_MANAGER", "TEAM_LEAD", "MEMBER"];

/** Which accounts the members of a team cover, as what, with or without what belongs to them. */
export function Accounts({ team, again }: { team: AdminTeam; again: () => void }) {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  const [ending, setEnding] = useState<{ user: Member; cover: Cover } | null>(null);
  const members = team.members.edges.map(({ node }) => node).filter((one, at, all) => all.findIndex((other) => other.id === one.id) === at);
  const rows = members.flatMap((user) => user.covers.edges.map((cover) => ({ user, cover })));
  const left = members.reduce((sum, { covers }) => sum + (covers.totalCount ?? 0) - covers.edges.length, 0);
  const changes = may("write") && members.length > 0;
  return (
    <Tile
      title={t("admin.team.accounts")}
      side={
        changes && (
          <Button size="compact-sm" variant="default" leftSection={<Icon name="plus" size={14} />} onClick={() => setAdding(true)}>
            {t("admin.cover.add")}
          </Button>
        )
      }
    >
      <Listing
        label={t("admin.team.accounts")}
        columns={[t("home.account"), t("admin.cover.who"), t("home.as"), t("admin.team.below"), t("admin.first"), t("admin.last"), ""]}
        rows={rows.map(({ user, cover }) => (
          <tr key={[user.id, cover.node.id, cover.as, cover.startedOn].join()}>
            <th scope="row">
              <Ref to={cover.node} type="Organization" />
            </th>
            <td>
              <bdi>{user.name}</bdi>
            </td>
            <td>{cover.as && t(`coverage.${cover.as}`)}</td>
            <td>{t(cover.withSubsidiaries ? "analysis.yes" : "analysis.no")}</td>
            <td>{day(cover.startedOn)}</td>
            <td>{day(cover.endedOn)}</td>
            <td className="acts">
              {changes && (
                <Button size="compact-xs" variant="default" onClick={() => setEnding({ user, cover })} aria-label={t("admin.cover.endOf", { name: user.name, account: cover.node.name })}>
                  {t("admin.end")}
                </Button>
              )}
            </td>
          </tr>
        ))}
        none={t("admin.cover.none")}
      />
      {left > 0 && <p className="quiet">{t("state.more", { count: left })}</p>}
      {adding && <Add members={members} close={() => setAdding(false)} done={again} />}
      {ending && <End {...ending} close={() => setEnding(null)} done={again} />}
    </Tile>
  );
}

function Add({ members, close, done }: { members: Member[]; close: () => void; done: () => void }) {
  const { t } = useTranslation();
  const { run, busy, faults, failure } = useAct();
  const [key] = useState(newKey);
  const [user, setUser] = useState(members[0]?.id ?? "");
  const [organization, setOrganization] = useState<Picked | null>(null);
  const [as, setAs] = useState<CoverageRole>("MEMBER");
  const [below, setBelow] = useState(false);
  const [startedOn, setStart] = useState(today());

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!organization) return;
    const input = { user: { id: user }, organization: { id: organization.id }, as, withSubsidiaries: below, startedOn: startedOn || null, idempotencyKey: key };
    if (!(await run(CoverageAddDocument, { input }))) return;
    notifications.show({ message: t("admin.cover.added", { account: organization.name }) });
    close();
    done();
  }

  return (
    <Modal opened onClose={close} title={t("admin.cover.add")}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="sm">
          <NativeSelect label={t("admin.cover.who")} data={members.map((one) => ({ value: one.id, label: one.name ?? "" }))} value={user} onChange={(event) => setUser(event.currentTarget.value)} error={faultOf(faults, "user")} />
          <RecordPicker label={t("home.account")} kinds={["ORGANIZATION"]} value={organization} onChange={setOrganization} required error={faultOf(faults, "organization")} />
          <Group grow align="start">
            <NativeSelect label={t("home.as")} data={ROLES.map((one) => ({ value: one, label: t(`coverage.${one}`) }))} value={as} onChange={(event) => setAs(event.currentTarget.value as CoverageRole)} error={faultOf(faults, "as")} />
            <TextInput type="date" label={t("admin.first")} value={startedOn} onChange={(event) => setStart(event.currentTarget.value)} error={faultOf(faults, "startedOn")} />
          </Group>
          <Checkbox label={t("admin.team.below")} checked={below} onChange={(event) => setBelow(event.currentTarget.checked)} />
          <FormEnd faults={faults} failure={failure} busy={busy} close={close} />
        </Stack>
      </form>
    </Modal>
  );
}

function End({ user, cover, close, done }: { user: Member; cover: Cover; close: () => void; done: () => void }) {
  const { t } = useTranslation();
  const [endedOn, setDay] = useState(today());
  const input = { user: { id: user.id }, organization: { id: cover.node.id }, as: cover.as, startedOn: cover.startedOn, endedOn: endedOn || null };
  return (
    <Confirm
      title={t("admin.cover.end")}
      text={t("admin.cover.will", { name: user.name, account: cover.node.name })}
      button={t("admin.end")}
      reasoned
      send={(idempotencyKey, reason) => send(CoverageEndDocument, { input: { ...input, reason, idempotencyKey } })}
      said={t("admin.cover.ended")}
      close={close}
      done={done}
    >
      <TextInput type="date" label={t("admin.last")} value={endedOn} onChange={(event) => setDay(event.currentTarget.value)} />
    </Confirm>
  );
}
