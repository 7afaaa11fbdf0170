import type { Kind, Stance } from "../scene/model";

/** The names of what is drawn, as keys of the texts. */
export const KIND_WORDS: Record<Kind, string> = {
  REPORTS_TO: "map.reportsTo",
  DOTTED_TO: "map.dottedTo",
  INFLUENCES: "map.influences",
  KNOWS: "map.knows",
  RELATED_TO: "map.relatedTo",
};

export const STANCE_WORDS: Record<Stance, string> = {
  CHAMPION: "map.champion",
  SUPPORTER: "map.supporter",
  NEUTRAL: "map.neutral",
  SCEPTIC: "map.sceptic",
  OPPONENT: "map.opponent",
};
