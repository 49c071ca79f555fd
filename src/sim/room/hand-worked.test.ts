/**
 * Nights that a person can work out with a pencil. Everything lies on one line, a minute of travel per `minute` of
 * longitude, ways take what is expected, and scenes and patience are given; so each instant is a sum that stands beside it.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { CallRandom } from "../../base/call-random.ts";
import { microsPerMinute, type Instant } from "../../base/instant.ts";
import type { DivertRule } from "../../core/allocation/divert-rule.ts";
import type { CoreEvent } from "../../core/events.ts";
import { evolve } from "../../core/evolve.ts";
import { ukPoliceConfig } from "../../core/presets/uk-police.ts";
import { hashState } from "../../core/state/hash.ts";
import { makeRegionState } from "../../core/state/region-state.ts";
import type { Grade, ServiceLevel } from "../../core/vocabulary.ts";
import type { Call, Duty } from "./calls.ts";
import {
  lineLatE7 as latE7,
  lineMinuteE7 as minute,
  lineStartAt as startAt,
  lineTravel as line,
} from "../../testing/minute-line.ts";
import { Room } from "./room.ts";

interface GivenCall {
  readonly at: number;
  readonly place: number;
  readonly grade: Grade;
  readonly scene: number;
  readonly patience?: number;
  /** How long the caller is talked to before anybody is sent. */
  readonly handling?: number;
}

/** All in minutes: of places from the origin, of times from the start. */
interface Night {
  /** Bases of the units; all are on duty from minute 0. */
  readonly units: readonly number[];
  readonly calls: readonly GivenCall[];
  readonly ends?: readonly {
    readonly at: number;
    readonly unit: number;
    readonly handsOver?: boolean;
  }[];
  readonly diverts?: DivertRule;
  /** Decisions on the service level. */
  readonly levels?: readonly { readonly at: number; readonly level: ServiceLevel }[];
}

const takesFromScene: DivertRule["takes"] = [
  { grade: "immediate", onTheWay: ["scheduled"], atScene: ["scheduled"] },
];
const nobody: DivertRule = { takes: [], interrupted: "resumed" };

const types = {
  immediate: "dangerous-driving",
  priority: "other",
  scheduled: "burglary",
  resolution: "noise",
} as const;

/** Who did what when, as lines: `<minute> <unit> <what> <incident>`, `<minute> call <incident> <what>`. */
function play({ units, calls, ends = [], diverts = nobody, levels = [] }: Night): string[] {
  const state = makeRegionState({}, false);
  const events: CoreEvent[] = [];
  state.sink = { open: true, put: (event) => void events.push(event) };
  const at = (minutes: number): Instant => startAt + Math.round(minutes * microsPerMinute);
  const given = calls.map(
    ({ at: minutes, place, grade, scene, patience, handling = 0 }, number): Call => ({
      number,
      at: at(minutes),
      area: "line",
      latE7,
      lonE7: place * minute,
      grade: { grade, incidentType: types[grade] },
      sceneMicros: scene * microsPerMinute,
      handlingMicros: handling * microsPerMinute,
      patienceMicros: patience === undefined ? undefined : patience * microsPerMinute,
    }),
  );
  let next = 0;
  // After the last one a call far in the future, which is not played.
  const never = { ...given[0], number: 1_000, at: at(100_000) };
  const bases = units.map((place) => ({ latE7, lonE7: place * minute }));
  const duties: Duty[] = [
    ...units.map((_, unit) => ({ at: startAt, unit, begins: true })),
    ...ends.map(({ at: minutes, unit, handsOver = false }) => ({
      at: at(minutes),
      unit,
      begins: false,
      handsOver,
    })),
  ];
  const room = new Room<Call>({
    state,
    startAt,
    random: new CallRandom(1, "hand-worked"),
    replication: 0,
    travel: line,
    travelSigma: 0,
    heldBack: { immediate: 0, priority: 0, scheduled: 0, resolution: 0 },
    bases,
    calls: { next: () => given[next++] ?? never },
    duties,
    watch: { addCall: () => {}, addResponse: () => {}, addGivenUp: () => {}, addAdvised: () => {} },
  });
  const config = ukPoliceConfig({
    id: "line",
    name: "Line",
    centre: { latE7, lonE7: 0 },
    areas: [{ code: "line", name: "Line", ring: [], reach: [] }],
  });
  room.ask({ type: "region.configure", config: { ...config, divertRule: diverts } });
  for (const [unit, base] of bases.entries())
    room.ask({
      type: "unit.register",
      callSign: `U${unit}`,
      vehicle: "car",
      skills: ["response"],
      area: "line",
      base,
    });
  room.begin();
  for (const { at: minutes, level } of levels) {
    room.playUntil(at(minutes));
    room.decideLevel(level, "by hand");
  }
  room.playUntil(at(1_000));
  const folded = makeRegionState({}, false);
  for (const event of events) evolve(folded, event);
  assert.equal(hashState(folded), hashState(state), "the night is a history of the core");
  return events.flatMap((event) => describeEvent(event) ?? []);
}

function describeEvent(event: CoreEvent): string | undefined {
  const micros = event.at - startAt;
  // Whole microseconds, said in minutes: what is no whole second would show.
  const when = `${micros / microsPerMinute}`;
  switch (event.type) {
    case "unit.allocated":
      return `${when} U${event.unit} sent ${event.incident}`;
    case "unit.progressed":
      return `${when} U${event.unit} ${event.status} ${event.incident}`;
    case "allocation.ended":
      return `${when} U${event.unit} ${event.end} ${event.incident}`;
    case "unit.booked-off":
      return `${when} U${event.unit} off`;
    case "incident.deferred":
      return `${when} ${event.incident} deferred`;
    case "incident.taken-up":
      return `${when} ${event.incident} taken up`;
    case "incident.closed":
      return `${when} ${event.incident} ${event.result}`;
    default:
      return undefined;
  }
}

describe("a unit at the scene of a Scheduled is taken for an Immediate", () => {
  // U0 stands at 0. 1 (Scheduled) at minute 0, place 10, 60 minutes of work: U0 arrives at 0 + 10 = 10, would clear at 70.
  // 2 (Immediate) at minute 30, place 15, 20 minutes of work: nobody is free, U0 is 5 minutes away, there at 35, clears at
  // 55. 20 of the 60 minutes at 1 are worked, 40 are left. From 55 on U0 drives the 5 minutes back: there at 60.
  const night = {
    units: [0],
    calls: [
      { at: 0, place: 10, grade: "scheduled", scene: 60 },
      { at: 30, place: 15, grade: "immediate", scene: 20 },
    ],
  } as const;
  const before = [
    "0 U0 sent 1",
    "10 U0 at scene 1",
    "30 U0 diverted 1",
    "30 U0 sent 2",
    "35 U0 at scene 2",
    "55 U0 cleared 2",
    "55 2 resolved",
    "55 U0 sent 1",
    "60 U0 at scene 1",
  ];

  test("resumed: what was left of its work, 40 minutes, is done from 60 to 100", () => {
    assert.deepEqual(
      play({ ...night, diverts: { takes: takesFromScene, interrupted: "resumed" } }),
      [...before, "100 U0 cleared 1", "100 1 resolved"],
    );
  });

  test("restarted: all of it, 60 minutes, is done from 60 to 120", () => {
    assert.deepEqual(
      play({ ...night, diverts: { takes: takesFromScene, interrupted: "restarted" } }),
      [...before, "120 U0 cleared 1", "120 1 resolved"],
    );
  });

  test("where the rule takes nobody off a scene, 2 waits until 70 and is reached at 75", () => {
    assert.deepEqual(play(night), [
      "0 U0 sent 1",
      "10 U0 at scene 1",
      "70 U0 cleared 1",
      "70 1 resolved",
      "70 U0 sent 2",
      "75 U0 at scene 2",
      "95 U0 cleared 2",
      "95 2 resolved",
    ]);
  });

  test("twice interrupted, resumed: 60 minutes of work are 60 in all", () => {
    // As above until 60. 3 (Immediate) at 70, place 10: U0 is there (no way), 10 more minutes of 1 are worked, 30 are left.
    // At 3 from 70 to 80, then 1 in the same place from 80 to 110.
    assert.deepEqual(
      play({
        ...night,
        calls: [...night.calls, { at: 70, place: 10, grade: "immediate", scene: 10 }],
        diverts: { takes: takesFromScene, interrupted: "resumed" },
      }),
      [
        ...before,
        "70 U0 diverted 1",
        "70 U0 sent 3",
        "70 U0 at scene 3",
        "80 U0 cleared 3",
        "80 3 resolved",
        "80 U0 sent 1",
        "80 U0 at scene 1",
        "110 U0 cleared 1",
        "110 1 resolved",
      ],
    );
  });
});

describe("a unit on its way to a Scheduled is taken for an Immediate", () => {
  test("it turns where it is, and the one it leaves keeps its clock and is served first of its grade", () => {
    // U0 at 0. 1 at 0, place 20: there at 20. 2 (Scheduled) at 5 waits. 3 (Immediate) at 8, place 4: U0 is at 8 by then,
    // 4 minutes away: there at 12, clears at 12 + 10 = 22. Then 1 (clock 0) before 2 (clock 5): from 4 to 20, 16 minutes,
    // there at 38, clears at 48. Then 2 at place 20: there at once, clears at 58.
    const diverts = { takes: takesFromScene, interrupted: "resumed" } as const;
    const calls = [
      { at: 0, place: 20, grade: "scheduled", scene: 10 },
      { at: 5, place: 20, grade: "scheduled", scene: 10 },
      { at: 8, place: 4, grade: "immediate", scene: 10 },
    ] as const;
    assert.deepEqual(play({ units: [0], calls, diverts }), [
      "0 U0 sent 1",
      "8 U0 diverted 1",
      "8 U0 sent 3",
      "12 U0 at scene 3",
      "22 U0 cleared 3",
      "22 3 resolved",
      "22 U0 sent 1",
      "38 U0 at scene 1",
      "48 U0 cleared 1",
      "48 1 resolved",
      "48 U0 sent 2",
      "48 U0 at scene 2",
      "58 U0 cleared 2",
      "58 2 resolved",
    ]);
  });

  test("the one it leaves takes a unit off a lower grade in its turn, by the rule", () => {
    // U0 at 0 drives to 1 (Priority, place 10); U1 at 100 to 2 (Scheduled, place 90). 3 (Immediate) at 4, place 6: U0 is at
    // 4, 2 minutes away; U1 at 96 is 90 away, beyond the 45 minutes of its range. 1 waits again at 4 and takes U1: from 96
    // to 10 are 86 minutes, within its 90: there at 90.
    const diverts: DivertRule = {
      takes: [
        { grade: "immediate", onTheWay: ["priority", "scheduled"], atScene: [] },
        { grade: "priority", onTheWay: ["scheduled"], atScene: [] },
      ],
      interrupted: "resumed",
    };
    const calls = [
      { at: 0, place: 10, grade: "priority", scene: 10 },
      { at: 0, place: 90, grade: "scheduled", scene: 10 },
      { at: 4, place: 6, grade: "immediate", scene: 200 },
    ] as const;
    const lines = play({ units: [0, 100], calls, diverts });
    assert.deepEqual(lines.slice(0, 8), [
      "0 U0 sent 1",
      "0 U1 sent 2",
      "4 U0 diverted 1",
      "4 U0 sent 3",
      "4 U1 diverted 2",
      "4 U1 sent 1",
      "6 U0 at scene 3",
      "90 U1 at scene 1",
    ]);
  });
});

describe("a shift that ends", () => {
  test("with overtime: who is busy goes on until it clears, and nothing new is begun", () => {
    // U0's shift ends at 30; at the scene of 1 from 10 to 50; 2 has waited since 20. U0 is off at 50, 20 minutes over.
    assert.deepEqual(
      play({
        units: [0],
        calls: [
          { at: 0, place: 10, grade: "priority", scene: 40 },
          { at: 20, place: 10, grade: "priority", scene: 40 },
        ],
        ends: [{ at: 30, unit: 0 }],
      }),
      ["0 U0 sent 1", "10 U0 at scene 1", "50 U0 cleared 1", "50 1 resolved", "50 U0 off"],
    );
  });

  test("at the instant of a clear: the shift ends first, so the unit takes nothing new and has no overtime", () => {
    assert.deepEqual(
      play({
        units: [0],
        calls: [
          { at: 0, place: 10, grade: "priority", scene: 40 },
          { at: 20, place: 10, grade: "priority", scene: 40 },
        ],
        ends: [{ at: 50, unit: 0 }],
      }),
      ["0 U0 sent 1", "10 U0 at scene 1", "50 U0 cleared 1", "50 1 resolved", "50 U0 off"],
    );
  });
});

describe("a walk-out", () => {
  // U0 at 0 and U1 at 30. 1 at 0, place 10: U0 is there at 10, its 60 minutes would end at 70. U0 walks out at 25 with 15
  // minutes worked. U1 comes from 30: 20 minutes, there at 45.
  const night = {
    units: [0, 30],
    calls: [{ at: 0, place: 10, grade: "priority", scene: 60 }],
    ends: [{ at: 25, unit: 0, handsOver: true }],
  } as const;
  const before = ["0 U0 sent 1", "10 U0 at scene 1", "25 U0 stood down 1", "25 U0 off"];

  test("with the work handed over: another unit does what is left, 45 minutes, from 45 to 90", () => {
    assert.deepEqual(play(night), [
      ...before,
      "25 U1 sent 1",
      "45 U1 at scene 1",
      "90 U1 cleared 1",
      "90 1 resolved",
    ]);
  });

  test("begun anew where the rule says so: 60 minutes, from 45 to 105", () => {
    assert.deepEqual(play({ ...night, diverts: { takes: [], interrupted: "restarted" } }), [
      ...before,
      "25 U1 sent 1",
      "45 U1 at scene 1",
      "105 U1 cleared 1",
      "105 1 resolved",
    ]);
  });

  test("with nobody left: it waits, with the clock it had, for whoever clears first", () => {
    // U1 is at 2 (place 40) from 10 to 50; from there 30 minutes to 1: there at 80, 45 minutes are left: 125.
    assert.deepEqual(
      play({
        ...night,
        calls: [...night.calls, { at: 0, place: 40, grade: "priority", scene: 40 }],
      }),
      [
        "0 U0 sent 1",
        "0 U1 sent 2",
        "10 U0 at scene 1",
        "10 U1 at scene 2",
        "25 U0 stood down 1",
        "25 U0 off",
        "50 U1 cleared 2",
        "50 2 resolved",
        "50 U1 sent 1",
        "80 U1 at scene 1",
        "125 U1 cleared 1",
        "125 1 resolved",
      ],
    );
  });
});

describe("a caller whose patience ends", () => {
  const first = { at: 0, place: 10, grade: "priority", scene: 40 } as const;
  const served = ["0 U0 sent 1", "10 U0 at scene 1", "50 U0 cleared 1", "50 1 resolved"];

  test("at the instant of a clear: the clear comes first, and the caller is served", () => {
    // 2 at 20 with 30 minutes of patience: both are due at 50.
    assert.deepEqual(play({ units: [0], calls: [first, { ...first, at: 20, patience: 30 }] }), [
      ...served,
      "50 U0 sent 2",
      "50 U0 at scene 2",
      "90 U0 cleared 2",
      "90 2 resolved",
    ]);
  });

  test("the same, whatever was fixed first: the give-up at 5, the clear only at 10", () => {
    assert.deepEqual(play({ units: [0], calls: [first, { ...first, at: 5, patience: 45 }] }), [
      ...served,
      "50 U0 sent 2",
      "50 U0 at scene 2",
      "90 U0 cleared 2",
      "90 2 resolved",
    ]);
  });

  test("a microsecond before the clear: the caller is gone", () => {
    const patience = 30 - 1 / microsPerMinute;
    assert.deepEqual(play({ units: [0], calls: [first, { ...first, at: 20, patience }] }), [
      ...served.slice(0, 2),
      `${50 - 1 / microsPerMinute} 2 cancelled`,
      ...served.slice(2),
    ]);
  });

  test("a unit that clears at the instant of a call is free for it", () => {
    assert.deepEqual(play({ units: [0], calls: [first, { ...first, at: 50 }] }), [
      ...served,
      "50 U0 sent 2",
      "50 U0 at scene 2",
      "90 U0 cleared 2",
      "90 2 resolved",
    ]);
  });

  test("who was reached and waits again, because the unit was taken, gives up no more", () => {
    // 1 has patience until 40 and is reached at 10; U0 is taken at 20 for 2, at place 10, until 60; then 1 has 30 left.
    assert.deepEqual(
      play({
        units: [0],
        calls: [
          { at: 0, place: 10, grade: "scheduled", scene: 40, patience: 40 },
          { at: 20, place: 10, grade: "immediate", scene: 40 },
        ],
        diverts: { takes: takesFromScene, interrupted: "resumed" },
      }),
      [
        "0 U0 sent 1",
        "10 U0 at scene 1",
        "20 U0 diverted 1",
        "20 U0 sent 2",
        "20 U0 at scene 2",
        "60 U0 cleared 2",
        "60 2 resolved",
        "60 U0 sent 1",
        "60 U0 at scene 1",
        "90 U0 cleared 1",
        "90 1 resolved",
      ],
    );
  });
});

describe("a Scheduled that the service level defers while the caller is talked to", () => {
  // "Priority only" defers Scheduled from minute 5 on. 1 comes at 10 and takes 5 minutes to handle: it could go at 15. U0 is free at 0.
  const night = {
    units: [0],
    calls: [{ at: 10, place: 10, grade: "scheduled", scene: 20, handling: 5 }],
  } as const;
  const from = (minutes: number) => [
    `${minutes} U0 sent 1`,
    `${minutes + 10} U0 at scene 1`,
    `${minutes + 30} U0 cleared 1`,
    `${minutes + 30} 1 resolved`,
  ];

  test("back to normal at 12, before it is handled: U0 is sent at 15, when it is, and not at 12", () => {
    const levels = [
      { at: 5, level: "priority only" },
      { at: 12, level: "normal" },
    ] as const;
    assert.deepEqual(play({ ...night, levels }), ["10 1 deferred", "12 1 taken up", ...from(15)]);
  });

  test("back to normal at 20, when it is handled: U0 is sent at once", () => {
    const levels = [
      { at: 5, level: "priority only" },
      { at: 20, level: "normal" },
    ] as const;
    assert.deepEqual(play({ ...night, levels }), ["10 1 deferred", "20 1 taken up", ...from(20)]);
  });

  test("deferred at 12 while it is handled, back at 14: sent at 15 all the same", () => {
    const levels = [
      { at: 12, level: "priority only" },
      { at: 14, level: "normal" },
    ] as const;
    assert.deepEqual(play({ ...night, levels }), ["12 1 deferred", "14 1 taken up", ...from(15)]);
  });
});
