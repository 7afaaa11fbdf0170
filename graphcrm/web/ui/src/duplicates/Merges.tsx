import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useAct } from "../api/acting";
import { useAsk } from "../api/asking";
import { newKey } from "../api/keys";
import { may } from "../api/session";
import { Faults } from "../forms/Faults";
import type { MergeShownFragment } from "../gql";
import { Failed } from "../states/Failed";
import { Tile } from "../widgets/Tile";
import { When } from "../widgets/When";
import { within } from "../widgets/Timeline";
import { MergeUndoDocument, OrganizationMergesDocument, PersonMergesDocument } from "./operations";

/** What was merged into a person, and how to take that back. */
export function PersonMerges({ id, done }: { id: string; done: () => void }) {
  const asked = within(useAsk(PersonMergesDocument, { by: { id } }), ({ person }) => person?.merges ?? null);
  return <Merges merges={asked.data ?? []} again={asked.again} done={done} />;
}

/** What was merged into an organization. */
export function OrganizationMerges({ id, done }: { id: string; done: () => void }) {
  const asked = within(useAsk(OrganizationMergesDocument, { by: { id } }), ({ organization }) => organization?.merges ?? null);
  return <Merges merges={asked.data ?? []} again={asked.again} done={done} />;
}

function Merges({ merges, again, done }: { merges: MergeShownFragment[]; again: () => void; done: () => void }) {
  const { t } = useTranslation();
  const { run, busy, faults, failure } = useAct();
  if (!merges.length) return null;

  async function undo(id: string) {
    if (!(await run(MergeUndoDocument, { input: { merges: [id], idempotencyKey: newKey() } }))) return;
    again();
    done();
  }

  return (
    <Tile title={t("duplicates.merges")}>
      <ul className="lines">
        {merges.map((one) => (
          <li key={one.id}>
            <span>
              {t("duplicates.absorbed", { count: one.absorbedIds.length })} <When at={one.at} /> {one.by && <bdi>{one.by.name}</bdi>}
            </span>
            {one.undoneAt ? (
              <span className="quiet">
                {t("duplicates.undone")} <When at={one.undoneAt} />
              </span>
            ) : (
              may("merge") && (
                <Button size="compact-sm" variant="default" loading={busy} onClick={() => void undo(one.id)} className="merges-undo">
                  {t("bulk.undo")}
                </Button>
              )
            )}
          </li>
        ))}
      </ul>
      <Faults faults={faults} />
      {failure && <Failed failure={failure} />}
    </Tile>
  );
}
