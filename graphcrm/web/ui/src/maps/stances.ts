import { useMemo } from "react";
import { useAsk } from "../api/asking";
import { MapStancesDocument } from "../gql";
import type { Stance } from "../scene/model";

const NONE: ReadonlyMap<string, Stance> = new Map();

/** How people stand to a deal, by their ids. Who is for it and a champion in it is shown as one. */
export function useStances(deal: string | null): ReadonlyMap<string, Stance> {
  const asked = useAsk(MapStancesDocument, { by: { id: deal ?? "" } }, deal === null);
  const edges = deal === null ? undefined : asked.data?.deal?.stakeholders.edges;
  return useMemo(() => {
    if (!edges) return NONE;
    const found = new Map<string, Stance>();
    for (const { node, stance, buyingRole } of edges) {
      if (stance) found.set(node.id, stance === "SUPPORTER" && buyingRole === "CHAMPION" ? "CHAMPION" : stance);
    }
    return found;
  }, [edges]);
}
