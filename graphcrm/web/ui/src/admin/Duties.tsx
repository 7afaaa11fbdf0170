import { Badge, Button, Group, Switch, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { act as send } from "../api/acting";
import { useAsk } from "../api/asking";
import { session } from "../api/session";
import type { AdminDutiesQuery } from "../gql";
import { Icon } from "../icons";
import { Show } from "../states/Show";
import { When } from "../widgets/When";
import { Confirm } from "./Confirm";
import { DutyForm } from "./DutyForm";
import { Listing } from "./Listing";
import { AdminDutiesDocument, DutyConfirmDocument, DutyEndDocument, DutyReviewDocument } from "./operations";

type Duty = AdminDutiesQuery["duties"][number];
type Act = "confirm" | "end" | "review";
const PAGE = 100;
const MOST = 500;

/** Rights on top of roles, for a time: proposed by one administrator, confirmed by another, looked at afterwards. */
export function Duties() {
  const { t } = useTranslation();
  const [openReview, setOpen] = useState(false);
  const [first, setFirst] = useState(PAGE);
  const [adding, setAdding] = useState(false);
  const [doing, setDoing] = useState<{ act: Act; duty: Duty } | null>(null);
  const asked = useAsk(AdminDutiesDocument, { openReview, first });
  return (
    <>
      <p className="quiet before">{t("admin.duty.about")}</p>
      <div className="admin-head">
        <Switch label={t("admin.duty.openReview")} checked={openReview} onChange={(event) => setOpen(event.currentTarget.checked)} />
        <Button leftSection={<Icon name="plus" />} onClick={() => setAdding(true)}>
          {t("admin.duty.propose")}
        </Button>
      </div>
      <Show asked={asked} rows={6}>
        {({ duties }) => (
          <Listing
            label={t("admin.part.duties")}
            columns={[...["who", "what", "state", "why", "by", "ends"].map((column) => t(`admin.duty.${column}`)), ""]}
            rows={duties.map((duty) => (
              <Row key={duty.id} duty={duty} review={openReview} act={(act) => setDoing({ act, duty })} />
            ))}
            none={t("admin.duty.none")}
            more={duties.length === first && first < MOST ? () => setFirst(first + PAGE) : null}
          />
        )}
      </Show>
      {adding && <DutyForm close={() => setAdding(false)} done={asked.again} />}
      {doing && <Acts {...doing} close={() => setDoing(null)} done={asked.again} />}
    </>
  );
}

function Row({ duty, review, act }: { duty: Duty; review: boolean; act: (what: Act) => void }) {
  const { t } = useTranslation();
  const me = session.get().viewer?.id;
  // The server judges; what it would surely refuse to whoever looks is not offered.
  const involved = duty.user.id === me || duty.proposedBy?.id === me;
  const button = (what: Act) => (
    <Button size="compact-xs" variant="default" onClick={() => act(what)} aria-label={`${t(`admin.duty.act.${what}`)}: ${duty.user.name}`}>
      {t(`admin.duty.act.${what}`)}
    </Button>
  );
  return (
    <tr>
      <th scope="row">
        <bdi>{duty.user.name}</bdi>
      </th>
      <td>{t(`admin.duty.name.${duty.duty}`, duty.duty)}</td>
      <td>
        <Badge variant="default">{t(`admin.duty.is.${duty.state}`)}</Badge>
      </td>
      <td>
        {duty.reason} {duty.requestNumber && <code>{duty.requestNumber}</code>} {duty.outcome && <span className="quiet">{duty.outcome}</span>}
      </td>
      <td>{[duty.proposedBy?.name, duty.confirmedBy?.name].filter(Boolean).join(", ")}</td>
      <td>
        <When at={duty.endedAt ?? duty.endsAt} />
      </td>
      <td className="acts">
        <Group gap={6} wrap="nowrap" justify="flex-end">
          {duty.state === "PROPOSED" && !involved && button("confirm")}
          {(duty.state === "PROPOSED" || duty.state === "HELD") && button("end")}
          {review && duty.user.id !== me && button("review")}
        </Group>
      </td>
    </tr>
  );
}

function Acts({ act, duty, close, done }: { act: Act; duty: Duty; close: () => void; done: () => void }) {
  const { t } = useTranslation();
  const [outcome, setOutcome] = useState("");
  const words = { name: duty.user.name, duty: t(`admin.duty.name.${duty.duty}`, duty.duty) };
  const sent = {
    confirm: (idempotencyKey: string) => send(DutyConfirmDocument, { input: { duty: duty.id, idempotencyKey } }),
    end: (idempotencyKey: string, reason: string | null) => send(DutyEndDocument, { input: { duty: duty.id, reason, idempotencyKey } }),
    review: (idempotencyKey: string) => send(DutyReviewDocument, { input: { duty: duty.id, outcome, idempotencyKey } }),
  };
  return (
    <Confirm title={t(`admin.duty.act.${act}`)} text={t(`admin.duty.will.${act}`, words)} button={t(`admin.duty.act.${act}`)} reasoned={act === "end"} send={sent[act]} said={t(`admin.duty.did.${act}`, words)} close={close} done={done}>
      {act === "review" && <TextInput label={t("admin.duty.outcome")} value={outcome} onChange={(event) => setOutcome(event.currentTarget.value)} required />}
    </Confirm>
  );
}
