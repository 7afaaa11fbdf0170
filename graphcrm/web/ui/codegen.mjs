// Types and texts of the operations, from ../../../schema.graphql and src/**/*.graphql into src/gql.ts (`npm run codegen`).
import { codegen } from "@graphql-codegen/core";
import * as typescript from "@graphql-codegen/typescript-operations";
import { buildSchema, Kind, parse, validate } from "graphql";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { files, operations } from "./documents.mjs";

const schemaText = readFileSync("../../../schema.graphql", "utf8");
const sources = files();
const documents = sources.map(({ path, document }) => ({ location: path, document }));
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
    .map((type) => [type.name, type.name === "JSON" ? "unknown" : "string"]),
);
const types = await codegen({
  schema: parse(schemaText),
  schemaAst: schema,
  documents,
  filename: "gql.ts",
  config: { scalars, enumsAsTypes: true, skipTypename: true, avoidOptionals: false },
  plugins: [{ operations: {} }],
  pluginMap: { operations: typescript },
});

const upper = (name) => name[0].toUpperCase() + name.slice(1);
const TYPED = "type TypedDocument<Data, Variables> = TypedDocumentNode<Data, Variables & Record<string, unknown>>;";
// The operations of pages that few people open come with these pages, and not with the first view.
const BESIDE = {
  "src/graphql/admin.graphql": "src/admin/operations.ts",
  "src/graphql/duplicates.graphql": "src/duplicates/operations.ts",
  "src/graphql/exporting.graphql": "src/grid/operations.ts",
  "src/graphql/imports.graphql": "src/imports/operations.ts",
  "src/graphql/quality.graphql": "src/quality/operations.ts",
};

function constants(definitions) {
  return operations(definitions, whole.definitions).map(({ node, text }) => {
    const name = upper(node.name.value);
    const type = `${name}${upper(node.operation)}`;
    return { type, text: `export const ${name}Document = ${JSON.stringify(text)} as unknown as TypedDocument<${type}, ${type}Variables>;` };
  });
}

function texted(definitions) {
  return constants(definitions).map(({ text }) => text).join("\n\n");
}

for (const { path, document } of sources.filter((file) => file.path in BESIDE)) {
  const names = constants(document.definitions).flatMap(({ type }) => [type, `${type}Variables`]);
  writeFileSync(
    BESIDE[path],
    `// Made by codegen.mjs: do not edit.\nimport type { TypedDocumentNode } from "urql";\nimport type {\n${names.map((name) => `  ${name},\n`).join("")}} from "../gql";\n\n${TYPED}\n\n${texted(document.definitions)}\n`,
  );
}
const first = sources.filter((file) => !(file.path in BESIDE)).flatMap((file) => file.document.definitions);
const digest = createHash("sha256").update(sources.map((file) => file.text).join("\0")).digest("hex");
writeFileSync(
  "src/gql.ts",
  `// Made by codegen.mjs of the operations ${digest}: do not edit.\n` +
    `import type { TypedDocumentNode } from "urql";\n\n${TYPED}\n\n` +
    `${types}\n\n${texted(first)}\n`,
);
