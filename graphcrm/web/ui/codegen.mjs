// Types and texts of the operations, from ../../../schema.graphql and src/**/*.graphql into src/gql.ts (`npm run codegen`).
import { codegen } from "@graphql-codegen/core";
import * as operations from "@graphql-codegen/typescript-operations";
import { buildSchema, Kind, parse, print, validate } from "graphql";
import { createHash } from "node:crypto";
import { globSync, readFileSync, writeFileSync } from "node:fs";

const schemaText = readFileSync("../../../schema.graphql", "utf8");
const paths = globSync("src/**/*.graphql").sort();
const texts = paths.map((path) => readFileSync(path, "utf8"));
const documents = texts.map((text, at) => ({ location: paths[at], document: parse(text) }));
const schema = buildSchema(schemaText);
const whole = { kind: Kind.DOCUMENT, definitions: documents.flatMap((file) => file.document.definitions) };
const errors = validate(schema, whole);
if (errors.length) {
  for (const error of errors) console.error(String(error));
  process.exit(1);
}
const scalars = Object.fromEntries(
  Object.values(schema.getTypeMap())
    .filter((type) => type.constructor.name === "GraphQLScalarType")
    .filter((type) => !["ID", "String", "Int", "Float", "Boolean"].includes(type.name))
    .map((type) => [type.name, "string"]),
);
const types = await codegen({
  schema: parse(schemaText),
  schemaAst: schema,
  documents,
  filename: "gql.ts",
  config: { scalars, enumsAsTypes: true, skipTypename: true, avoidOptionals: false },
  plugins: [{ operations: {} }],
  pluginMap: { operations },
});

const fragments = new Map(
  whole.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION).map((node) => [node.name.value, node]),
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
const upper = (name) => name[0].toUpperCase() + name.slice(1);
const constants = whole.definitions
  .filter((node) => node.kind === Kind.OPERATION_DEFINITION)
  .map((node) => {
    const name = upper(node.name.value);
    const text = [node, ...[...spread(node)].map((part) => fragments.get(part))].map(print).join("\n");
    const type = `${name}${upper(node.operation)}`;
    return `export const ${name}Document = ${JSON.stringify(text)} as unknown as TypedDocument<${type}, ${type}Variables>;`;
  });
const digest = createHash("sha256").update(texts.join("\0")).digest("hex");
writeFileSync(
  "src/gql.ts",
  `// Made by codegen.mjs of the operations ${digest}: do not edit.\n` +
    `import type { TypedDocumentNode } from "urql";\n\ntype TypedDocument<Data, Variables> = TypedDocumentNode<Data, Variables & Record<string, unknown>>;\n\n` +
    `${types}\n\n${constants.join("\n\n")}\n`,
);
