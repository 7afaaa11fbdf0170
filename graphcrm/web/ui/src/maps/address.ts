import { useState } from "react";
import { inDays } from "../format";
import { KINDS, type Kind } from "../scene/model";

/** What one sees of a map, as it stands in the address: ids and numbers, never a name. */
export type Seen = {
  depth: number;
  least: number;
  hidden: ReadonlySet<Kind>;
  by: "group" | "stance";
  focus: string | null;
  /** Only ties with a contact of the last so many days, or since a day: "90", "2026-05-01". */
  contact: string | null;
  /** The two between whom the way is shown. */
  way: [string, string] | null;
  deal: string | null;
  table: boolean;
};

const REACH = 3;
const USUAL = 1;
/** A picture of this width shows nothing: the table comes first there. */
const NARROW = 480;
const CONTACT = /^[1-9]\d{0,3}$|^\d{4}-\d{2}-\d{2}$/;

function read(): Seen {
  const told = new URLSearchParams(location.search);
  const depth = Number(told.get("depth") ?? USUAL);
  const least = Number(told.get("min") ?? 0);
  const contact = told.get("contact") ?? "";
  const ends = told.get("way")?.split(",") ?? [];
  return {
    depth: Number.isInteger(depth) && depth >= 0 && depth <= REACH ? depth : USUAL,
    least: least >= 0 && least <= 1 ? least : 0,
    hidden: new Set(KINDS.filter((kind) => told.get("hide")?.split(",").includes(kind))),
    by: told.get("by") === "stance" ? "stance" : "group",
    focus: told.get("focus"),
    contact: CONTACT.test(contact) && !Number.isNaN(Date.parse(sinceOf(contact))) ? contact : null,
    way: ends.length === 2 && ends[0] && ends[1] ? [ends[0], ends[1]] : null,
    deal: told.get("deal"),
    table: told.has("table") ? told.get("table") === "1" : innerWidth < NARROW,
  };
}

/** The day since which there must have been a contact. */
export function sinceOf(contact: string): string {
  return contact.includes("-") ? contact : inDays(-Number(contact));
}

export function useSeen(): [Seen, (change: Partial<Seen>) => void] {
  const [seen, set] = useState(read);
  function keep(change: Partial<Seen>) {
    const next = { ...seen, ...change };
    set(next);
    const told = new URLSearchParams();
    if (next.depth !== USUAL) told.set("depth", String(next.depth));
    if (next.least) told.set("min", String(next.least));
    if (next.hidden.size) told.set("hide", [...next.hidden].join(","));
    if (next.by !== "group") told.set("by", next.by);
    if (next.focus) told.set("focus", next.focus);
    if (next.contact) told.set("contact", next.contact);
    if (next.way) told.set("way", next.way.join(","));
    if (next.deal) told.set("deal", next.deal);
    if (next.table !== innerWidth < NARROW) told.set("table", next.table ? "1" : "0");
    history.replaceState(history.state, "", `${location.pathname}${told.size ? `?${told}` : ""}`);
  }
  return [seen, keep];
}
