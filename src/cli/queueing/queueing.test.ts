import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { promisify } from "node:util";
import { makeProgram } from "../main.ts";

const root = join(import.meta.dirname, "..", "..", "..");
const page = readFileSync(join(root, "docs", "reference", "queueing.md"), "utf8");
const [, plan = ""] = /```yaml\n([^`]*)```/.exec(page) ?? [];

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

describe("muster queueing", () => {
  const directory = mkdtempSync(join(tmpdir(), "muster-queueing-"));
  after(() => rmSync(directory, { recursive: true, force: true }));
  const planFile = (name: string, text: string): string => {
    writeFileSync(join(directory, name), text);
    return name;
  };

  const queueing = async (line: string): Promise<Ran> => {
    const program = join(root, "src", "cli", "main.ts");
    try {
      const args = [program, "queueing", ...line.split(" ")];
      const run = promisify(execFile);
      const { stdout, stderr } = await run(process.execPath, args, { cwd: directory });
      return { code: 0, stdout, stderr };
    } catch (error) {
      return error as Ran;
    }
  };

  test("queueing.md shows what the program prints, for every command", async () => {
    planFile("plan.yaml", plan);
    const examples = [...page.matchAll(/```console\n\$ muster queueing (.*)\n([^`]*)```/g)];
    const commands = examples.map(([, line]) => line.split(" ")[0]);
    const all = ["erlang-b", "erlang-c", "erlang-a", "priorities", "cutoff", "hypercube"];
    assert.deepEqual(commands, all);
    for (const [, line, shown] of examples) {
      const { stdout, stderr } = await queueing(line);
      assert.deepEqual([stdout, stderr], [shown, ""], line);
    }
  });

  test("JSON has plain figures, and null for what grows without end", async () => {
    const pool = "--busy-minutes 60 --units 2 --json";
    const { stdout } = await queueing(`erlang-c --calls-per-hour 1 ${pool}`);
    const answer = JSON.parse(stdout) as { loadErlangs: number; rows: { waitShare: number }[] };
    assert.equal(answer.loadErlangs, 1);
    assert.ok(Math.abs(answer.rows[0].waitShare - 1 / 3) < 1e-12);
    const over = JSON.parse((await queueing(`erlang-c --calls-per-hour 3 ${pool}`)).stdout) as {
      rows: object[];
    };
    assert.deepEqual(over.rows, [
      {
        units: 2,
        occupancy: 1,
        waitShare: 1,
        meanWaitMinutes: null,
        percentileMinutes: null,
        servedWithinShare: 0,
        meanQueue: null,
      },
    ]);
  });

  test("a small number may be written with a power of ten", async () => {
    const small = await queueing("erlang-b --calls-per-hour 1e-06 --busy-minutes 20 --units 1");
    assert.equal(small.code, 0, small.stderr);
    const plain = await queueing("erlang-b --calls-per-hour 0.000001 --busy-minutes 20 --units 1");
    assert.equal(small.stdout, plain.stdout);
  });

  const good = "--calls-per-hour 3 --busy-minutes 20 --units 4";
  const faults: readonly [line: string, reason: RegExp][] = [
    ["erlang-b --calls-per-hour -1 --busy-minutes 20 --units 4", /calls-per-hour: got -1.*wrong-value/],
    ["erlang-b --calls-per-hour 1e9 --busy-minutes 20 --units 4", /got 1e9.*wrong-value/],
    ["erlang-b --calls-per-hour 3 --busy-minutes 0 --units 4", /busy-minutes: got 0, expected.*wrong-value/],
    ["erlang-b --calls-per-hour 3 --busy-minutes 20 --units 9-4", /units: got 9-4, expected.*wrong-value/],
    ["erlang-b --calls-per-hour 3 --busy-minutes 20 --units 1-9999", /at most 500.*wrong-value/],
    [`erlang-c ${good} --percent 100`, /percent: got 100, expected.*wrong-value/],
    [`erlang-a ${good} --patience-minutes never`, /patience-minutes: got never.*wrong-value/],
    ["erlang-a --calls-per-hour 100000 --busy-minutes 20 --units 4 --patience-minutes 900", /4 units: more than 10,000 calls would wait.*overloaded/],
    ["priorities --calls-per-hour 0,0 --busy-minutes 20 --units 4", /got 0,0, expected.*wrong-value/],
    [`cutoff ${good} --held-back 0,1`, /got 2 numbers, expected one for each of 1.*wrong-value/],
    [`cutoff ${good} --held-back 1.5`, /held-back: got 1.5, expected a whole.*wrong-value/],
    [`cutoff ${good} --held-back 4`, /held-back with 4 units: got 4.*wrong-value/],
    ["hypercube none.yaml", /none.yaml: can not be read.*file.unreadable/],
  ]; // prettier-ignore

  /** In this process: what the command throws, as main.ts would print it. */
  const faultOf = async (line: string): Promise<string> => {
    const program = await makeProgram(["queueing"]);
    try {
      await program.parseAsync(["queueing", ...line.split(" ")], { from: "user" });
    } catch (error) {
      const { message, code } = error as { message: string; code: string };
      return `${message} (${code})`;
    }
    return "nothing was wrong";
  };

  test("options that no formula takes are named, with what was expected and a code", async () => {
    for (const [line, reason] of faults) assert.match(await faultOf(line), reason, line);
    const { code, stdout, stderr } = await queueing(faults[0][0]);
    assert.deepEqual([code, stdout], [1, ""]);
    assert.match(stderr, faults[0][1]);
    assert.match(
      (await queueing(`erlang-a ${good}`)).stderr,
      /required option '--patience-minutes/,
    );
    assert.match((await queueing("hypercube plan.yaml --method guess")).stderr, /exact, near/);
  });

  const wrongPlans: readonly [name: string, text: string, reason: RegExp][] = [
    ["base", plan.replace("base: south", "base: soth"), /base\.yaml:11:\d+: units\.3\.base: got soth/],
    ["asks", plan.replace("[S1, T1]", "[S1, T9]"), /areas\.2\.asks: got T9, which no unit is called/],
    ["twice", plan.replace("[S1, T1]", "[S1, S1]"), /areas\.2\.asks: expected each unit once/],
    ["matrix", plan.replace("[3, 9, 14]", "[3, 9]"), /areas\.0\.travelMinutes: got 2 numbers, expected 3/],
    ["names", plan.replace("name: T2", "name: T1"), /units: expected each unit's name once/],
    ["quiet", plan.replaceAll(/callsPerHour: [\d.]+/g, "callsPerHour: 0"), /areas: got no calls/],
    ["much", plan.replace("busyMinutes: 45", "busyMinutes: 100"), /keep 5\.00 units busy and there are 4.*overloaded/],
    ["colour", `${plan}colour: red\n`, /Unrecognized key: "colour"/],
  ]; // prettier-ignore

  test("wrong plans are refused with file, line and reason", async () => {
    for (const [name, text, reason] of wrongPlans) {
      const path = join(directory, planFile(`${name}.yaml`, text));
      assert.match(await faultOf(`hypercube ${path}`), reason, name);
    }
    const units = Array.from({ length: 13 }, (_, unit) => `  - { name: U${unit}, base: town }\n`);
    const many = planFile("many.yaml", plan.replace(/units:[^]*/, `units:\n${units.join("")}`).replace(", asks: [S1, T1]", "")); // prettier-ignore
    assert.match((await queueing(`hypercube ${many} --method exact`)).stderr, /exact for 13 units/);
    assert.match((await queueing(`hypercube ${many}`)).stdout, /^2\.25 of 13 units.*near answer/);
  });
});
