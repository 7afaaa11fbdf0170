import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAsk } from "../api/asking";
import { Dialog } from "../forms/Dialog";
import { day, number, percent } from "../format";
import { TieDocument } from "../gql";
import { Show } from "../states/Show";
import { OverTime } from "./OverTime";
import { Parts } from "./Parts";
import { Strength } from "./Strength";
import { When } from "./When";

type Named = { id: string; name: string | null };

/** The strength of a tie; a click tells what it is made of. */
export function TieWhy({ value, between }: { value: number | null | undefined; between: [Named, Named] }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const names = between.map((person) => person.name ?? t("record.unnamed"));
  return (
    <>
      <button type="button" className="why" onClick={() => setOpen(true)} aria-label={t("tie.why", { value: percent(value), a: names[0], b: names[1] })}>
        <Strength value={value} />
      </button>
      {open && (
        <Dialog onClose={() => setOpen(false)} title={t("tie.title", { a: names[0], b: names[1] })} size="lg">
          <Tie between={between} />
          <Button mt="md" variant="default" onClick={() => setOpen(false)}>
            {t("act.close")}
          </Button>
        </Dialog>
      )}
    </>
  );
}

function Tie({ between }: { between: [Named, Named] }) {
  const { t } = useTranslation();
  const asked = useAsk(TieDocument, { between: between.map((person) => ({ id: person.id })) });
  return (
    <Show asked={asked} rows={6}>
      {({ relationship }) =>
        relationship ? (
          <>
            <Parts parts={relationship.strength.parts} total={relationship.strength.value} />
            <dl className="facts">
              <dt>{t("tie.contacts")}</dt>
              <dd>
                {t("tie.contactsText", {
                  total: number(relationship.interactions.total),
                  days: number(relationship.interactions.days),
                  recent: number(relationship.interactions.last90Days),
                })}
              </dd>
              <dt>{t("tie.first")}</dt>
              <dd>
                <When at={relationship.firstContactAt} />
              </dd>
              <dt>{t("tie.last")}</dt>
              <dd>
                <When at={relationship.lastContactAt} />
              </dd>
              {relationship.health && (
                <>
                  <dt>{t("tie.health")}</dt>
                  <dd>
                    {relationship.health.grade && t(`grade.${relationship.health.grade}`)} ({percent(relationship.health.probability60d)})
                    {relationship.health.coldOn && ` · ${t("tie.coldOn", { on: day(relationship.health.coldOn) })}`}
                    {relationship.health.reasons.map((reason) => (
                      <p key={reason} className="quiet">{reason}</p>
                    ))}
                  </dd>
                </>
              )}
            </dl>
            <OverTime between={between} />
          </>
        ) : (
          <p>{t("tie.none")}</p>
        )
      }
    </Show>
  );
}
