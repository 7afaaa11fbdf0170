import { Badge, Button, Group } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAct } from "../api/acting";
import { newKey } from "../api/keys";
import { may } from "../api/session";
import { Faults } from "../forms/Faults";
import { percent } from "../format";
import type { DuplicateNoun, DuplicatesQuery, Verdict } from "../gql";
import { Failed } from "../states/Failed";
import { Ref } from "../widgets/Ref";
import { When } from "../widgets/When";
import { Evidence } from "./Evidence";
import { MergeForm, type Merged } from "./MergeForm";
import { DuplicateJudgeDocument, MergeUndoDocument } from "./operations";

export type Pair = DuplicatesQuery["duplicates"]["nodes"][number];
type Became = { at: "open" } | { at: "judged"; verdict: Verdict } | { at: "merged"; merged: Merged };

/** Two records that may be one: why, what was said of them, and what to do. What was done stands in its place. */
export function PairCard({ noun, pair }: { noun: DuplicateNoun; pair: Pair }) {
  const { t } = useTranslation();
  const [became, setBecame] = useState<Became>({ at: "open" });
  const [merging, setMerging] = useState(false);
  const { run, busy, faults, failure } = useAct();
  const names = { first: pair.first.name ?? t("record.unnamed"), second: pair.second.name ?? t("record.unnamed") };

  async function judge(verdict: Verdict) {
    const by = (id: string) => (noun === "PERSON" ? { person: { id } } : { organization: { id } });
    const data = await run(DuplicateJudgeDocument, { input: { first: by(pair.first.id), second: by(pair.second.id), verdict, idempotencyKey: newKey() } });
    if (data) setBecame({ at: "judged", verdict });
  }

  async function undo({ mergeId }: Merged) {
    if (await run(MergeUndoDocument, { input: { merges: [mergeId], idempotencyKey: newKey() } })) setBecame({ at: "open" });
  }

  return (
    <li className="pair">
      <div className="pair-head">
        <h2>
          <Ref to={pair.first} /> <span className="quiet">{t("duplicates.and")}</span> <Ref to={pair.second} />
        </h2>
        <Badge variant="default">{t("duplicates.likely", { percent: percent(Math.floor(pair.score * 100) / 100) })}</Badge>
      </div>
      {became.at === "open" ? (
        <>
          <Evidence pair={pair} />
          {pair.others.length > 0 && (
            <p>
              {t("duplicates.others")}{" "}
              {pair.others.map((one, at) => (
                <span key={one.id}>
                  {at > 0 && ", "}
                  <Ref to={one} />
                </span>
              ))}
            </p>
          )}
          <Said pair={pair} />
          <Group gap="xs">
            {may("merge") && (
              <Button size="sm" onClick={() => setMerging(true)} aria-label={t("duplicates.mergeThese", names)}>
                {t("duplicates.merge")}
              </Button>
            )}
            {may("duplicates.judge") && (
              <>
                <Button size="sm" variant="default" loading={busy} onClick={() => void judge("DIFFERENT")}>
                  {t("duplicates.two")}
                </Button>
                <Button size="sm" variant="default" loading={busy} onClick={() => void judge("UNSURE")}>
                  {t("duplicates.unsure")}
                </Button>
              </>
            )}
          </Group>
        </>
      ) : (
        <Group gap="xs" role="status">
          {became.at === "merged" ? (
            <>
              <span>
                {t("duplicates.merged")} <Ref to={became.merged.survivor} type={noun === "PERSON" ? "Person" : "Organization"} />
              </span>
              <Button size="compact-sm" variant="default" loading={busy} autoFocus onClick={() => void undo(became.merged)}>
                {t("bulk.undo")}
              </Button>
            </>
          ) : (
            <>
              <span>{t(`duplicates.judged.${became.verdict}`)}</span>
              <Button size="compact-sm" variant="default" autoFocus onClick={() => setBecame({ at: "open" })}>
                {t("duplicates.anew")}
              </Button>
            </>
          )}
        </Group>
      )}
      <Faults faults={faults} />
      {failure && <Failed failure={failure} />}
      {merging && (
        <MergeForm
          noun={noun}
          records={[pair.first, pair.second]}
          others={pair.others}
          close={(merged) => {
            setMerging(false);
            if (merged) setBecame({ at: "merged", merged });
          }}
        />
      )}
    </li>
  );
}

/** What was judged of the two before. */
function Said({ pair }: { pair: Pair }) {
  const { t } = useTranslation();
  if (!pair.judgements.length) return null;
  return (
    <ul className="quiet pair-said">
      {pair.judgements.map((one) => (
        <li key={one.id}>
          {t(`duplicates.judged.${one.verdict}`)} <bdi>{one.by?.name ?? (one.machine ? t("duplicates.machine") : "")}</bdi> <When at={one.at} />
          {one.reason && ` · “${one.reason}”`}
        </li>
      ))}
    </ul>
  );
}
