import { Badge, Button, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import type { AdminUsersQuery } from "../gql";
import { Icon } from "../icons";
import { When } from "../widgets/When";
import { useList } from "./list";
import { Listed } from "./Listing";
import { AdminUsersDocument } from "./operations";
import { UserForm } from "./UserForm";

type User = NonNullable<AdminUsersQuery["users"]>["nodes"][number];

/** Everybody who may sign in or could once: as what, in which teams, and when they were last here. */
export function Users() {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const [text, setText] = useState("");
  const [adding, setAdding] = useState(false);
  const [wanted] = useDebouncedValue(text.trim(), 150);
  const filter = wanted ? { or: [{ name: { contains: wanted } }, { email: { contains: wanted } }] } : null;
  const list = useList(AdminUsersDocument, { filter }, (data) => data.users);
  return (
    <>
      <div className="admin-head">
        <TextInput type="search" aria-label={t("admin.user.find")} placeholder={t("admin.user.find")} leftSection={<Icon name="search" />} value={text} onChange={(event) => setText(event.currentTarget.value)} />
        <Button leftSection={<Icon name="plus" />} onClick={() => setAdding(true)}>
          {t("admin.user.new")}
        </Button>
      </div>
      <Listed
        list={list}
        label={t("admin.part.users")}
        columns={["name", "email", "roles", "teams", "state", "seen"].map((column) => t(`admin.user.${column}`))}
        row={(user) => <Row key={user.id} user={user} />}
        none={t("search.none")}
      />
      {adding && <UserForm close={() => setAdding(false)} made={(id) => go(`/admin/users/${id}`)} />}
    </>
  );
}

function Row({ user }: { user: User }) {
  const { t } = useTranslation();
  const [last] = user.sessions.map((one) => one.seenAt).sort().reverse();
  const left = (user.teams.totalCount ?? 0) - user.teams.nodes.length;
  return (
    <tr>
      <th scope="row">
        <Link href={`/admin/users/${user.id}`} className="ref">
          <bdi>{user.name ?? t("record.unnamed")}</bdi>
        </Link>
      </th>
      <td>{user.email}</td>
      <td>{user.accessRoles?.map((role) => t(`accessRole.${role}`, role)).join(", ")}</td>
      <td>
        {user.teams.nodes.map((team) => team.name).join(", ")} {left > 0 && <span className="quiet">{t("state.more", { count: left })}</span>}
      </td>
      <td>{user.disabled ? <Badge variant="default">{t("admin.user.disabled")}</Badge> : t("admin.user.enabled")}</td>
      <td>{last ? <When at={last} relative /> : <span className="quiet">{t("admin.user.notHere")}</span>}</td>
    </tr>
  );
}
