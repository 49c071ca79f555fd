import assert from "node:assert/strict";
import { test } from "node:test";
import { BugError } from "../base/assert.ts";
import { StoreFault } from "../store/port.ts";
import type { CommandAnswer, CommandRequest } from "./command-answer.ts";
import { busy, CommandDesk, type CommandOutcome } from "./command-desk.ts";
import { LiveFault, RefusedError } from "./fault.ts";

const actor = { account: "tester", role: "supervisor", unit: undefined } as const;
const done: CommandAnswer = { position: 1, events: 1, made: {}, warnings: [] };

function request(id: string, digest = id): CommandRequest {
  return { id, digest, actor, read: () => [] };
}

function makeDesk(answer: () => Promise<CommandAnswer>, checkTaking: () => void = () => {}) {
  const counted: CommandOutcome[] = [];
  const onCommand = (outcome: CommandOutcome) => counted.push(outcome);
  return { desk: new CommandDesk({ most: 2, onCommand, checkTaking, answer }), counted };
}

test("each outcome is counted as what an operator makes of it, whether it is thrown or comes later", async () => {
  const table: readonly (readonly [Error, CommandOutcome])[] = [
    [new RefusedError({ code: "contact.unknown", message: "no" }), "refused"],
    [new LiveFault("line.unknown", "no such verb"), "faulty"],
    [new LiveFault("command.stale", "look again", 7), "faulty"],
    [new LiveFault("command.too-many", "split it"), "faulty"],
    [new StoreFault("store.too-large", "fewer corners"), "faulty"],
    [busy("The region loads"), "busy"],
    [new LiveFault("live.stopping", "soon"), "busy"],
    [new StoreFault("store.busy", "the queue is full"), "busy"],
    [new StoreFault("store.failed", "the disk is full"), "failed"],
    [new StoreFault("store.stale-position", "built on what failed"), "failed"],
    [new BugError("a bug"), "failed"],
    [new TypeError("a bug"), "failed"],
  ];
  for (const [error, outcome] of table) {
    const toThrow = (): never => {
      throw error;
    };
    const desks = [
      makeDesk(() => Promise.reject(error)),
      makeDesk(toThrow),
      makeDesk(() => Promise.resolve(done), toThrow),
    ];
    for (const { desk, counted } of desks) {
      await assert.rejects(desk.submit(request("one")), error);
      assert.deepEqual(counted, [outcome], error.message);
      assert.equal(desk.underWay, 0);
    }
  }
});

test("an answered command is counted once, a retry not at all, an id used twice as faulty, one too many as busy", async () => {
  const { promise, resolve } = Promise.withResolvers<CommandAnswer>();
  const { desk, counted } = makeDesk(() => promise);
  const [one, two] = [desk.submit(request("one")), desk.submit(request("two"))];
  await assert.rejects(desk.submit(request("three")), { code: "live.busy" });
  assert.deepEqual([desk.underWay, counted], [2, ["busy"]]);
  const retry = desk.submit(request("one"));
  resolve(done);
  assert.deepEqual(await Promise.all([one, two]), [done, done]);
  assert.deepEqual(await retry, { ...done, replayed: true });
  assert.deepEqual(await desk.submit(request("two")), { ...done, replayed: true });
  await assert.rejects(desk.submit(request("two", "another")), { code: "command.id-reused" });
  assert.deepEqual([desk.underWay, counted], [0, ["busy", "accepted", "accepted", "faulty"]]);
});
