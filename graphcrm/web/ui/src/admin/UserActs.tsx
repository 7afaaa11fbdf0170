import { Button, Group, Modal, Stack } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { act as send } from "../api/acting";
import { client } from "../api/client";
import { RecordPicker, type Picked } from "../forms/RecordPicker";
import type { UserDisableInput } from "../gql";
import { Confirm } from "./Confirm";
import { NameForm } from "./NameForm";
import { AdminUserDocument, UserDisableDocument, UserEnableDocument, UserPersonAddDocument, UserPersonRetractDocument, UserRoleSetDocument, UserUpdateDocument } from "./operations";
import { RoleChoice } from "./RoleChoice";
import type { AdminUser } from "./UserPage";

export type UserAct = "rename" | "roles" | "disable" | "enable" | "link" | "unlink";
type Props = { user: AdminUser; close: () => void; done: () => void };

/** What an administrator does with a user; what is not taken back by a click asks once more. */
export function UserActs({ act, ...props }: Props & { act: UserAct }) {
  const { t } = useTranslation();
  const { user } = props;
  const by = { user: { id: user.id } };
  const words = { title: t(`admin.user.act.${act}`), text: t(`admin.user.will.${act}`, { name: user.name }), button: t(`admin.user.act.${act}`), said: t(`admin.user.did.${act}`, { name: user.name }) };
  if (act === "rename") {
    return (
      <NameForm
        {...props}
        title={words.title}
        said={words.said}
        seen={{ version: user.version, values: { name: user.name ?? "" } }}
        look={async () => {
          const { data } = await client.query(AdminUserDocument, { id: user.id }, { requestPolicy: "network-only" }).toPromise();
          return data?.user ? { version: data.user.version, values: { name: data.user.name ?? "" } } : null;
        }}
        write={(name, expectedVersion, idempotencyKey) => send(UserUpdateDocument, { input: { ...by, name, expectedVersion, idempotencyKey } })}
      />
    );
  }
  if (act === "roles") return <Roles {...props} />;
  if (act === "link") return <Link {...props} />;
  if (act === "unlink") {
    const person = { id: user.person?.id ?? "" };
    return <Confirm {...props} {...words} reasoned send={(idempotencyKey, reason) => send(UserPersonRetractDocument, { input: { ...by, person, reason, idempotencyKey } })} />;
  }
  const put = (input: UserDisableInput) => (act === "disable" ? send(UserDisableDocument, { input }) : send(UserEnableDocument, { input }));
  return <Confirm {...props} {...words} reasoned send={(idempotencyKey, reason) => put({ ...by, reason, idempotencyKey })} />;
}

/** First which roles, then what it means, then the act. */
function Roles({ user, close, done }: Props) {
  const { t } = useTranslation();
  const before = user.accessRoles ?? [];
  const [roles, setRoles] = useState(before);
  const [sure, setSure] = useState(false);
  const named = (all: string[]) => all.map((role) => t(`accessRole.${role}`, role)).join(", ") || "–";
  const gained = roles.filter((role) => !before.includes(role));
  const lost = before.filter((role) => !roles.includes(role));
  if (sure) {
    return (
      <Confirm
        title={t("admin.user.act.roles")}
        text={t("admin.user.will.roles", { name: user.name, gained: named(gained), lost: named(lost) })}
        button={t("admin.user.act.roles")}
        reasoned
        send={(idempotencyKey, reason) => send(UserRoleSetDocument, { input: { user: { id: user.id }, roles, reason, idempotencyKey } })}
        said={t("admin.user.did.roles", { name: user.name })}
        close={close}
        done={done}
      />
    );
  }
  return (
    <Modal opened onClose={close} title={t("admin.user.act.roles")}>
      <Stack gap="sm">
        <RoleChoice value={roles} onChange={setRoles} />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t("act.cancel")}
          </Button>
          <Button disabled={gained.length + lost.length === 0} onClick={() => setSure(true)}>
            {t("admin.next")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** Says which person of the graph the user is. */
function Link({ user, close, done }: Props) {
  const { t } = useTranslation();
  const [person, setPerson] = useState<Picked | null>(null);
  const [sure, setSure] = useState(false);
  function next(event: FormEvent) {
    event.preventDefault();
    setSure(person !== null);
  }
  if (sure && person) {
    return (
      <Confirm
        title={t("admin.user.act.link")}
        text={t("admin.user.will.link", { name: user.name, person: person.name })}
        button={t("admin.user.act.link")}
        send={(idempotencyKey) => send(UserPersonAddDocument, { input: { user: { id: user.id }, person: { id: person.id }, idempotencyKey } })}
        said={t("admin.user.did.link", { name: user.name })}
        close={close}
        done={done}
      />
    );
  }
  return (
    <Modal opened onClose={close} title={t("admin.user.act.link")}>
      <form onSubmit={next}>
        <Stack gap="sm">
          <RecordPicker label={t("admin.user.person")} kinds={["PERSON"]} value={person} onChange={setPerson} required />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t("act.cancel")}
            </Button>
            <Button type="submit" disabled={!person}>
              {t("admin.next")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
