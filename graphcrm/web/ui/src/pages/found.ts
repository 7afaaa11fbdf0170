import type { SearchQuery } from "../gql";

export type Found = NonNullable<SearchQuery["search"]>["edges"][number]["node"];

/** What a record that was found is called, and what tells it from another of the name. */
export function described(node: Found): { name: string; about: string } {
  switch (node.__typename) {
    case "Person": {
      const [seat] = node.roles.nodes;
      return { name: node.name ?? "", about: [seat?.title, seat?.organization?.name].filter(Boolean).join(" · ") };
    }
    case "Organization":
      return { name: node.name ?? "", about: [node.city, node.domain].filter(Boolean).join(" · ") };
    case "Deal":
      return { name: node.name ?? "", about: [node.stage, node.organization?.name].filter(Boolean).join(" · ") };
    default:
      return { name: node.id, about: "" };
  }
}

/** Where its page is. */
export function placeOf(node: Found): string {
  if (node.__typename === "Person") return `/people/${node.id}`;
  if (node.__typename === "Organization") return `/organizations/${node.id}`;
  if (node.__typename === "Deal") return `/deals/${node.id}`;
  return "/search";
}
