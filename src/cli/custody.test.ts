/** `muster custody` against a running server: items from CSV, what is broken told by line, who holds what, and a chain. */

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { standardRoster } from "../core/region/policy.ts";
import { roomConfig } from "../testing/control-room.ts";
import { runMuster } from "../testing/run-muster.ts";
import { testRegion, withServer } from "../testing/test-server.ts";

const posts = [{ code: "constable", name: "Constable" }];
const regionConfig = { ...roomConfig(), id: testRegion, roster: { ...standardRoster, posts } };

test("items in from CSV, shown with who holds them, and the chain of one", async () => {
  await withServer({ regionConfig }, async (server) => {
    const env = { MUSTER_URL: server.origin, MUSTER_TOKEN: await server.token("supervisor") };
    const directory = mkdtempSync(join(tmpdir(), "muster-custody-"));
    const file = join(directory, "items.csv");
    try {
      writeFileSync(file, "code,kind,Cost\nK1,key,3\nR1,radio,9\nK2\nK3,horse,1\n");
      const first = await runMuster(["custody", "import", file], env);
      assert.match(first.stdout, /^4 rows: 2 registered, 0 amended, 0 stood already, 2 not taken\nnot read: cost\n/); // prettier-ignore
      assert.match(first.stdout, /\nline 4: got 1 cells, expected 3.*\nline 5: kind: got "horse"/);
      assert.equal(first.code, 1);
      await server.command({ type: "person.register", staffNumber: "N1", post: "constable", skills: [] }); // prettier-ignore
      await runMuster(["do", "sign on N1 K1 R1"], env);
      const off = await runMuster(["do", "sign off N1"], env);
      assert.match(off.stdout, /still holds R1, K1/);
      const shown = await runMuster(["custody", "show", "--state", "owed"], env);
      assert.match(shown.stdout, /^2 items: 0 in store, 2 issued, 0 missing; 2 with 1 people off duty\n/); // prettier-ignore
      assert.match(shown.stdout, /\nK1 key issued \| with N1 \(off duty\) \| since /);
      await runMuster(["do", "hand in K1 R1"], env);
      const chain = await runMuster(["custody", "chain", "k1"], env);
      assert.match(chain.stdout, /^K1 key in store \| last with N1 \| since .*\n\d+ \| .* \| K1 is handed in by N1\n\d+ .*K1 is issued to N1\n\d+ .*K1 \(key\) is registered\n$/); // prettier-ignore
      writeFileSync(file, "name\nx\n");
      assert.match((await runMuster(["custody", "import", file], env)).stderr, /no column code and kind/); // prettier-ignore
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
