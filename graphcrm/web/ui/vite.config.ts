import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

// GraphiQL's style sheet holds fonts as data, which our policy lets nobody load and which would be most of it.
const withoutFonts: Plugin = {
  name: "without-fonts",
  enforce: "pre",
  transform: (code, id) => (id.includes("graphiql/dist/style.css") ? code.replace(/@font-face\s*\{[^}]*\}/g, "") : undefined),
};

export default defineConfig({
  plugins: [react(), withoutFonts],
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
