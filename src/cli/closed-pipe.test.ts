import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { EventEmitter } from "node:events";
import { join } from "node:path";
import { test } from "node:test";
import { mindClosedPipe } from "./closed-pipe.ts";

function exitsOf(command: string, code = "EPIPE"): number[] {
  const stream = new EventEmitter();
  const exits: number[] = [];
  mindClosedPipe(stream, command, (status) => exits.push(status));
  stream.emit("error", Object.assign(new Error("write"), { code }));
  return exits;
}

test("a command whose reader is gone is done; a server goes on; another fault is one", () => {
  assert.deepEqual(exitsOf("roster"), [0]);
  assert.deepEqual(exitsOf("serve"), []);
  assert.deepEqual(exitsOf("demo"), []);
  assert.throws(() => exitsOf("roster", "EIO"));
});

/** A program that prints twice, and nobody reads it. */
async function runUnread(first: string): Promise<readonly [number, string]> {
  const minding = JSON.stringify(join(import.meta.dirname, "closed-pipe.ts"));
  const script = `${first.replace("MINDING", minding)}
    process.stdout.write("once\\n");
    setTimeout(() => process.stdout.write("twice\\n"), 50);
    setTimeout(() => process.exit(8), 1_000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stdout.destroy();
  let said = "";
  child.stderr.on("data", (data: Buffer) => (said += data.toString()));
  const code = await new Promise<number>((resolve) => child.on("close", resolve));
  return [code, said];
}

test("a program that minds it ends in order and without a word; one that does not fails", async () => {
  const minds =
    'import { mindClosedPipe } from MINDING; mindClosedPipe(process.stdout, "COMMAND");';
  assert.deepEqual(await runUnread(minds.replace("COMMAND", "roster")), [0, ""]);
  assert.deepEqual(await runUnread(minds.replace("COMMAND", "serve")), [8, ""]);
  const [code, said] = await runUnread("");
  assert.equal(code, 1);
  assert.match(said, /EPIPE/);
});
