import assert from "node:assert/strict";
import { test } from "node:test";
import { listFiles } from "./shell-cache.ts";

test("the files of a page are those its HTML names at this server, once each", () => {
  const html = `<link rel="icon" href="/assets/icon-Ab_1.svg" /><script type="module" crossorigin src="/assets/crew-X.js">
    </script><link rel="modulepreload" href="/assets/a.js"><link rel="stylesheet" href="/assets/a.css">
    <link rel="modulepreload" href="/assets/a.js"><a href="/api/session">x</a><img src="https://example.org/assets/x.js">
    <a data-href="/assets/none.js" href="/assets/../api/session">`;
  assert.deepEqual(listFiles(html), [
    "/assets/icon-Ab_1.svg",
    "/assets/crew-X.js",
    "/assets/a.js",
    "/assets/a.css",
  ]);
  assert.deepEqual(listFiles(""), []);
});
