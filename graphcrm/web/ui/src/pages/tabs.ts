import { useState } from "react";

/** The tab that the address names, and how another one gets into it. */
export function useTab(all: readonly string[]): [string, (tab: string | null) => void] {
  const [tab, setTab] = useState(() => all.find((one) => `#${one}` === location.hash) ?? all[0]!);
  return [
    tab,
    (next) => {
      if (!next) return;
      setTab(next);
      history.replaceState(history.state, "", next === all[0] ? location.pathname : `#${next}`);
    },
  ];
}
