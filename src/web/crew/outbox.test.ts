import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, mock, test } from "node:test";
import type { Command } from "../../core/commands.ts";
import { Outbox } from "./outbox.ts";

interface Sent {
  readonly id: string;
  readonly command: Command;
  readonly occurredAt?: number;
}

let sent: Sent[] = [];
/** What the server answers next; a thrown error is a lost connection. */
let answers: (() => Response)[] = [];
const kept = new Map<string, string>();

// In a suite of its own: all tests share one process, and hooks outside a suite would run for every one of them.
describe("outbox", () => {
  beforeEach(() => {
    sent = [];
    answers = [];
    kept.clear();
    mock.method(globalThis, "fetch", async (_path: string, init: { body: string }) => {
      sent.push(JSON.parse(init.body) as Sent);
      return (answers.shift() ?? (() => Response.json({ position: 1 })))();
    });
    Object.defineProperty(globalThis, "localStorage", {
      configurable: true,
      value: {
        getItem: (key: string) => kept.get(key) ?? null,
        setItem: (key: string, value: string) => void kept.set(key, value),
      },
    });
  });
  afterEach(() => {
    mock.restoreAll();
    Reflect.deleteProperty(globalThis, "localStorage");
  });

  /** Waits until nothing is on the way any more. */
  async function untilEmpty(outbox: Outbox): Promise<void> {
    while (outbox.getState().kept.length > 0)
      await new Promise((resolve) => setTimeout(resolve, 5));
  }

  const enRoute: Command = { type: "unit.progress", unit: 1, status: "en route" };
  const atScene: Command = { type: "unit.progress", unit: 1, status: "at scene" };
  const emergency: Command = { type: "unit.raise-emergency", unit: 1 };
  const lost = (): Response => {
    throw new TypeError("fetch failed");
  };
  const refused = (): Response =>
    Response.json(
      { code: "unit.wrong-state", detail: "AB12 is at scene already" },
      { status: 409 },
    );

  test("presses go in order, each with its own id and the time it was pressed", async () => {
    let done = 0;
    const outbox = new Outbox("crew", () => void (done += 1));
    outbox.put("room", enRoute, 100);
    outbox.put("room", atScene, 200);
    await untilEmpty(outbox);
    assert.deepEqual(
      sent.map(({ command, occurredAt }) => [command, occurredAt]),
      [
        [enRoute, 100],
        [atScene, 200],
      ],
    );
    assert.notEqual(sent[0].id, sent[1].id);
    assert.equal(done, 2);
    outbox.stop();
  });

  test("a press whose answer was lost is sent again with the same id", async () => {
    answers = [lost];
    const outbox = new Outbox("crew", () => undefined);
    outbox.put("room", enRoute, 100);
    while (outbox.getState().trouble === "") await new Promise((resolve) => setTimeout(resolve, 5));
    assert.equal(outbox.getState().kept.length, 1);
    outbox.sendNow();
    await untilEmpty(outbox);
    assert.equal(sent.length, 2);
    assert.equal(sent[0].id, sent[1].id);
    assert.equal(outbox.getState().trouble, "");
    outbox.stop();
  });

  test("a refusal takes its press out, is said, and lets the next one go", async () => {
    answers = [refused];
    const outbox = new Outbox("crew", () => undefined);
    outbox.put("room", enRoute, 100);
    outbox.put("room", atScene, 200);
    await untilEmpty(outbox);
    assert.equal(sent.length, 2);
    assert.equal(outbox.getState().refusal, "AB12 is at scene already");
    outbox.stop();
  });

  test("a time that has not come at the server is no refusal: the press counts as of its arrival", async () => {
    const notYet = (): Response =>
      Response.json({ code: "time.future", detail: "occurred-at lies ahead" }, { status: 422 });
    answers = [notYet, lost];
    const outbox = new Outbox("crew", () => undefined);
    outbox.put("room", enRoute, 900);
    while (outbox.getState().trouble === "") await new Promise((resolve) => setTimeout(resolve, 5));
    assert.equal(outbox.getState().kept.length, 1, "its answer was lost");
    outbox.sendNow();
    await untilEmpty(outbox);
    assert.deepEqual(
      sent.map(({ occurredAt }) => occurredAt),
      [900, undefined, undefined],
    );
    assert.notEqual(sent[0].id, sent[1].id);
    assert.equal(sent[1].id, sent[2].id);
    assert.equal(outbox.getState().refusal, "");
    outbox.stop();
  });

  test("an emergency goes ahead of what waits, and presses survive a reload of the page", async () => {
    answers = [lost, lost];
    const before = new Outbox("crew", () => undefined);
    before.put("room", enRoute, 100);
    before.put("room", emergency, 150);
    assert.deepEqual(
      before.getState().kept.map((one) => one.command.type),
      ["unit.raise-emergency", "unit.progress"],
    );
    before.stop();
    while (sent.length < 1) await new Promise((resolve) => setTimeout(resolve, 5));
    const after = new Outbox("crew", () => undefined);
    assert.equal(after.getState().kept.length, 2);
    after.sendNow();
    await untilEmpty(after);
    const last = sent.slice(-2).map(({ command }) => command.type);
    assert.deepEqual(last, ["unit.raise-emergency", "unit.progress"]);
    after.stop();
  });
});
