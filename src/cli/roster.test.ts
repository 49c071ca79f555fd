/** `muster roster` against a running server: CSV and iCalendar in, what is broken told by line, files out, the muster. */

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { rfc3339FromInstant } from "../base/instant.ts";
import { standardRoster } from "../core/region/policy.ts";
import { roomConfig } from "../testing/control-room.ts";
import { testRegion, withServer } from "../testing/test-server.ts";
import { runMuster } from "../testing/run-muster.ts";

const hour = 3_600_000_000;

test("a roster in from CSV, shown, out as iCalendar and CSV, and in again", async () => {
  await withServer({ units: 2 }, async (server) => {
    const env = { MUSTER_URL: server.origin, MUSTER_TOKEN: await server.token("supervisor") };
    const directory = mkdtempSync(join(tmpdir(), "muster-roster-"));
    const path = (name: string): string => join(directory, name);
    try {
      const from = server.clock.now() + 2 * hour;
      const [begins, ends] = [from, from + 8 * hour].map((at) => rfc3339FromInstant(at));
      const lines = [
        "unit,from,until,crew,Payroll code",
        `U0,${begins},${ends},2,x`,
        `U1,${begins},2,x`,
        `U9,${begins},${ends},2,x`,
        `U1,${ends},${begins},2,"x"`,
        `U1,${begins},${ends},2,"never closed`,
      ];
      writeFileSync(path("in.csv"), lines.join("\n"));
      const first = await runMuster(["roster", "import", path("in.csv")], env);
      assert.match(first.stdout, /^5 rows: 1 planned, 0 amended, 0 cancelled, 0 stood already, 0 people registered, 4 not taken\n/); // prettier-ignore
      assert.match(first.stdout, /\nnot read: payroll code\n/);
      assert.match(first.stdout, /\nline 3: got 4 cells, expected 5/);
      assert.match(first.stdout, /\nline 4: got "U9".*\[unit\.unknown\]/);
      assert.match(first.stdout, /\nline 5: .*a beginning and a later end \[value\.invalid\]/);
      assert.match(first.stdout, /\nline 6: a quote is opened and never closed/);
      assert.deepEqual([first.code, /cli\.findings/.test(first.stderr)], [1, true]);
      const shown = await runMuster(["roster", "show"], env);
      assert.match(shown.stdout, /^region: 0 of 0 planned, \d+ on duty without a plan\n/);
      assert.match(shown.stdout, /\n1 U0 planned \| .* \| 0 of 2\n$/);
      for (const file of ["out.ics", "out.csv"]) {
        assert.equal((await runMuster(["roster", "export", path(file)], env)).code, 0);
        const again = await runMuster(["roster", "import", path(file)], env);
        assert.match(
          again.stdout,
          /^1 rows: 0 planned, 0 amended, 0 cancelled, 1 stood already/,
          file,
        );
        assert.equal(again.code, 0, again.stderr);
      }
      await runMuster(["roster", "export", "--busy", path("busy.ics")], env);
      assert.match(readFileSync(path("busy.ics"), "utf8"), /BEGIN:VFREEBUSY/);
      writeFileSync(path("bad.csv"), "name,when\na,b\n");
      const bad = await runMuster(["roster", "import", path("bad.csv")], env);
      assert.match(bad.stderr, /no column from and until.*cli\.asked-wrongly/);
      writeFileSync(path("empty.csv"), "");
      const empty = await runMuster(["roster", "import", path("empty.csv")], env);
      assert.match(empty.stderr, /no column from and until.*cli\.asked-wrongly/);
      const gone = await runMuster(["roster", "import", path("gone.csv")], env);
      assert.match(gone.stderr, /there is no such file.*cli\.asked-wrongly/);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });
});

test("shifts that break an hours rule: the reason is printed by line, and --override with --reason plans them", async () => {
  const base = roomConfig();
  const regionConfig = {
    ...base,
    id: testRegion,
    roster: {
      stations: [],
      teams: [],
      posts: [{ code: "constable", name: "Constable" }],
      earlySeconds: 3600,
      lateSeconds: 600,
      absentSeconds: 2400,
    },
  };
  await withServer({ units: 1, regionConfig }, async (server) => {
    const env = { MUSTER_URL: server.origin, MUSTER_TOKEN: await server.token("supervisor") };
    const directory = mkdtempSync(join(tmpdir(), "muster-hours-"));
    try {
      const file = join(directory, "in.csv");
      const at = (hours: number): string => rfc3339FromInstant(server.clock.now() + hours * hour);
      const rows = [`N1,constable,${at(2)},${at(10)}`, `N1,constable,${at(20)},${at(28)}`];
      writeFileSync(file, ["staff,post,from,until", ...rows].join("\n"));
      const refused = await runMuster(["roster", "import", file], env);
      assert.match(
        refused.stdout,
        /\nline 3: N1: daily rest of 10 h, and the rule says 11 h .*\[hours\.breach\]/,
      );
      const half = await runMuster(["roster", "import", file, "--override", "daily-rest"], env);
      assert.match(half.stderr, /--override and --reason go together/);
      const said = ["--override", "daily-rest", "--reason", "nobody else is there"];
      const taken = await runMuster(["roster", "import", file, ...said], env);
      assert.match(taken.stdout, /^2 rows: 1 planned, 0 amended, 0 cancelled, 1 stood already/);
      const shown = await runMuster(["roster", "show"], env);
      assert.match(
        shown.stdout,
        /\nhours rules uk-police 2026-11-29: 1 override for 1 person \(daily-rest 1\), 0 at rest, 0 over the longest duty \(0 ever\), 0 night workers, 0 owed compensatory rest \(0 h\)\n/,
      );
      assert.match(shown.stdout, /\n2 N1 planned .* \| over daily-rest\n$/);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });
});

test("who is recalled and whom to recall, in lines", async () => {
  const posts = [{ code: "constable", name: "Constable" }];
  const regionConfig = { ...roomConfig(), id: testRegion, roster: { ...standardRoster, posts } };
  await withServer({ regionConfig }, async (server) => {
    const env = { MUSTER_URL: server.origin, MUSTER_TOKEN: await server.token("supervisor") };
    for (const staffNumber of ["N1", "N2"])
      await server.command({ type: "person.register", staffNumber, post: "constable", skills: [] });
    await runMuster(["do", "recall N1 few are there"], env);
    await runMuster(["do", "comes N1 40m"], env);
    const { stdout } = await runMuster(["roster", "recalls"], env);
    assert.match(stdout, /^1 recalls: 1 open, 0 came, 0 do not come\nN1 comes \| comes by .*\nto recall: N2 \| 0 h a week over 17 weeks, no duty is known \| \n$/); // prettier-ignore
  });
});
