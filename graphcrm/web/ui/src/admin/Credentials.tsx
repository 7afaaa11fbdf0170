import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { act as send } from "../api/acting";
import { Tile } from "../widgets/Tile";
import { When } from "../widgets/When";
import { Confirm } from "./Confirm";
import { Listing } from "./Listing";
import { SessionRevokeDocument, TokenRevokeDocument } from "./operations";
import type { AdminUser } from "./UserPage";

type Ending = { kind: "token" | "session"; id: string };

/** By what somebody is let in at the moment: tokens of programs and browsers, each of which can be ended. */
export function Credentials({ user, again }: { user: AdminUser; again: () => void }) {
  const { t } = useTranslation();
  const [ending, setEnding] = useState<Ending | null>(null);
  const end = (kind: Ending["kind"], id: string) => (
    <td className="acts">
      <Button size="compact-xs" variant="default" onClick={() => setEnding({ kind, id })} aria-label={t(`admin.${kind}.endOf`, { id })}>
        {t("admin.end")}
      </Button>
    </td>
  );
  return (
    <>
      <Tile title={t("admin.session.title")}>
        <Listing
          label={t("admin.session.title")}
          columns={[t("admin.session.agent"), t("admin.session.since"), t("admin.session.seen"), t("admin.session.ends"), ""]}
          rows={user.sessions.map((one) => (
            <tr key={one.id}>
              <th scope="row">{one.agent ?? t("admin.session.unknown")}</th>
              <td>
                <When at={one.createdAt} />
              </td>
              <td>
                <When at={one.seenAt} relative />
              </td>
              <td>
                <When at={one.endsAt} />
              </td>
              {end("session", one.id)}
            </tr>
          ))}
          none={t("admin.session.none")}
        />
      </Tile>
      <Tile title={t("admin.token.title")}>
        <Listing
          label={t("admin.token.title")}
          columns={[t("admin.token.prefix"), t("admin.token.may"), t("admin.token.used"), t("admin.session.ends"), ""]}
          rows={user.tokens.map((one) => (
            <tr key={one.prefix}>
              <th scope="row">
                <code>gcrm_{one.prefix}_…</code>
              </th>
              <td>{[one.role ? t(`accessRole.${one.role}`, one.role) : t("admin.token.allRoles"), ...(one.scopes ?? [])].join(", ")}</td>
              <td>{one.usedAt ? <When at={one.usedAt} relative /> : t("admin.token.unused")}</td>
              <td>
                <When at={one.expiresAt} />
              </td>
              {end("token", one.prefix)}
            </tr>
          ))}
          none={t("admin.token.none")}
        />
      </Tile>
      {ending && (
        <Confirm
          title={t(`admin.${ending.kind}.end`)}
          text={t(`admin.${ending.kind}.will`, { name: user.name, id: ending.id })}
          button={t("admin.end")}
          send={(idempotencyKey) =>
            ending.kind === "token" ? send(TokenRevokeDocument, { input: { prefix: ending.id, idempotencyKey } }) : send(SessionRevokeDocument, { input: { session: ending.id, idempotencyKey } })
          }
          said={t(`admin.${ending.kind}.did`)}
          close={() => setEnding(null)}
          done={again}
        />
      )}
    </>
  );
}
