import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { may } from "../api/session";
import { number } from "../format";
import { Icon } from "../icons";
import { useList } from "./list";
import { Listed } from "./Listing";
import { AdminTeamsDocument } from "./operations";
import { TeamForm } from "./TeamForm";
import { ARCHIVED, Which } from "./Which";

/** The teams: which stands above which, and who is in them. */
export function Teams() {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const [archived, setArchived] = useState(false);
  const [adding, setAdding] = useState(false);
  const list = useList(AdminTeamsDocument, { filter: archived ? ARCHIVED : null }, (data) => data.teams);
  return (
    <>
      <div className="admin-head">
        <Which archived={archived} change={setArchived} />
        {may("users.write") && (
          <Button leftSection={<Icon name="plus" />} onClick={() => setAdding(true)}>
            {t("admin.team.new")}
          </Button>
        )}
      </div>
      <Listed
        list={list}
        label={t("admin.part.teams")}
        columns={[t("field.name"), t("admin.team.above"), t("admin.team.members"), t("admin.member.who")]}
        row={(team) => (
          <tr key={team.id}>
            <th scope="row">
              <Link href={`/admin/teams/${team.id}`} className="ref">
                <bdi>{team.name ?? t("record.unnamed")}</bdi>
              </Link>
            </th>
            <td>{team.parent?.name}</td>
            <td>{number(team.members.totalCount)}</td>
            <td className="quiet">{team.members.nodes.map((user) => user.name).join(", ")}</td>
          </tr>
        )}
        none={t(archived ? "admin.noneArchived" : "admin.team.none")}
      />
      {adding && <TeamForm close={() => setAdding(false)} made={(id) => go(`/admin/teams/${id}`)} />}
    </>
  );
}
