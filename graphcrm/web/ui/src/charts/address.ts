import { useEffect, useRef, useState } from "react";
import { today } from "../format";
import type { Middle } from "./view";

/** What one sees of a chart, as it stands in the address: ids, days and numbers, never a name. */
export type Seen = {
  on: string;
  /** The other day of a comparison. */
  versus: string | null;
  below: boolean;
  table: boolean;
  /** So many levels are open; what was opened beside is not kept, but for the way to `at`. */
  levels: number;
  at: string | null;
  focus: string | null;
  dotted: boolean;
  sight: Middle | null;
};

export type Keep = (change: Partial<Seen>, step?: boolean) => void;

export const LEVELS = 2;
export const ALL = 99;
/** A picture of this width shows nothing: the table comes first there. */
const NARROW = 480;
const LATER = 150; // milliseconds: a slider moves faster than an address may be changed
const DATE = /^\d{4}-\d{2}-\d{2}$/;

function read(): Seen {
  const told = new URLSearchParams(location.search);
  const [x, y, k] = (told.get("c") ?? "").split(",").map(Number);
  const levels = Number(told.get("levels") ?? LEVELS);
  return {
    on: dateOf(told.get("on")) ?? today(),
    versus: dateOf(told.get("vs")),
    below: told.has("below"),
    table: told.has("table") ? told.get("table") === "1" : innerWidth < NARROW,
    levels: Number.isInteger(levels) && levels > 0 && levels <= ALL ? levels : LEVELS,
    at: told.get("at"),
    focus: told.get("focus"),
    dotted: told.get("dotted") !== "0",
    sight: k && [x, y, k].every(Number.isFinite) && k > 0 ? { x: x!, y: y!, k } : null,
  };
}

function dateOf(text: string | null): string | null {
  return text !== null && DATE.test(text) && !Number.isNaN(Date.parse(text)) ? text : null;
}

function written(seen: Seen): string {
  const told = new URLSearchParams();
  if (seen.on !== today()) told.set("on", seen.on);
  if (seen.versus) told.set("vs", seen.versus);
  if (seen.below) told.set("below", "1");
  if (seen.table !== innerWidth < NARROW) told.set("table", seen.table ? "1" : "0");
  if (seen.levels !== LEVELS) told.set("levels", String(seen.levels));
  if (seen.focus) told.set("focus", seen.focus);
  if (seen.at) told.set("at", seen.at);
  if (!seen.dotted) told.set("dotted", "0");
  if (seen.sight) told.set("c", [Math.round(seen.sight.x), Math.round(seen.sight.y), Number(seen.sight.k.toPrecision(3))].join(","));
  return `${location.pathname}${told.size ? `?${told}` : ""}`;
}

export function useSeen(): [Seen, Keep] {
  const [seen, set] = useState(read);
  const latest = useRef(seen);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => {
    const back = () => {
      latest.current = read();
      set(latest.current);
    };
    addEventListener("popstate", back);
    return () => {
      removeEventListener("popstate", back);
      clearTimeout(timer.current);
    };
  }, []);

  function keep(change: Partial<Seen>, step = false) {
    clearTimeout(timer.current);
    if (step) {
      history.replaceState(history.state, "", written(latest.current));
      latest.current = { ...latest.current, ...change };
      history.pushState(history.state, "", written(latest.current));
    } else {
      latest.current = { ...latest.current, ...change };
      timer.current = setTimeout(() => history.replaceState(history.state, "", written(latest.current)), LATER);
    }
    set(latest.current);
  }
  return [seen, keep];
}
