import { useEffect, useRef, useState } from "react";
import { client } from "../api/client";
import { ChartPeopleDocument } from "../gql";

/** What is known of somebody beside the chart. */
export type Known = { influence: number | null; lastContactAt: string | null };

const QUIET = 400; // milliseconds without a change until people are asked about
const MOST = 50;

/** More of the people in sight: asked for when one has come to rest, once for each. */
export function usePeople(ids: readonly string[]): ReadonlyMap<string, Known> {
  const [known, setKnown] = useState<ReadonlyMap<string, Known>>(new Map());
  const asked = useRef(new Set<string>());
  const wanted = ids.filter((id) => !asked.current.has(id)).slice(0, MOST);
  const word = wanted.join(" ");
  useEffect(() => {
    if (!word) return;
    const timer = setTimeout(() => {
      for (const id of wanted) asked.current.add(id);
      void client
        .query(ChartPeopleDocument, { ids: wanted })
        .toPromise()
        .then(({ data }) => {
          // Where nothing is told, the card stays as the chart tells it.
          const found = (data?.nodes ?? []).flatMap((node) => (node && "lastContactAt" in node ? [[node.id, { influence: node.influence?.value ?? null, lastContactAt: node.lastContactAt }] as const] : []));
          if (found.length) setKnown((before) => new Map([...before, ...found]));
        });
    }, QUIET);
    return () => clearTimeout(timer);
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [word]);
  return known;
}
