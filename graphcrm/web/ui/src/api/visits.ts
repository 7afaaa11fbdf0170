import { useLayoutEffect } from "react";
import { session } from "./session";
import { Store, useStore } from "./store";

type Visits = { pinned: string[]; seen: { id: string; at: string }[] };

const NONE: Visits = { pinned: [], seen: [] };
const PINNED = 30;
const SEEN = 50;

/** Which records one has pinned, and has looked at when: kept on this device for each viewer, by ids alone, since whoever
 * finds an id learns nothing of anybody. */
const visits = new Store<Visits>(NONE);
let owner: string | undefined;

/** Reads what is kept for whoever is signed in. */
function known(): Visits {
  const viewer = session.get().viewer?.id;
  if (viewer === undefined || owner === viewer) return visits.get();
  owner = viewer;
  try {
    visits.set({ ...NONE, ...(JSON.parse(localStorage.getItem(placeOf(viewer)) ?? "{}") as Partial<Visits>) });
  } catch {
    visits.set(NONE);
  }
  return visits.get();
}

export function useVisits(): Visits {
  const viewer = useStore(session).viewer?.id;
  useLayoutEffect(() => {
    known();
  }, [viewer]);
  return useStore(visits);
}

function placeOf(viewer: string): string {
  return `graphcrm-seen-${viewer}`;
}

function keep(next: Visits): void {
  visits.set(next);
  if (owner === undefined) return;
  const place = placeOf(owner);
  localStorage.setItem(place, JSON.stringify(next));
}

/** Notes that one looks at a record; when one did before, if that is known. */
export function visited(id: string): string | null {
  const now = known();
  const before = now.seen.find((one) => one.id === id)?.at ?? null;
  keep({ ...now, seen: [{ id, at: new Date().toISOString() }, ...now.seen.filter((one) => one.id !== id)].slice(0, SEEN) });
  return before;
}

export function pin(id: string, pinned: boolean): void {
  const now = known();
  const others = now.pinned.filter((one) => one !== id);
  keep({ ...now, pinned: pinned ? [id, ...others].slice(0, PINNED) : others });
}
