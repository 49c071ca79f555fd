import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { distanceM } from "../base/distance.ts";
import { ApiClient, ApiProblem } from "./drive/api-client.ts";

const data = mkdtempSync(join(tmpdir(), "muster-demo-test-"));
after(() => rmSync(data, { recursive: true, force: true }));
const main = join(import.meta.dirname, "main.ts");
/** Generous: other tests share the machine. A demo that never gets there fails here. */
const waitMillis = 60_000;

interface Started {
  readonly child: ChildProcess;
  readonly origin: string;
}

async function startDemo(...flags: string[]): Promise<Started> {
  const args = [main, "demo", "--port", "0", "--data", data, "--speed", "20", ...flags];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  let printed = "";
  child.stdout.setEncoding("utf8");
  for await (const chunk of child.stdout) {
    printed += String(chunk);
    const address = /^.*(http:\/\/127\.0\.0\.1:\d+)\/$/m.exec(printed)?.[1];
    if (address !== undefined) return { child, origin: address };
  }
  throw new Error(`the demo ended before it was ready: ${printed}`);
}

async function stopDemo({ child }: Started): Promise<number | null> {
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  const [code] = (await gone) as [number | null];
  return code;
}

interface UnitsView {
  readonly position: number;
  readonly units: readonly {
    readonly unit: number;
    readonly callSign: string;
    readonly status: string;
  }[];
}

async function waitForCrews(client: ApiClient, least: number): Promise<UnitsView> {
  for (const until = Date.now() + waitMillis; ; await sleep(200)) {
    const view = (await client.get("/api/regions/harbour/units?limit=1000")) as UnitsView;
    const on = view.units.filter((unit) => unit.status !== "off").length;
    if (on >= least) return view;
    assert.ok(Date.now() < until, `${on} of ${view.units.length} units are on duty`);
  }
}

/** Numbers of the open contacts, once `isThere` holds of their states and numbers. */
async function waitForContacts(
  client: ApiClient,
  isThere: (states: readonly string[], numbers: readonly number[]) => boolean,
): Promise<number[]> {
  for (const until = Date.now() + waitMillis; ; await sleep(200)) {
    const view = (await client.get("/api/regions/harbour/contacts?limit=1000")) as {
      contacts: readonly { readonly contact: number; readonly state: string }[];
    };
    const open = view.contacts.filter((contact) => contact.state !== "linked");
    const numbers = open.map((contact) => contact.contact);
    if (isThere(open.map((contact) => contact.state), numbers)) return numbers; // prettier-ignore
    assert.ok(Date.now() < until, JSON.stringify(open));
  }
}

/** A person at the console answers the first that still rings; gives its number. */
async function answerOne(client: ApiClient, contacts: readonly number[]): Promise<number> {
  for (const contact of contacts) {
    try {
      await client.command("harbour", { type: "contact.answer", contact });
      return contact;
    } catch (error) {
      if (!(error instanceof ApiProblem && error.status < 500)) throw error;
    }
  }
  throw new Error(`nobody rang any more: ${contacts.join(", ")}`);
}

/** The log says of everything whether a robot or a person did it; these commands are all that people have done. */
async function checkAuthors(client: ApiClient, byPeople: readonly object[]): Promise<void> {
  const authors = new Map<string, number>();
  const found: object[] = [];
  for (let after = 0; ;) {
    const { events } = (await client.get(`/api/regions/harbour/events?after=${after}`)) as {
      events: readonly { event: { type: string; by: string; contact?: number } }[];
    };
    if (events.length === 0) break;
    after += events.length;
    for (const { event } of events) {
      const { type, by, contact } = event;
      const kind = by.split("-", 1)[0];
      authors.set(kind, (authors.get(kind) ?? 0) + 1);
      // A late answer ends its alarm: one act, two events.
      if (kind === "demo" && type !== "alarm.ended") found.push({ type, contact, by });
    }
  }
  assert.deepEqual(found, byPeople);
  assert.deepEqual([...authors.keys()].sort(), ["demo", "robot", "system"]);
}

interface Place {
  readonly unit: number;
  readonly at: number;
  readonly latE7: number;
  readonly lonE7: number;
}

async function readPlaces(client: ApiClient, at: number): Promise<readonly Place[]> {
  const answer = await client.get(`/api/regions/harbour/positions?at=${at}`);
  return (answer as { readonly positions: readonly Place[] }).positions;
}

/**
 * The server has the last positions again before the crews play on: from there nobody jumps. At a hundred times its time
 * the world before told of a crew only every so often, and where the machine was busy one drove on for a street or two.
 */
async function checkGoOn(client: ApiClient): Promise<void> {
  const startsAt = (await client.getSession()).clock.now;
  const until = Date.now() + waitMillis;
  const last = new Map<number, Place>();
  for (let moved = 0; moved < 20; await sleep(100)) {
    moved = 0;
    const far: string[] = [];
    assert.ok(
      Date.now() < until,
      `${last.size} units were somewhere, ${moved} told where they are`,
    );
    for (const place of await readPlaces(client, startsAt + 600e6)) {
      const known = last.get(place.unit);
      if (known === undefined) last.set(place.unit, place);
      else if (place.at !== known.at) {
        moved += 1;
        const metres = distanceM(known.latE7, known.lonE7, place.latE7, place.lonE7);
        const seconds = Math.max(0, place.at - known.at) / 1e6;
        const said = `unit ${place.unit}: ${metres} m in ${seconds} s`;
        assert.ok(metres < 2_000 + 25 * seconds, said);
        if (metres >= 100 + 25 * seconds) far.push(said);
      }
    }
    assert.ok(far.length <= 3, far.join("; "));
  }
}

test("a demo starts, lives, takes the robot switch, stops cleanly and goes on where it was", async () => {
  const first = await startDemo("--fresh", "--no-dispatch");
  const client = await ApiClient.signInToDemo(first.origin, "supervisor");
  const before = await waitForCrews(client, 25);
  assert.equal(before.units.length, 120);
  const robots = async (): Promise<unknown> =>
    ((await client.get("/api/demo")) as { robots: unknown }).robots;
  assert.deepEqual(await robots(), { callTaking: true, dispatch: false });
  await client.post("/api/demo", { callTaking: false });
  assert.deepEqual(await robots(), { callTaking: false, dispatch: false });
  assert.ok((await client.getBytes("/map/tiles/13/4164/2630.pbf")).bytes.length > 1000);
  const overseer = await ApiClient.signInToDemo(first.origin, "overseer");
  await assert.rejects(overseer.post("/api/demo", { dispatch: true }), (error: unknown) => {
    return error instanceof ApiProblem && error.status === 403;
  });
  // With nobody taking calls, three ring; their callers are gone when the demo is started again. A person answers two,
  // and the caller of the second rings off.
  const areThreeRinging = (states: readonly string[]): boolean =>
    states.filter((state) => state === "ringing").length > 2;
  const open = await waitForContacts(client, areThreeRinging);
  const person = await ApiClient.signInToDemo(first.origin, "call taker");
  const held = await answerOne(person, open);
  const others = open.filter((contact) => contact !== held);
  const dropped = await answerOne(client, others);
  const exchange = await ApiClient.signInToDemo(first.origin, "administrator");
  await exchange.command("harbour", { type: "contact.abandon", contact: dropped });
  const ringing = open.filter((contact) => contact !== held && contact !== dropped);
  assert.ok(ringing.length > 0);
  await checkAuthors(client, [
    { type: "contact.answered", contact: held, by: "demo-call-taker" },
    { type: "contact.answered", contact: dropped, by: "demo-supervisor" },
    { type: "contact.abandoned", contact: dropped, by: "demo-administrator" },
  ]);
  const clockBefore = (await client.getSession()).clock.now;
  assert.equal(await stopDemo(first), 0);

  // Faster, so that a call-back falls due soon.
  const second = await startDemo("--speed", "100");
  const again = await ApiClient.signInToDemo(second.origin, "supervisor");
  const later = await waitForCrews(again, 25);
  assert.deepEqual(
    later.units.map((unit) => unit.callSign),
    before.units.map((unit) => unit.callSign),
  );
  assert.ok(later.position >= before.position);
  // A stopped world stands still: it goes on from its last event, not from the wall's time.
  const { clock } = await again.getSession();
  assert.ok(Math.abs(clock.now - clockBefore) < 6 * 3600 * 1e6);
  // What rang is ended; who rang off is called back when it is due, though a person had answered.
  const left = new Set([...ringing, dropped]);
  const still = await waitForContacts(
    again,
    (_states, numbers) => !numbers.some((number) => left.has(number)),
  );
  assert.ok(still.includes(held), `contact ${held} was ended though a person answered it`);
  assert.equal(await stopDemo(second), 0);

  // In its own time, so that nobody gets far between two looks.
  const third = await startDemo("--speed", "1");
  await checkGoOn(await ApiClient.signInToDemo(third.origin, "supervisor"));
  assert.equal(await stopDemo(third), 0);
});
