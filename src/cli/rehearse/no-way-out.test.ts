/**
 * A rehearsal in a process that the runtime gives no network: whatever it would reach out for, it plays without. The runtime denies
 * the main thread only; what the threads load is walked through by a test of rehearse-plan.test.ts, as all that a rehearsal loads.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { withoutNetwork } from "../../testing/without-network.ts";

const root = join(import.meta.dirname, "..", "..", "..");

test("what the runtime denies: connections, datagrams and other programs", () => {
  const tries = `
    const { createConnection } = require("node:net");
    const tell = (what) => (error) => console.log(what, error?.code ?? "REACHED");
    const attempt = (what, work) => { try { work(tell(what)); } catch (error) { tell(what)(error); } };
    attempt("tcp", (said) => createConnection(9, "127.0.0.1").on("error", said));
    attempt("udp", (said) => require("node:dgram").createSocket("udp4").on("error", said).send("x", 9, "127.0.0.1"));
    attempt("program", () => require("node:child_process").spawnSync("true"));
    // A socket that was refused its port would keep the process.
    setTimeout(() => process.exit(), 500);`;
  const { stdout } = spawnSync(process.execPath, [...withoutNetwork, "-e", tries], { encoding: "utf8", timeout: 60_000 }); // prettier-ignore
  assert.deepEqual(stdout.trim().split("\n").sort(), [
    "program ERR_ACCESS_DENIED",
    "tcp ERR_ACCESS_DENIED",
    "udp ERR_ACCESS_DENIED",
  ]);
});

test("a plan with two regions that help each other plays without", () => {
  const out = mkdtempSync(join(tmpdir(), "muster-no-way-out-"));
  try {
    const plan = join(root, "rehearsals", "two-regions.yaml");
    const asked = ["rehearse", plan, "--replications", "2", "--threads", "2", "--out", out];
    const main = join(root, "src/cli/main.ts");
    const played = spawnSync(process.execPath, [...withoutNetwork, main, ...asked], { encoding: "utf8" }); // prettier-ignore
    assert.equal(played.status, 0, played.stderr);
    const { aid } = JSON.parse(readFileSync(join(out, "result.json"), "utf8"));
    assert.ok(aid.length > 0);
  } finally {
    rmSync(out, { recursive: true });
  }
});
