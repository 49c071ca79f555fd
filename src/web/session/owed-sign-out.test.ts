import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test, type TestContext } from "node:test";
import { OwedSignOut } from "./owed-sign-out.ts";

const stored = new Map<string, string>();

/** Answers with these statuses in turn, the last one for ever; 0 = the network is down. */
function serve(context: TestContext, ...statuses: number[]): string[] {
  const asked: string[] = [];
  context.mock.method(globalThis, "fetch", (path: string, { method }: RequestInit) => {
    asked.push(`${method} ${path}`);
    const status = statuses.length > 1 ? statuses.shift() : statuses[0];
    if (status === 0) return Promise.reject(new TypeError("Failed to fetch"));
    return Promise.resolve(new Response(null, { status: status ?? 0 }));
  });
  return asked;
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe("a sign-out that the server is owed", () => {
  const saved = Object.getOwnPropertyDescriptor(globalThis, "localStorage");
  before(() =>
    Object.defineProperty(globalThis, "localStorage", {
      configurable: true,
      value: {
        getItem: (key: string) => stored.get(key) ?? null,
        setItem: (key: string, value: string) => void stored.set(key, value),
        removeItem: (key: string) => void stored.delete(key),
      },
    }),
  );
  beforeEach(() => stored.clear());
  after(() => {
    if (saved === undefined) Reflect.deleteProperty(globalThis, "localStorage");
    else Object.defineProperty(globalThis, "localStorage", saved);
  });

  test("with a network the server is told at once, and nothing is left", async (context) => {
    const asked = serve(context, 204);
    const signOut = new OwedSignOut();
    assert.equal(signOut.getState(), "none");
    signOut.begin();
    assert.equal(signOut.getState(), "sending");
    await until(() => signOut.getState() === "told");
    assert.deepEqual(asked, ["DELETE /api/session"]);
    assert.equal(stored.size, 0);
  });

  test("without one it is owed, tried again by itself, and told when the network is back", async (context) => {
    context.mock.timers.enable({ apis: ["setTimeout"] });
    const asked = serve(context, 0, 503, 204);
    const signOut = new OwedSignOut();
    const seen: string[] = [];
    signOut.subscribe(() => seen.push(signOut.getState()));
    signOut.begin();
    for (let turn = 0; turn < 400 && signOut.getState() !== "told"; turn += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      context.mock.timers.tick(50);
    }
    assert.deepEqual(seen, ["sending", "owed", "owed", "told"]);
    assert.equal(asked.length, 3);
    assert.equal(stored.size, 0);
  });

  test("a page that is opened later knows it, and settles it before anything else", async (context) => {
    serve(context, 0);
    const first = new OwedSignOut();
    first.begin();
    await until(() => first.getState() === "owed");
    const later = new OwedSignOut();
    assert.equal(later.getState(), "owed");
    await assert.rejects(later.settle(), { code: "network.unreachable" });
    context.mock.restoreAll();
    const asked = serve(context, 204);
    await Promise.all([later.settle(), later.settle()]);
    assert.equal(later.getState(), "told");
    assert.deepEqual(asked, ["DELETE /api/session"], "once, also for two who wait");
    first.sendNow();
    await until(() => first.getState() === "told");
  });

  test("a session that is over already is an answer", async (context) => {
    serve(context, 401);
    const signOut = new OwedSignOut();
    signOut.begin();
    await until(() => signOut.getState() === "told");
    assert.equal(stored.size, 0);
  });

  test("nothing owed, nothing sent", async (context) => {
    const asked = serve(context, 204);
    const signOut = new OwedSignOut();
    await signOut.settle();
    signOut.sendNow();
    assert.deepEqual(asked, []);
  });
});
