import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, mock, test } from "node:test";
import type { Session } from "../api/types.ts";
import { dropKept, findKept, findKeptSession, keep, keepSession, keptHours } from "./kept-crew.ts";

const session: Session = {
  account: { id: "crew", name: "Crew", role: "crew", unit: 3 },
  csrf: "secret",
  regions: [{ id: "town", name: "Town" }],
  demo: false,
  mode: "live",
  clock: { now: 1_000_000_000, speed: 2 },
};

describe("what a phone keeps", () => {
  /** Entries are properties, as in a browser, so that Object.keys lists them. */
  let storage: Record<string, unknown>;
  beforeEach(() => {
    mock.timers.enable({ apis: ["Date"], now: 1_700_000_000_000 });
    storage = Object.create({
      getItem: (key: string) => storage[key] ?? null,
      setItem: (key: string, value: string) => void (storage[key] = value),
      removeItem: (key: string) => void Reflect.deleteProperty(storage, key),
    }) as Record<string, unknown>;
    Object.defineProperty(globalThis, "localStorage", { configurable: true, value: storage });
  });
  afterEach(() => {
    mock.timers.reset();
    Reflect.deleteProperty(globalThis, "localStorage");
  });

  test("the session comes back with its clock moved on, and without the CSRF value", () => {
    keepSession(session);
    mock.timers.tick(60_000);
    const found = findKeptSession();
    assert.deepEqual(found, {
      ...session,
      csrf: null,
      clock: { now: 1_000_000_000 + 120_000_000, speed: 2 },
    });
    assert.ok(!JSON.stringify(storage).includes("secret"));
  });

  test("what is older than the limit, or from a later time, is not shown and is deleted", () => {
    keep("view", { place: "Mill Lane" });
    mock.timers.tick(keptHours * 3_600_000 - 1);
    assert.equal(findKept("view")?.keptAtMillis, 1_700_000_000_000);
    mock.timers.tick(1);
    assert.equal(findKept("view"), undefined);
    assert.deepEqual(Object.keys(storage), []);
    keep("view", 1);
    mock.timers.setTime(1_600_000_000_000);
    assert.equal(findKept("view"), undefined);
  });

  test("dropping takes everything of any crew and nothing else", () => {
    keepSession(session);
    keep("view.town.3", { place: "Mill Lane" });
    storage["muster.outbox.crew"] = "[]";
    dropKept();
    assert.deepEqual(Object.keys(storage), ["muster.outbox.crew"]);
  });

  test("blocked or foreign storage is as if there were none", () => {
    storage["muster.crew.session"] = "{";
    assert.equal(findKeptSession(), undefined);
    Reflect.deleteProperty(globalThis, "localStorage");
    keep("view", 1);
    dropKept();
    assert.equal(findKept("view"), undefined);
  });
});
