import type { BuyingRole, DealCommitteeQuery } from "../gql";

type Member = NonNullable<DealCommitteeQuery["deal"]>["stakeholders"]["edges"][number];
type Person = Member["node"];

export type Gap = { kind: "missing"; role: BuyingRole; person?: undefined } | { kind: "unknown" | "against" | "silent"; person: Person; role?: undefined };

/** Whom each deal needs in its committee. */
const NEEDED: BuyingRole[] = ["DECISION_MAKER", "CHAMPION"];
const SILENT_DAYS = 60;

/** What a deal lacks: roles that nobody has, people with a say whom none of us knows, who are against it, or not heard of. */
export function gaps(committee: readonly Member[], now = Date.now()): Gap[] {
  const missing = NEEDED.filter((role) => committee.every((member) => member.buyingRole !== role)).map((role): Gap => ({ kind: "missing", role }));
  const people = committee.flatMap(({ node, stance, buyingRole }): Gap[] => {
    if (stance === "OPPONENT" || buyingRole === "BLOCKER") return [{ kind: "against", person: node }];
    if (!node.whoKnows.edges.length) return [{ kind: "unknown", person: node }];
    const silent = node.lastContactAt === null || now - new Date(node.lastContactAt).getTime() > SILENT_DAYS * 86_400_000;
    return silent ? [{ kind: "silent", person: node }] : [];
  });
  return [...missing, ...people];
}
