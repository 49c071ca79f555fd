/**
 * docs/reference/cli.md says what the commands define, option by option, and nothing else; and the program itself,
 * run as people run it, answers and refuses as it should.
 */

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import type { Command } from "commander";
import { runMuster as muster } from "../testing/run-muster.ts";
import { testRegion, withServer } from "../testing/test-server.ts";
import { roomConfig } from "../testing/control-room.ts";
import { openSqliteStore } from "../store/sqlite/engine.ts";
import { commandLoaders, makeProgram } from "./main.ts";

function listCommands(command: Command, prefix: string): string[] {
  return command.commands.flatMap((each) => {
    const name = `${prefix} ${each.name()}`;
    if (each.commands.length > 0) return listCommands(each, name);
    const args = each.registeredArguments.map((argument) => {
      const shown = `${argument.name()}${argument.variadic ? "..." : ""}`;
      return argument.required ? `<${shown}>` : `[${shown}]`;
    });
    const options = each.options.map(
      ({ flags, description, mandatory }) =>
        `| \`${flags}\` | ${description}${mandatory === true ? " (needed)" : ""} |`,
    );
    return [`### \`${[name, ...args].join(" ")}\``, ...options];
  });
}

test("cli.md has every command and option, and no other", async () => {
  const program = await makeProgram(Object.keys(commandLoaders));
  const text = readFileSync(
    join(import.meta.dirname, "..", "..", "docs", "reference", "cli.md"),
    "utf8",
  );
  const found = [...text.matchAll(/^### `muster .*`$|^\| `-.*?` \| .*? \|(?= )/gm)].map(
    ([line]) => line,
  );
  assert.deepEqual(found, listCommands(program, "muster"));
});

test("do and preview go through the public API, with the server's own words in a refusal", async () => {
  await withServer({ units: 2 }, async (server) => {
    const env = { MUSTER_URL: server.origin, MUSTER_TOKEN: await server.token("supervisor") };
    const location = { state: "not asked", latE7: 0, lonE7: 0, radiusM: 0 };
    await server.command({
      type: "incident.open",
      incidentType: "other",
      grade: "priority",
      area: "north",
      location,
    });
    const preview = await muster(["do", "--preview", "send U0 > 1"], env);
    assert.match(preview.stdout, /would happen: U0 is sent to incident 1/);
    assert.equal(
      (await server.get(`/api/regions/${testRegion}/incidents/1`)).json["state"],
      "waiting",
    );
    const done = await muster(["do", "--id", "command-1", "send U0 > 1"], env);
    assert.deepEqual([done.code, done.stderr], [0, ""]);
    const again = await muster(["do", "--id", "command-1", "send U0 > 1"], env);
    assert.match(again.stdout, /^done before/);
    const refused = await muster(["do", "send U0 > 1"], env);
    assert.deepEqual([refused.code, refused.stdout], [1, ""]);
    assert.match(
      refused.stderr,
      /allocated to incident 1 already \[unit\.already-allocated\] \(cli\.refused\)/,
    );
    const nobody = await muster(["do", "send U0 > 1"], {
      MUSTER_URL: server.origin,
      MUSTER_TOKEN: "",
    });
    assert.match(nobody.stderr, /cli\.no-credentials/);
    const nowhere = await muster(["do", "send U0 > 1"], {
      MUSTER_URL: "http://127.0.0.1:9",
      MUSTER_TOKEN: env.MUSTER_TOKEN,
    });
    assert.match(nowhere.stderr, /cli\.no-server/);
  });
});

test("level: shown with its evidence, decided on, and the promises under it with what nobody was told", async () => {
  await withServer({ units: 1 }, async (server) => {
    const env = { MUSTER_URL: server.origin, MUSTER_TOKEN: await server.token("supervisor") };
    const location = { state: "not asked", latE7: 0, lonE7: 0, radiusM: 0 };
    const opening = { type: "incident.open", incidentType: "other", area: "north", location };
    await server.command({ ...opening, grade: "scheduled" });
    const wrong = await muster(["level", "set", "worse", "--reason", "x"], env);
    assert.match(wrong.stderr, /expected one of normal, strained.*cli\.asked-wrongly/);
    const late = ["level", "set", "priority only", "--reason", "x", "--review-in-minutes", "61"];
    assert.match((await muster(late, env)).stderr, /reviewAt.*value\.invalid/);
    const words = ["--reason", "four of thirty came", "--review-in-minutes", "30"];
    const set = await muster(["level", "set", "priority only", ...words], env);
    assert.match(set.stdout, /^done: priority only, \d+ events/);
    const shown = await muster(["level", "show"], env);
    assert.match(
      shown.stdout,
      /^priority only since .*: four of thirty came\nto be looked at again by/,
    );
    assert.match(shown.stdout, /scheduled is deferred\n/);
    const promises = await muster(["level", "promises"], env);
    assert.match(
      promises.stdout,
      /^1 .* \| scheduled \| deferred by level \| call-back .*Z \| NOT TOLD YET\n$/,
    );
    const again = await muster(
      ["level", "set", "normal", "--reason", "the late shift is here"],
      env,
    );
    assert.equal(again.code, 0, again.stderr);
    const left = JSON.parse((await muster(["level", "promises", "--json"], env)).stdout) as object;
    assert.partialDeepStrictEqual(left, { count: 1, incidents: [{ promise: { by: "none" } }] });
  });
});

test("closures in from GeoJSON, listed, and out again; what can not be taken is said and counted", async () => {
  await withServer({}, async (server) => {
    const env = { MUSTER_URL: server.origin, MUSTER_TOKEN: await server.token("dispatcher") };
    const directory = mkdtempSync(join(tmpdir(), "muster-closures-"));
    try {
      const file = join(directory, "works.geojson");
      const end_date = "2026-03-04T20:00:00Z";
      const line = { type: "LineString", coordinates: [[3, 54], [3.1, 54]] }; // prettier-ignore
      const good = { type: "Feature", id: "rw-1", geometry: line, properties: { end_date, description: "pipes" } }; // prettier-ignore
      const point = { ...good, id: "rw-2", geometry: { type: "Point", coordinates: [3, 54] } };
      const features = [good, point];
      writeFileSync(file, JSON.stringify({ type: "FeatureCollection", features }));
      const flags = ["--source", "road authority", "--source-grade", "1", "--expires", "end_date"];
      const first = await muster(["closures", "import", file, ...flags, "--confirm"], env);
      assert.match(
        first.stdout,
        /^2 features: 1 reported, 0 renewed, 0 stood already, 1 not taken/,
      );
      assert.match(first.stdout, /feature 1 \(rw-2\): a point shuts nothing.* \[value\.invalid\]/);
      assert.deepEqual([first.code, /cli\.findings/.test(first.stderr)], [1, true]);
      const again = await muster(["closures", "import", file, ...flags, "--confirm"], env);
      assert.match(again.stdout, /0 reported, 0 renewed, 1 stood already/);
      const list = await muster(["closures", "list"], env);
      assert.equal(
        list.stdout,
        "1 confirmed | stretch, both directions | road authority 1 | 0 min old | until 2026-03-04T20:00:00Z | pipes\n",
      );
      const out = join(directory, "out.geojson");
      assert.equal((await muster(["closures", "export", out], env)).code, 0);
      const collection = JSON.parse(readFileSync(out, "utf8")) as { features: { id: number }[] };
      assert.deepEqual(
        collection.features.map(({ id }) => id),
        [1],
      );
      writeFileSync(file, "{");
      const broken = await muster(["closures", "import", file, ...flags], env);
      assert.match(broken.stderr, /no JSON.*cli\.asked-wrongly/);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });
});

test("accounts and tokens are made from the command line", async () => {
  await withServer({}, async (server) => {
    const env = { MUSTER_URL: server.origin, MUSTER_TOKEN: await server.token("administrator") };
    const added = await muster(["account", "add", "jo", "--role", "dispatcher"], env);
    assert.match(added.stdout, /^http:\/\/127\.0\.0\.1:\d+\/#setup=[\w-]{43}\n$/);
    const token = await muster(["token", "make", "jo", "--label", "desk"], env);
    const session = await server.request("/api/session", {
      headers: { authorization: `Bearer ${token.stdout.trim()}` },
    });
    assert.equal(session.json["account"]["id"], "jo");
  });
});

test("config check prints the whole configuration, or what is wrong with it", async () => {
  const directory = mkdtempSync(join(tmpdir(), "muster-cli-"));
  try {
    const path = join(directory, "muster.yaml");
    writeFileSync(path, "port: 1234\nlimits: { streams: 7 }\n");
    const good = await muster(["config", "check", path], { MUSTER_HOST: "::1" });
    const config = JSON.parse(good.stdout) as {
      port: number;
      host: string;
      limits: { streams: number };
      dataDir: string;
    };
    assert.deepEqual([config.port, config.host, config.limits.streams], [1234, "::1", 7]);
    assert.equal(config.dataDir, join(directory, "data"));
    const region = { ...roomConfig(), id: "north" };
    const named = (more = "") =>
      writeFileSync(path, `regions: [{ id: north, configFile: north.json }]\n${more}`);
    const checked = async (value: unknown) => {
      writeFileSync(join(directory, "north.json"), JSON.stringify(value));
      return muster(["config", "check", path]);
    };
    named();
    assert.equal((await checked(region)).code, 0);
    assert.match(
      (await checked({ ...region, id: "south" })).stderr,
      /id: got "south", expected "north"/,
    );
    assert.match((await checked({ ...region, areas: 7 })).stderr, /areas: .*array/);
    const unknownSkill = { skills: ["wings"], vehicles: [], count: 1 };
    const standardNeeds = { ...region.standardNeeds, immediate: unknownSkill };
    const { stderr } = await checked({ ...region, id: "south", standardNeeds, ruleFlags: [7] });
    assert.match(
      stderr,
      /north\.json is no region configuration:\n {2}id: got "south".*\n {2}ruleFlags\.0: got 7.*\n {2}standardNeeds\.immediate\.skills\.0: got the skill "wings".* \(config\.invalid-key\)\n$/,
    );
    named("map: { file: none.geojson }\n");
    assert.match((await checked(region)).stderr, /none\.geojson/);
    named("tls: { certFile: north.json, keyFile: north.json }\n");
    assert.match((await checked(region)).stderr, /certificate.*[\s\S]*config\.unreadable/);
    const files = "{ id: north, configFile: north.json }, { id: east, configFile: east.json }";
    const rest = "map: { file: none.geojson }\ntls: { certFile: east.json, keyFile: east.json }\n";
    writeFileSync(path, `regions: [${files}]\n${rest}`);
    const all = await checked({ ...region, areas: 7 });
    assert.equal(all.code, 1);
    assert.equal(all.stdout, "");
    assert.match(all.stderr, /north\.json[\s\S]*east\.json[\s\S]*none\.geojson[\s\S]*certificate/);
    assert.equal(all.stderr.match(/^muster: /gm)?.length, 4, all.stderr);
    writeFileSync(path, "regions: [{ id: north }, { id: north }]\n");
    assert.match((await muster(["config", "check", path])).stderr, /regions: .*each region once/);
    writeFileSync(path, "port: many\nsurprise: 1\n");
    const bad = await muster(["config", "check", path]);
    assert.equal(bad.code, 1);
    assert.match(bad.stderr, /port: .*number[\s\S]*surprise[\s\S]*config\.invalid-key/);
    writeFileSync(path, "port: [1\n");
    assert.match((await muster(["config", "check", path])).stderr, /line 2.*[\s\S]*config\.syntax/);
    writeFileSync(path, "port: 1\nport: 2\nhost: a\nhost: b\n");
    const twice = await muster(["config", "check", path]);
    assert.match(twice.stderr, /line 2.*[\s\S]*line 4.*[\s\S]*config\.syntax/);
    assert.match(
      (await muster(["config", "check", join(directory, "none")])).stderr,
      /config\.unreadable/,
    );
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});

test("a backup made beside a running server restores into a store that proves equal, and doctor finds both sound", async () => {
  const directory = mkdtempSync(join(tmpdir(), "muster-backup-"));
  const live = join(directory, "live");
  const store = await openSqliteStore({ directory: live });
  try {
    await withServer({ store, units: 2 }, async (server) => {
      const ring = { type: "contact.receive", channel: "call", words: "smoke" };
      for (let n = 0; n < 20; n += 1) await server.command(ring);
      const file = join(directory, "backup.db");
      // More comes in while the copy is made; it is in the backup or not, but never half.
      const writing = Promise.all(Array.from({ length: 50 }, () => server.command(ring)));
      const backup = await muster(["backup", file, "--data", live, "--json"]);
      await writing;
      assert.equal(backup.code, 0, backup.stderr);
      const restored = join(directory, "restored");
      const report = await muster(["restore", file, "--data", restored, "--json"]);
      assert.deepEqual(JSON.parse(report.stdout), JSON.parse(backup.stdout));
      const doctor = await muster(["doctor", "--data", restored, "--json"]);
      assert.equal(doctor.code, 0, doctor.stderr);
      const beside = await muster(["doctor", "--data", live, "--json"]);
      const [fold] = (JSON.parse(beside.stdout) as { folds: { hash: string; position: number }[] })
        .folds;
      const hash = await server.get(`/api/regions/${testRegion}/hash`);
      assert.deepEqual([fold.hash, fold.position], [hash.json["hash"], hash.json["position"]]);
      assert.equal(
        (await muster(["backup", file, "--data", live])).code,
        1,
        "a backup never overwrites",
      );
      assert.match((await muster(["restore", file, "--data", restored])).stderr, /store\.exists/);
      assert.match(
        (await muster(["serve", "--data", live, "--port", "0"])).stderr,
        /store\.locked/,
      );
    });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});
