/**
 * A transfer to a neighbour region, worked out with a pencil. Both regions lie on one line, a minute of travel per `minute` of
 * longitude; ways take what is expected and scenes are given, so each instant is a sum that stands beside it.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { CallRandom } from "../../base/call-random.ts";
import { microsPerMinute, type Instant } from "../../base/instant.ts";
import type { CoreEvent } from "../../core/events.ts";
import { evolve } from "../../core/evolve.ts";
import { ukPoliceConfig } from "../../core/presets/uk-police.ts";
import { hashState } from "../../core/state/hash.ts";
import { makeRegionState } from "../../core/state/region-state.ts";
import { AidRooms, type AidRule } from "./aid-rooms.ts";
import type { Call } from "./calls.ts";
import {
  lineLatE7 as latE7,
  lineMinuteE7 as minute,
  lineStartAt as startAt,
  lineTravel as line,
} from "../../testing/minute-line.ts";
import { Room } from "./room.ts";

interface GivenRegion {
  readonly id: string;
  readonly other: string;
  /** In minutes from the origin: bases of the units, and where guests report. */
  readonly units: readonly number[];
  readonly meet: number;
  readonly floor: number;
  readonly calls: readonly {
    readonly at: number;
    readonly place: number;
    readonly scene: number;
  }[];
  /** Units that book off, at minutes. */
  readonly ends?: readonly { readonly at: number; readonly unit: number }[];
}

const rule: AidRule = {
  grades: ["immediate"],
  units: 2,
  loanMicros: 60 * microsPerMinute,
  answerMicros: 5 * microsPerMinute,
  againMicros: 10_000 * microsPerMinute,
};

function openRegion({ id, other, units, meet, floor, calls, ends = [] }: GivenRegion) {
  const state = makeRegionState({}, false);
  const events: CoreEvent[] = [];
  state.sink = { open: true, put: (event) => void events.push(event) };
  const at = (minutes: number): Instant => startAt + minutes * microsPerMinute;
  const given = [...calls, { at: 100_000, place: 0, scene: 1 }].map((call, number): Call => ({
    number,
    at: at(call.at),
    area: "line",
    latE7,
    lonE7: call.place * minute,
    grade: { grade: "immediate", incidentType: "dangerous-driving" },
    sceneMicros: call.scene * microsPerMinute,
    patienceMicros: undefined,
  }));
  let next = 0;
  const own = units.map((place) => ({ latE7, lonE7: place * minute }));
  const meetAt = { latE7, lonE7: meet * minute };
  const room = new Room<Call>({
    state,
    startAt,
    random: new CallRandom(1, "hand-worked"),
    replication: 0,
    travel: line,
    travelSigma: 0,
    heldBack: { immediate: 0, priority: 0, scheduled: 0, resolution: 0 },
    // Room for two guests.
    bases: [...own, meetAt, meetAt],
    calls: { next: () => given[next++] },
    duties: [
      ...units.map((_, unit) => ({ at: startAt, unit, begins: true })),
      ...ends.map(({ at: minutes, unit }) => ({ at: at(minutes), unit, begins: false })),
    ],
    watch: { addCall: () => {}, addResponse: () => {}, addGivenUp: () => {}, addAdvised: () => {} },
  });
  const config = ukPoliceConfig({
    id,
    name: id,
    centre: meetAt,
    areas: [{ code: "line", name: "Line", ring: [], reach: [] }],
  });
  const aidPlan = {
    neighbours: [{ region: other, name: other, tier: "region" }],
    floors: [{ area: null, grade: null, units: floor }],
  } as const;
  room.ask({ type: "region.configure", config: { ...config, aidPlan } });
  for (const [unit, base] of own.entries())
    room.ask({
      type: "unit.register",
      callSign: `U${unit}`,
      vehicle: "car",
      skills: ["response"],
      area: "line",
      base,
    });
  room.begin();
  return { id, room, events, meets: [meetAt], travel: line };
}

function lineOf(event: CoreEvent): string | undefined {
  const when = `${(event.at - startAt) / microsPerMinute}`;
  switch (event.type) {
    case "unit.allocated":
      return `${when} U${event.unit} sent ${event.incident}`;
    case "unit.progressed":
      return `${when} U${event.unit} ${event.status} ${event.incident}`;
    case "unit.booked-off":
      return `${when} U${event.unit} off`;
    case "incident.closed":
      return `${when} ${event.incident} ${event.result}`;
    case "request.asked":
      return `${when} request ${event.request} ${event.direction}`;
    case "request.answered":
    case "request.released":
      return `${when} request ${event.request} ${event.type === "request.released" ? "released" : event.answer}`;
    case "aid.unit-lent":
      return `${when} U${event.unit} lent`;
    case "aid.guest-named":
      return `${when} U${event.unit} named`;
    case "aid.unit-arrived":
    case "aid.unit-recalled":
    case "aid.unit-released":
    case "aid.unit-returned":
      return `${when} U${event.unit} ${event.type.slice("aid.unit-".length)}`;
    case "aid.floor-broken":
      return `${when} floor broken`;
    default:
      return undefined;
  }
}

/** What happened in each region until minute 400, as lines; both logs fold to the state that was lived. */
function play(south: GivenRegion, north: GivenRegion): { south: string[]; north: string[] } {
  const rooms = [openRegion(south), openRegion(north)];
  new AidRooms(rooms, rule).playUntil(startAt + 400 * microsPerMinute);
  for (const { room, events } of rooms) {
    const folded = makeRegionState({}, false);
    for (const event of events) evolve(folded, event);
    assert.equal(hashState(folded), hashState(room.state), "the night is a history of the core");
  }
  const [southLines, northLines] = rooms.map(({ events }) =>
    events.flatMap((event) => lineOf(event) ?? []),
  );
  return { south: southLines, north: northLines };
}

// South: U0 at 0, guests report at 10. 1 at minute 0, place 5: U0 is there at 5, clears at 105. Nobody is left, so south asks
// at 0 for two. 2 at minute 10, place 20, 30 minutes of work: nobody is free.
const south: GivenRegion = {
  id: "south",
  other: "north",
  units: [0],
  meet: 10,
  floor: 0,
  calls: [
    { at: 0, place: 5, scene: 100 },
    { at: 10, place: 20, scene: 30 },
  ],
};
// North: U0 at 50, U1 at 40, one of them stays. It answers at 0 + 5 = 5: U1 is nearest to 10, 30 minutes away.
const north: GivenRegion = {
  id: "north",
  other: "south",
  units: [50, 40],
  meet: 45,
  floor: 1,
  calls: [],
};

describe("a transfer to a neighbour region", () => {
  // U1 comes as the guest U1 at 5 + 30 = 35, drives 10 to 2: there at 45, clears at 75. Its hour is over at 60, but it is busy:
  // it leaves at 75, drives 30 from 10 to 40, is home at 105.
  test("the nearest above the floor comes, works, stays until it clears, and goes home", () => {
    assert.deepEqual(play(south, north), {
      south: [
        "0 U0 sent 1",
        "0 request 1 outgoing",
        "5 U0 at scene 1",
        "5 request 1 accepted",
        "5 U1 named",
        "35 U1 arrived",
        "35 U1 sent 2",
        "45 U1 at scene 2",
        "75 2 resolved",
        "75 U1 off",
        "75 U1 released",
        "75 request 1 released",
        "105 1 resolved",
      ],
      north: [
        "0 request 1 incoming",
        "5 request 1 accepted",
        "5 U1 lent",
        "35 U1 arrived",
        "75 U1 released",
        "105 U1 returned",
        "105 request 1 released",
      ],
    });
  });

  test("where both must stay, it is refused, and 2 waits until U0 clears at 105 and drives 15", () => {
    assert.deepEqual(play(south, { ...north, floor: 2 }), {
      south: [
        "0 U0 sent 1",
        "0 request 1 outgoing",
        "5 U0 at scene 1",
        "5 request 1 refused",
        "105 1 resolved",
        "105 U0 sent 2",
        "120 U0 at scene 2",
        "150 2 resolved",
      ],
      north: ["0 request 1 incoming", "5 request 1 refused"],
    });
  });

  // North's U0 books off at 40: nobody is left of the one that must stay. U1 is wanted back while it drives to 2; it clears at 75.
  test("a floor that breaks while it is away calls it back, and it leaves when it clears", () => {
    const lived = play(south, { ...north, ends: [{ at: 40, unit: 0 }] });
    assert.deepEqual(
      lived.north.filter((each) => !each.includes("request 2")),
      [
        "0 request 1 incoming",
        "5 request 1 accepted",
        "5 U1 lent",
        "35 U1 arrived",
        "40 U0 off",
        "40 floor broken",
        "40 U1 recalled",
        "75 U1 released",
        "105 U1 returned",
        "105 request 1 released",
      ],
    );
    assert.ok(lived.south.includes("75 U1 released"));
  });

  // U1 would go home from work at 90, while it drives back.
  test("its own shift that ends meanwhile is over once it is home", () => {
    const lived = play(south, { ...north, ends: [{ at: 90, unit: 1 }] });
    assert.deepEqual(lived.north.slice(-3), [
      "105 U1 returned",
      "105 request 1 released",
      "105 U1 off",
    ]);
  });
});
