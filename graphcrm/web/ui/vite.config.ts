import { createRequest, formatDocument, stringifyDocument } from "@urql/core";
import react from "@vitejs/plugin-react";
import { readFileSync } from "node:fs";
import { defineConfig, type Plugin } from "vite";
import { files, operations } from "./documents.mjs";

// GraphiQL's style sheet holds fonts as data, which our policy lets nobody load and which would be most of it.
const withoutFonts: Plugin = {
  name: "without-fonts",
  enforce: "pre",
  transform: (code, id) => (id.includes("graphiql/dist/style.css") ? code.replace(/@font-face\s*\{[^}]*\}/g, "") : undefined),
};

// What the pages ask first, as they send it: the server has it planned before anybody opens them.
const firstQuestions: Plugin = {
  name: "first-questions",
  generateBundle() {
    const texts = new Map(operations(files().flatMap((file) => file.document.definitions)).map(({ node, text }) => [node.name.value, text]));
    const asked = (JSON.parse(readFileSync("src/first.json", "utf8")) as [string, object][]).map(([name, variables]) => {
      const text = texts.get(name);
      if (!text) throw new Error(`src/first.json names ${name}, which is no operation.`);
      return { query: stringifyDocument(formatDocument(createRequest(text, {}).query)), variables };
    });
    this.emitFile({ type: "asset", fileName: "first.json", source: JSON.stringify(asked) });
  },
};

export default defineConfig({
  plugins: [react(), withoutFonts, firstQuestions],
  // The server puts a nonce of its own into every page in the place of this word.
  html: { cspNonce: "__CSP_NONCE__" },
  build: {
    outDir: "../static",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    sourcemap: false,
    reportCompressedSize: false,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { "/graphql": "http://127.0.0.1:8000", "/auth": "http://127.0.0.1:8000" } },
});
