/**
 * How the browser pages are bundled: every HTML file directly in src/web is one page, so a new page
 * needs no change here. The crew page's service worker is named by a fixed address, because a browser
 * looks there for a newer one. The server sends a content security policy without inline code, so nothing
 * is inlined: no data: addresses, no module-preload helper. What is deliberately not here: a
 * development server with hot reload, because the pages are always served by Muster's own server.
 */
import react from "@vitejs/plugin-react";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "vite";

const webRoot = join(import.meta.dirname, "src", "web");

function listPages(): string[] {
  return readdirSync(webRoot)
    .filter((name) => name.endsWith(".html"))
    .sort()
    .map((name) => join(webRoot, name));
}

export default defineConfig({
  root: webRoot,
  base: "/",
  plugins: [react()],
  worker: { format: "es" },
  build: {
    outDir: join(import.meta.dirname, "dist", "web"),
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // MapLibre alone is about 1 MB; it is loaded only where a map is shown.
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      input: [...listPages(), join(webRoot, "crew", "shell-worker.ts")],
      output: {
        entryFileNames: ({ name }) =>
          name === "shell-worker" ? "crew-worker.js" : "assets/[name]-[hash].js",
      },
    },
  },
});
