/** `muster request` as people run it: asked, acknowledged with the bytes that came, answered, listed, ended. */

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { runMuster as muster } from "../testing/run-muster.ts";
import { withServer } from "../testing/test-server.ts";

test("from the asking to the release, and what was asked wrongly", async () => {
  const folder = mkdtempSync(join(tmpdir(), "muster-request-"));
  const file = join(folder, "words.txt");
  writeFileSync(file, "Sixty shields — at the yard\r\n");
  const cut = join(folder, "cut.txt");
  writeFileSync(cut, "Sixty shields");
  try {
    await withServer({ units: 1 }, async (server) => {
      const env = { MUSTER_URL: server.origin, MUSTER_TOKEN: await server.token("supervisor") };
      const run = (...args: string[]) => muster(["request", ...args], env);
      const ask = ["ask", "kit", "--item", "riot-shield", "--quantity", "60"];
      const first = await run(...ask, "--of", "region:north", "--words-file", file);
      assert.match(first.stdout, /^done: request 1, 1 event /);
      assert.equal((await run(...ask, "--of", "region:north", "--words-file", file)).code, 0);
      assert.equal((await run("receive", "1", "--words-file", file)).code, 0);
      assert.equal((await run("receive", "2", "--words-file", cut)).code, 0);
      const list = await run("list");
      assert.match(list.stdout, /1 received \| we ask north: 60 riot-shield .* arrived whole/);
      assert.match(list.stdout, /2 received .* shortened copy/);
      assert.match(list.stdout, /2 open/);
      assert.equal((await run("answer", "1", "accepted", "--quantity", "40")).code, 0);
      assert.equal((await run("commit", "1", "--eta-in-minutes", "20")).code, 0);
      assert.equal((await run("set-out", "1")).code, 0);
      assert.equal((await run("arrive", "1")).code, 0);
      assert.equal((await run("release", "1", "--reason", "given back")).code, 0);
      const assigned = await run("assign", "2", "--role", "supervisor", "--reason", "late shift");
      assert.equal(assigned.code, 0, assigned.stderr);
      assert.equal((await run("extend", "2", "--in-minutes", "30", "--reason", "rang")).code, 0);
      assert.equal((await run("answer", "2", "refused", "--reason", "none left")).code, 0);
      assert.match((await run("list", "--all")).stdout, /2 refused .* ended: none left/);
      for (const [wrong, says] of [
        [["ask", "money", "--of", "own"], /The kind is "money", expected people, units/],
        [["ask", "people"], /either whom we ask/],
        [["ask", "people", "--of", "north"], /expected partner:CODE, region:CODE or own/],
        [["receive", "none"], /expected a whole number above 0/],
        [["answer", "2", "perhaps"], /expected accepted, provisional, refused/],
        [["assign", "2", "--reason", "x"], /either a role/],
        [["arrive", "2"], /request 2 is refused.*\[request\.wrong-state\]/],
      ] as const)
        assert.match((await run(...wrong)).stderr, says);
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
