// The operations of src/**/*.graphql, each with the fragments it uses.
import { Kind, parse, print } from "graphql";
import { globSync, readFileSync } from "node:fs";

/** The files: where they are, their texts, and what these say. */
export function files() {
  const paths = globSync("src/**/*.graphql").sort();
  return paths.map((path) => {
    const text = readFileSync(path, "utf8");
    return { path, text, document: parse(text) };
  });
}

/** The operations among some definitions: the node of each, and its text with the fragments of all. */
export function operations(definitions, all = definitions) {
  const fragments = new Map(
    all.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION).map((node) => [node.name.value, node]),
  );
  function spread(node, found = new Set()) {
    for (const [, name] of print(node).matchAll(/\.\.\.(\w+)/g)) {
      if (name !== "on" && !found.has(name)) {
        found.add(name);
        spread(fragments.get(name), found);
      }
    }
    return found;
  }
  return definitions
    .filter((node) => node.kind === Kind.OPERATION_DEFINITION)
    .map((node) => ({ node, text: [node, ...[...spread(node)].map((part) => fragments.get(part))].map(print).join("\n") }));
}
