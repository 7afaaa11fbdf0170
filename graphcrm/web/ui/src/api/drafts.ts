import { useEffect, useState } from "react";
import { newKey } from "./keys";

/** What somebody has typed, with the key it will be sent by: kept in this tab until it was sent or given up. */
export function useDraft<Values extends object>(id: string, initial: Values) {
  const place = `draft:${id}`;
  const [draft, setDraft] = useState(() => read(place) ?? { key: newKey(), values: initial });
  useEffect(() => {
    if (JSON.stringify(draft.values) === JSON.stringify(initial)) sessionStorage.removeItem(place);
    else sessionStorage.setItem(place, JSON.stringify(draft));
  });
  return {
    values: draft.values as Values,
    key: draft.key,
    change: (part: Partial<Values>) => setDraft((now) => ({ ...now, values: { ...now.values, ...part } as Values })),
    clear: () => {
      sessionStorage.removeItem(place);
      setDraft({ key: newKey(), values: initial });
    },
  };
}

function read(place: string): { key: string; values: object } | null {
  try {
    return JSON.parse(sessionStorage.getItem(place) ?? "null") as { key: string; values: object } | null;
  } catch {
    return null;
  }
}
