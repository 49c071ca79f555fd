import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { inFolder, rehearse } from "../../testing/run-rehearse.ts";

const root = join(import.meta.dirname, "..", "..", "..");
const shipped = join(root, "rehearsals", "thin-night.yaml");

test("of two variants it is their difference that must be narrow, and that it never was is said", () =>
  inFolder(async (folder) => {
    const pair = ["--compare", "plan", "three-more-cars", "--until-half-width"];
    const difference = JSON.parse((await rehearse(shipped, folder, ...pair, "0.06")).json);
    const { replications, command } = difference.reproducibility;
    assert.equal(difference.stopping.of, "the difference");
    assert.ok(difference.stopping.isReached && difference.stopping.halfWidth <= 0.06);
    // What the two nights of a pair have in common falls out, so one variant alone takes more of them.
    const alone = await rehearse(shipped, folder, "--until-half-width", "0.06", "--replications", "60"); // prettier-ignore
    const all = JSON.parse(alone.json);
    assert.ok(!all.stopping.isReached && all.stopping.of === "each variant");
    assert.match(alone.html, /not narrow enough after 60 nights: .* asked was 6.00 %/);
    assert.equal(
      command,
      `muster rehearse thin-night.yaml --seed 1 --replications ${replications} --compare plan three-more-cars`,
    );
  }));

test("the share in time stands there with the luck of how many called taken out, of the difference too", () =>
  inFolder(async (folder) => {
    const pair = ["--compare", "plan", "a-third-arrives", "--replications", "100"];
    const { json, csv, html } = await rehearse(shipped, folder, ...pair);
    const { variants, comparison } = JSON.parse(json);
    for (const { grades, controlledShareInTime } of [...variants, comparison])
      for (const grade of ["immediate", "priority"]) {
        const [plain, controlled] = [grades[grade].shareInTime, controlledShareInTime[grade]];
        // Both estimate one figure; neither is off by what both intervals do not allow.
        const both = plain.halfWidth + controlled.halfWidth;
        assert.ok(Math.abs(plain.mean - controlled.mean) < both, `${grade} ${both}`);
      }
    assert.match(csv, /^a-third-arrives minus plan,priority,shareInTime\.controlled,-/m);
    assert.match(html, /the same, luck of how many called out/);
  }));

test("the hash of the configuration is in the result", () =>
  inFolder(async (folder) => {
    const config = join(folder, "server.yaml");
    writeFileSync(config, "port: 9000\n");
    const some = ["--replications", "2", "--compare", "plan", "no-diverts", "--config", config];
    const { reproducibility } = JSON.parse((await rehearse(shipped, folder, ...some)).json);
    const sha256 = createHash("sha256").update("port: 9000\n").digest("hex");
    assert.equal(reproducibility.configSha256, sha256);
    assert.match(reproducibility.command, / --config server\.yaml /);
  }));

test("Ctrl-C ends a long play: no file, no folder, and the exit code of a stopped program", () =>
  inFolder(async (folder) => {
    const out = join(folder, "result");
    const main = join(root, "src/cli/main.ts");
    const args = [main, "rehearse", shipped, "--until-half-width", "0.0001", "--out", out];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      // Once: a second time would end it by the signal itself, as anybody may want who lost patience.
      if (said === "") child.kill("SIGINT");
      said += text;
    });
    const [exit] = await once(child, "close");
    assert.equal(exit, 130, said);
    assert.match(said, /stopped; nothing was written \(rehearse\.stopped\)/);
    assert.equal(existsSync(out), false);
  }));

test("without a grade that has a target whose time is up within the night there is nothing to be narrow", () =>
  inFolder(async (folder) => {
    const plan = join(folder, "plan.yaml");
    const text = readFileSync(shipped, "utf8").replaceAll(/^    (immediate|priority): .*\n/gm, "");
    writeFileSync(plan, text);
    const asked = ["--compare", "plan", "no-diverts", "--until-half-width", "0.1"];
    await assert.rejects(
      rehearse(plan, folder, ...asked),
      /no grade of this plan has a target within the night/,
    );
  }));

test("a scenario of the demo is no plan, and it is said what to do with it", () =>
  inFolder(async (folder) => {
    const scenario = join(root, "scenarios", "storm.yaml");
    const refused = { code: "rehearse.wrong-plan", message: /storm\.yaml is a scenario of the demo .* --store and --at/ }; // prettier-ignore
    await assert.rejects(rehearse(scenario, folder), refused);
  }));
