/** Lines against a small room: what each says as commands, and what is said about lines that say nothing. */

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  act,
  addClosure,
  addIncident,
  addUnit,
  makeRoom,
  roomCentre,
  roomConfig,
  waitSeconds,
  type Room,
} from "../../testing/control-room.ts";
import type { AidMessage } from "../aid/aid-facts.ts";
import type { Command } from "../commands.ts";
import { standardRoster } from "../region/policy.ts";
import { forkState } from "../state/region-state.ts";
import { formatCommand } from "./format-command.ts";
import { listFaults } from "./list-faults.ts";
import { findNamedPlace, type Names } from "./names.ts";
import { namesFromState } from "./names-from-state.ts";
import { parseLine, type ParsedLine } from "./parse-line.ts";
import { lineLimits } from "./tokens.ts";
import { usages } from "./verbs.ts";

/** Units AB12 (0), AB14 (1, on incident 2), AB1 (2), XY7 (3), OFF1 (4, off); incidents 1 and 2; contact 1 rings, 2 is answered. */
function makeWorld(): { room: Room; names: Names } {
  const room = makeRoom();
  for (const callSign of ["AB12", "AB14", "AB1", "XY7"]) addUnit(room, { callSign });
  addUnit(room, { callSign: "OFF1", bookedOn: false });
  addIncident(room, { place: "Tanner Row" });
  addIncident(room, { grade: "scheduled", type: "noise" });
  act(room, { type: "unit.send", incident: 2, units: [1] });
  act(room, { type: "incident.note", incident: 1, note: "first" });
  act(room, { type: "incident.note", incident: 1, note: "second" });
  act(room, { type: "incident.set-hazards", incident: 1, hazards: ["dog"] });
  act(room, { type: "contact.receive", channel: "call" });
  act(room, { type: "contact.receive", channel: "call" });
  act(room, { type: "contact.answer", contact: 2 });
  act(room, { type: "unit.raise-emergency", unit: 3 });
  return { room, names: namesFromState(room.state) };
}

const world = makeWorld();

function parse(line: string): ParsedLine {
  return parseLine(line, world.names, world.room.now);
}

const notAsked = { state: "not asked", latE7: 0, lonE7: 0, radiusM: 0 } as const;

const lines: readonly (readonly [string, ...Command[]])[] = [
  ["send AB12 > 1", { type: "unit.send", incident: 1, units: [0], mode: "send" }],
  ["  SEND ab12,aB14>1 ", { type: "unit.send", incident: 1, units: [0, 1], mode: "send" }],
  ["send AB12 AB12 > 1", { type: "unit.send", incident: 1, units: [0], mode: "send" }],
  ["div xy > 1", { type: "unit.send", incident: 1, units: [3], mode: "divert" }],
  ["stack AB1 > 2", { type: "unit.send", incident: 2, units: [2], mode: "stack" }],
  ["stand down AB14", { type: "unit.stand-down", unit: 1 }],
  ["stand down AB14 > 2", { type: "unit.stand-down", unit: 1, incident: 2 }],
  ["st d AB14 not needed > 2", { type: "unit.stand-down", unit: 1, reason: "not needed > 2" }],
  [
    "stand down AB14 AB12 all well",
    { type: "unit.stand-down", unit: 1, reason: "all well" },
    { type: "unit.stand-down", unit: 0, reason: "all well" },
  ],
  ["stand down AB14 xy gone", { type: "unit.stand-down", unit: 1, reason: "xy gone" }],
  ["AB12 at scene", { type: "unit.progress", unit: 0, status: "at scene" }],
  [
    "ab12 ab14 at",
    { type: "unit.progress", unit: 0, status: "at scene" },
    { type: "unit.progress", unit: 1, status: "at scene" },
  ],
  ["AB14 5", { type: "unit.progress", unit: 1, status: "en route", label: "5" }],
  ["AB14 refreshments", { type: "unit.set-status", unit: 1, status: "unavailable", label: "4" }],
  [
    "AB12 10 at rest",
    { type: "unit.set-status", unit: 0, status: "unavailable", label: "10", reason: "at rest" },
  ],
  ["AB12 0", { type: "unit.raise-emergency", unit: 0 }],
  ["AB12 11", { type: "unit.book-off", unit: 0 }],
  ["AB14 clear", { type: "unit.clear", unit: 1 }],
  ["AB14 available", { type: "unit.clear", unit: 1 }],
  ["AB12 avail", { type: "unit.set-status", unit: 0, status: "available" }],
  [
    "AB12 unavailable meal",
    { type: "unit.set-status", unit: 0, status: "unavailable", reason: "meal break" },
  ],
  ["AB12 com dep", { type: "unit.set-status", unit: 0, status: "committed deployable" }],
  ["AB12 com", { type: "unit.set-status", unit: 0, status: "committed" }],
  ["AB12 ok", { type: "unit.confirm-welfare", unit: 0 }],
  ["book on OFF1 2", { type: "unit.book-on", unit: 4, crew: 2 }],
  ["book off AB12 AB1", { type: "unit.book-off", unit: 0 }, { type: "unit.book-off", unit: 2 }],
  ["welfare AB12 ok", { type: "unit.confirm-welfare", unit: 0 }],
  ["emergency AB12", { type: "unit.raise-emergency", unit: 0 }],
  [
    "end emergency XY7 pressed by mistake",
    { type: "unit.end-emergency", unit: 3, reason: "pressed by mistake" },
  ],
  [
    "place AB12 @ 54.0123,-3.0045",
    { type: "unit.place", unit: 0, latE7: 540_123_000, lonE7: -30_045_000, source: "said" },
  ],
  [
    'note 1 she said: "AB12 > 2, now"',
    { type: "incident.note", incident: 1, note: 'she said: "AB12 > 2, now"' },
  ],
  [
    "strike 1#2 wrong incident",
    { type: "incident.strike-note", incident: 1, note: 2, reason: "wrong incident" },
  ],
  [
    "grade 1 pri caller is safe",
    { type: "incident.assess", incident: 1, grade: "priority", reason: "caller is safe" },
  ],
  [
    "serve 1 sched no unit free",
    { type: "incident.serve", incident: 1, grade: "scheduled", reason: "no unit free" },
  ],
  [
    "retype 1 burglary-in",
    { type: "incident.retype", incident: 1, incidentType: "burglary-in-progress" },
  ],
  ["hazard 1 +knife -dog", { type: "incident.set-hazards", incident: 1, hazards: ["knife"] }],
  ["hazard 1 +kn", { type: "incident.set-hazards", incident: 1, hazards: ["knife", "dog"] }],
  ["hazard 1 +dog -dog", { type: "incident.set-hazards", incident: 1, hazards: [] }],
  ["close 1 resolved", { type: "incident.close", incident: 1, result: "resolved" }],
  [
    "close 1 res owner told",
    { type: "incident.close", incident: 1, result: "resolved", words: "owner told" },
  ],
  ["reopen 1 rang again", { type: "incident.reopen", incident: 1, reason: "rang again" }],
  [
    "locate 1 @ 54.1,3.2",
    {
      type: "incident.locate",
      incident: 1,
      location: { state: "given", latE7: 541_000_000, lonE7: 32_000_000, radiusM: 0 },
    },
  ],
  [
    "open burglary priority",
    { type: "incident.open", incidentType: "burglary", location: notAsked, grade: "priority" },
  ],
  [
    'open c2 fire imm @ "Tanner Row 4" smoke seen',
    {
      type: "incident.open",
      contact: 2,
      incidentType: "fire",
      location: notAsked,
      grade: "immediate",
      summary: "smoke seen",
      place: "Tanner Row 4",
    },
  ],
  ["answer", { type: "contact.answer", contact: 1 }],
  ["answer 1", { type: "contact.answer", contact: 1 }],
  ["abandon c1", { type: "contact.abandon", contact: 1 }],
  ["call back c2 no", { type: "contact.call-back", contact: 2, result: "no answer" }],
  ["link c2 > 1", { type: "contact.link", contact: 2, incident: 1 }],
  ["unlink c2", { type: "contact.unlink", contact: 2 }],
  ["end c2 adv", { type: "contact.end", contact: 2, outcome: "advice given" }],
  ["ack a1", { type: "alarm.acknowledge", alarm: 1 }],
  [
    "shelve a1 10m crew is well",
    { type: "alarm.shelve", alarm: 1, until: world.room.now + 600_000_000, reason: "crew is well" },
  ],
];

test("grammar: each line gives its commands", () => {
  for (const [line, ...commands] of lines) {
    const got = parse(line);
    assert.equal(got.fault, undefined, `${line}: ${got.fault?.message}`);
    assert.deepEqual(got.commands, commands, line);
    assert.equal(got.preview.length, commands.length, line);
  }
});

const faults: readonly (readonly [string, string, number, RegExp])[] = [
  ["", "line.empty", 0, /expected a verb or a call sign/],
  ["   ", "line.empty", 3, /expected a verb or a call sign/],
  ["x".repeat(501), "line.too-long", 500, /got 501 characters, expected at most 500/],
  [
    "frobnicate AB12",
    "line.unknown",
    0,
    /column 1: got "frobnicate", expected a verb or a call sign$/,
  ],
  ["sta AB12 > 1", "line.ambiguous", 0, /stack, stand down/],
  ["a", "line.ambiguous", 0, /answer, abandon, ask, arrived, ack, AB1/],
  [
    "send AB > 1",
    "line.ambiguous",
    5,
    /column 6: got "AB", expected one call sign: AB1, AB12, AB14/,
  ],
  [
    "send AB12 ZZ9 > 1",
    "line.unknown",
    10,
    /got "ZZ9", expected a call sign, or > and an incident number/,
  ],
  ["send", "line.incomplete", 4, /expected one or more call signs/],
  ["send AB12", "line.incomplete", 9, /expected > and an incident number/],
  ["send AB12 > ", "line.incomplete", 12, /expected an incident number/],
  ["send AB12 > 99", "line.unknown", 12, /got "99", expected the number of an incident/],
  ["send AB12 > 1 now", "line.extra", 14, /got "now", expected nothing more/],
  [
    "stand down AB14 > no longer needed",
    "line.unknown",
    18,
    /got "no", expected an incident number/,
  ],
  ["AB12", "line.incomplete", 4, /expected a status/],
  ["AB12 5 lunch", "line.extra", 7, /expected nothing more/],
  [
    "AB12 unavailable lunch",
    "line.unknown",
    17,
    /got "lunch", expected why it is unavailable: not given, meal break/,
  ],
  ["AB12 c", "line.ambiguous", 5, /clear, committed/],
  ["AB12 emerg", "line.unknown", 5, /expected a call sign, or a status/],
  ["emerg AB12", "line.unknown", 0, /expected a verb/],
  ["book on OFF1 0", "line.unknown", 13, /expected a crew of 1 to 50/],
  ["note 1", "line.incomplete", 6, /expected the words of the note/],
  ["strike 1#3 x", "line.unknown", 7, /expected a note from 1 to 2/],
  ["strike 2#1 x", "line.unknown", 7, /2 has none/],
  [
    "grade 1 urgent x",
    "line.unknown",
    8,
    /expected a grade: immediate, priority, scheduled, resolution/,
  ],
  ["grade 1 priority", "line.incomplete", 16, /expected a reason/],
  ["hazard 1 knife", "line.unknown", 9, /with \+ or -/],
  ["hazard 1 +f", "line.ambiguous", 9, /firearm, fire/],
  ["close 1 re", "line.ambiguous", 8, /resolved, report/],
  ['locate 1 @ "Tanner Row"', "line.unknown", 11, /expected a position/],
  ["locate 1 @ 95.0,3.0", "line.unknown", 11, /latitude,longitude/],
  [
    "locate 1 @ 95,200",
    "line.unknown",
    11,
    /got "95,200", expected latitude,longitude in degrees with decimals/,
  ],
  [
    "open fire imm @ 54,3 smoke seen",
    "line.unknown",
    16,
    /got "54,3", expected .* or a name in quotes/,
  ],
  ["open fire imm @ 54.1,-3", "line.unknown", 16, /got "54.1,-3"/],
  ["end c2 no", "line.ambiguous", 7, /no answer on call-back, no response needed, not traced/],
  ["answer c9", "line.unknown", 7, /number of a contact/],
  ["ack a9", "line.unknown", 4, /an open alarm/],
  ["shelve a1 25h x", "line.unknown", 10, /at most 24h/],
];

test("grammar: faults say where, what was got and what was expected, and no command comes of half a line", () => {
  for (const [line, code, start, message] of faults) {
    const { fault, commands, preview } = parse(line);
    assert.ok(fault !== undefined, `${line}: expected a fault`);
    assert.deepEqual([fault.code, fault.start], [code, start], `${line}: ${fault.message}`);
    assert.match(fault.message, message, line);
    assert.deepEqual([commands, preview], [[], []], line);
  }
});

test("grammar: two halves are never guessed between, a whole word always counts", () => {
  const room = makeRoom();
  for (const callSign of ["SEND", "NOT3", "CLEAR"]) addUnit(room, { callSign });
  addIncident(room);
  const names = namesFromState(room.state);
  const codeOf = (line: string): string | undefined => parseLine(line, names, room.now).fault?.code;
  assert.equal(codeOf("send NOT3 > 1"), undefined, "a verb spelled out beats a call sign");
  assert.equal(codeOf("not 1 text"), "line.ambiguous", "note or NOT3");
  assert.equal(codeOf("clear ok"), undefined, "a call sign spelled out");
  assert.equal(codeOf("NOT3 clear"), undefined, "a status spelled out beats a call sign");
});

test("grammar: previews say what will happen, and what stands in the way", () => {
  const cases: [string, string, boolean][] = [
    [
      "send AB12 AB14 > 1",
      "Send AB12 and AB14 to 1 Burglary, Tanner Row — AB14 is on 2 Scheduled: refused unless diverted or stacked",
      true,
    ],
    ["send AB12 > 1", "Send AB12 to 1 Burglary, Tanner Row", false],
    [
      "send OFF1 XY7 > 1",
      "Send OFF1 and XY7 to 1 Burglary, Tanner Row — OFF1 is not booked on: refused; XY7 has an emergency: refused",
      true,
    ],
    ["divert AB14 > 1", "Divert AB14 to 1 Burglary, Tanner Row — AB14 leaves 2 Scheduled", false],
    [
      "divert AB12 > 1",
      "Divert AB12 to 1 Burglary, Tanner Row — AB12 has no incident to leave: refused; send it",
      true,
    ],
    ["stack AB14 > 1", "Stack 1 Burglary, Tanner Row behind what AB14 does now", false],
    [
      "AB14 clear",
      "AB14 is done at 2 Noise — AB14 is assigned and was not at the scene: refused; stand it down",
      true,
    ],
    ["AB12 at scene", "AB12 is at the scene of its incident — AB12 has no incident: refused", true],
    [
      "close 2 resolved",
      "Close 2 Noise as resolved — 1 allocated to it: refused; clear or stand them down first",
      true,
    ],
    ["answer c2", "Answer contact 2 — contact 2 is answered: refused", true],
    ["ack a1", "Acknowledge alarm 1 (emergency)", false],
    ["shelve a1 10m x", "Shelve alarm 1 (emergency) for 10 min: x", false],
    [
      'open fire imm @ "the quay"',
      'Open Fire, help to fire service, Immediate, at "the quay", position not known',
      false,
    ],
  ];
  for (const [line, text, isRefused] of cases) {
    const [got] = parse(line).preview;
    assert.deepEqual([got.text, got.isRefused], [text, isRefused], line);
  }
});

test("grammar: a gazetteer turns words into a position", () => {
  const names = namesFromState(world.room.state, (words) =>
    words === "tanner row"
      ? { name: "Tanner Row", latE7: 540_000_001, lonE7: 30_000_002 }
      : undefined,
  );
  const [command] = parseLine('locate 1 @ "tanner row"', names, world.room.now).commands;
  assert.deepEqual(command, {
    type: "incident.locate",
    incident: 1,
    location: { state: "given", latE7: 540_000_001, lonE7: 30_000_002, radiusM: 0 },
    place: "tanner row",
  });
});

test("grammar: a place that is known needs no quotes, however long its name", () => {
  const known = new Map([
    ["14 tanner row", 14],
    ["tanner", 1],
  ]);
  const names = namesFromState(world.room.state, (words) => {
    const latE7 = known.get(words.toLowerCase());
    return latE7 === undefined ? undefined : { name: words, latE7, lonE7: 2 };
  });
  const open = (line: string): unknown => {
    const [command] = parseLine(line, names, world.room.now).commands;
    return (
      command.type === "incident.open" && [command.place, command.location.latE7, command.summary]
    );
  };
  assert.deepEqual(open("open fire imm @ 14 Tanner Row smoke seen"), [
    "14 Tanner Row",
    14,
    "smoke seen",
  ]);
  assert.deepEqual(open("open fire imm @ tanner smoke"), ["tanner", 1, "smoke"]);
  // A number alone is a house, and two in quotes are whatever the person says they are.
  assert.deepEqual(open("open fire imm @ 14 smoke"), ["14", 0, "smoke"]);
  assert.deepEqual(open('open fire imm @ "95,200" smoke'), ["95,200", 0, "smoke"]);
  assert.deepEqual(open("open fire imm @ quay smoke"), ["quay", 0, "smoke"]);
});

test("grammar: a place search is not taken at its word: only one place of just that name counts", () => {
  const place = (name: string) => ({ name, latE7: 1, lonE7: 2 });
  const found = [
    place("Tanner Row, Harbour"),
    place("Tanner's Farm"),
    place("High Street"),
    place("High Street, Old Town"),
  ];
  assert.equal(findNamedPlace(found, "tanner  row")?.name, "Tanner Row, Harbour");
  assert.equal(findNamedPlace(found, "tanner"), undefined, "half a name");
  assert.equal(findNamedPlace(found, "High Street"), undefined, "two of one name");
  assert.equal(findNamedPlace([], "High Street"), undefined);
});

test("grammar: a state without text has no call signs; units go by U and their id", () => {
  const names = namesFromState(forkState(world.room.state));
  assert.deepEqual(parseLine("send u0 > 1", names, world.room.now).commands, [
    { type: "unit.send", incident: 1, units: [0], mode: "send" },
  ]);
  assert.equal(parseLine("send u77 > 1", names, world.room.now).fault?.code, "line.unknown");
});

test("grammar: every wrong word of a list is told, and nothing that is wrong only without them", () => {
  const cases: [string, string[]][] = [
    ["send AB12 ZZ1 AB14 ZZ2 > 1", ["ZZ1", "ZZ2"]],
    ["send ZZ1 > 1", ["ZZ1"]],
    ["send ZZ1 AB14 ZZ2 > 1", ["ZZ1", "ZZ2"]],
    ["send ZZ1 AB14 > 99", ["ZZ1"]],
    ["send AB ZZ2 > 1", ["AB", "ZZ2"]],
    ["AB12 ZZ1 ZZ2 at scene", ["ZZ1", "ZZ2"]],
    ["AB12 99", ["99"]],
    ["xyzzy plugh", ["xyzzy"]],
    ["hazard 1 +wings +claws", ["+wings", "+claws"]],
    ["send AB12 > 99", ["99"]],
    ["send AB12 > 1", []],
  ];
  for (const [line, words] of cases) {
    const faults = listFaults(line, world.names, world.room.now);
    assert.deepEqual(
      faults.map(({ got }) => got),
      words,
      line,
    );
    for (const { start, end, got } of faults) assert.equal(line.slice(start, end), got, line);
  }
});

function addDirective(room: ReturnType<typeof makeRoom>): void {
  const untilAt = room.now + 24 * 3_600_000_000;
  const said = { issuer: "chief officer", basis: "order 7", words: "nobody to what can wait" };
  act(room, { type: "directive.issue", ...said, effect: "withhold", untilAt });
}

/** North's N1 and N2 are named for this region, and AB12 is lent to it, by the requests 13 and 14. */
function addAid(room: Room): void {
  const untilAt = room.now + 8 * 3_600_000_000;
  const hear = (position: number, message: AidMessage): unknown =>
    act(room, { type: "aid.receive", fromRegion: "north", position, message });
  act(room, { type: "aid.ask", quantity: 2, untilAt });
  const asker = room.state.policy?.config.id ?? "";
  const units = [0, 1].map((unit) => ({ unit, callSign: `N${unit + 1}`, vehicle: "car", skills: [], crew: 2 })); // prettier-ignore
  hear(1, { step: "answer", answer: "accepted", quantity: 2, asker, number: 13 });
  hear(2, { step: "commit", quantity: 2, etaAt: 0, units, asker, number: 13 });
  const terms = { skills: [], grade: null, area: null, untilAt, meet: roomCentre };
  hear(3, { step: "ask", kind: "units", item: null, quantity: 1, neededAt: 0, sent: null, terms, asker: "north", number: 1 }); // prettier-ignore
  act(room, { type: "aid.commit", request: 14, units: [0] });
}

test("grammar: mutual aid, by units and the requests that they are lent for", () => {
  const room = makeRoom({ ...roomConfig(), aidPlan: { neighbours: [{ region: "north", name: "North", tier: "force" }], floors: [] } }); // prettier-ignore
  for (const callSign of ["AB12", "AB14"]) addUnit(room, { callSign });
  const party = { kind: "partner", code: "fire" } as const;
  for (let index = 0; index < 12; index += 1)
    act(room, { type: "request.ask", direction: "outgoing", kind: "people", quantity: 1, party });
  addAid(room);
  const names = namesFromState(room.state);
  const read = (line: string) => parseLine(line, names, room.now);
  const guests = [2, 3];
  const cases: readonly (readonly [string, Command])[] = [
    ["ask 2 8h", { type: "aid.ask", quantity: 2, untilAt: room.now + 8 * 3_600_000_000 }],
    ["ask 1 2d > nor two cars", { type: "aid.ask", region: "north", quantity: 1, untilAt: room.now + 48 * 3_600_000_000, words: "two cars" }], // prettier-ignore
    ["offer 14 1", { type: "request.answer", request: 14, answer: "accepted", quantity: 1 }],
    ["offer 14 1 until six", { type: "request.answer", request: 14, answer: "provisional", quantity: 1, reason: "until six" }], // prettier-ignore
    ["lend AB14 > 14", { type: "aid.commit", request: 14, units: [1] }],
    ["arrived NORTH-N1 NORTH-N2", { type: "aid.arrive", request: 13, units: guests }],
    ["let go NORTH-N1 quiet", { type: "aid.release", request: 13, units: [2], reason: "quiet" }],
    ["want back AB12 a fire", { type: "aid.recall", request: 14, units: [0], reason: "a fire" }],
    ["home AB12 turned round", { type: "aid.return", unit: 0, reason: "turned round" }],
  ];
  for (const [line, command] of cases) {
    assert.deepEqual(read(line).commands, [command], line);
    const written = formatCommand(command, names, room.now) ?? "";
    assert.deepEqual(read(written).commands, [command], written);
  }
  assert.match(read("home AB12").preview[0].text, /was not let go; give a reason: refused/);
  assert.match(read("arrived AB14").fault?.message ?? "", /units of a neighbour region/);
  assert.match(read("want back NORTH-N1 x").fault?.message ?? "", /units of this region/);
  assert.match(read("ask 2 15d").fault?.message ?? "", /at most 14d/);
});

test("grammar: the examples of the help read without a fault in a room that has what they name", () => {
  const posts = [{ code: "constable", name: "Constable" }];
  const aidPlan = { neighbours: [{ region: "north", name: "North", tier: "force" }], floors: [] } as const; // prettier-ignore
  const room = makeRoom({ ...roomConfig(), aidPlan, roster: { ...standardRoster, posts } });
  for (const callSign of ["AB12", "AB14"]) addUnit(room, { callSign });
  // Numbers as in the examples: incident 1043 with two notes, contact 12, alarm 5, directives 3 and 4.
  for (let index = 0; index < 1043; index += 1) addIncident(room, { grade: "resolution" });
  for (let index = 0; index < 12; index += 1)
    act(room, { type: "contact.receive", channel: "call" });
  act(room, { type: "incident.note", incident: 1043, note: "one" });
  act(room, { type: "incident.note", incident: 1043, note: "two" });
  for (let index = 0; index < 3; index += 1) addClosure(room);
  for (let index = 0; index < 12; index += 1)
    act(room, { type: "request.ask", direction: "outgoing", kind: "people", quantity: 1, party: { kind: "partner", code: "fire" } }); // prettier-ignore
  for (const staffNumber of ["N1234", "N1235"])
    act(room, { type: "person.register", staffNumber, post: "constable", skills: [] });
  for (const code of ["K17", "R203"]) act(room, { type: "item.register", code, kind: "key" });
  waitSeconds(room, 3600);
  act(room, { type: "due.work" });
  addUnit(room, { callSign: "AB16", bookedOn: false });
  waitSeconds(room, 3600);
  const { latE7, lonE7 } = roomCentre;
  act(room, { type: "recovery.open", ofUnit: 2, latE7: latE7 + 500_000, lonE7, sinceAt: room.now - 3_600_000_000 }); // prettier-ignore
  act(room, { type: "person.book-on", person: 1, crewOf: 2 });
  act(room, { type: "shift.plan", of: { person: 0 }, fromAt: room.now + 3_600_000_000, untilAt: room.now + 7_200_000_000 }); // prettier-ignore
  act(room, { type: "person.book-off", person: 1 });
  for (let index = 0; index < 4; index += 1) addDirective(room);
  act(room, { type: "claim.make", of: { kind: "channel", channel: "web" } });
  addAid(room);
  const names = namesFromState(room.state);
  for (const { usage, example } of usages) {
    const { fault, commands } = parseLine(example, names, room.now);
    assert.equal(fault, undefined, `${usage}: ${example}: ${fault?.message}`);
    assert.ok(commands.length > 0);
  }
});

test("grammar: requests by number, and what became of one in the words of its states", () => {
  const room = makeRoom();
  const party = { kind: "partner", code: "fire" } as const;
  act(room, { type: "request.ask", direction: "outgoing", kind: "people", quantity: 1, party });
  const names = namesFromState(room.state);
  const read = (line: string) => parseLine(line, names, room.now);
  const request = 1;
  const cases: readonly (readonly [string, object])[] = [
    ["request 1 received", { type: "request.receive", request }],
    ["request 1 accepted", { type: "request.answer", request, answer: "accepted" }],
    ["req 1 refused none left", { type: "request.answer", request, answer: "refused", reason: "none left" }], // prettier-ignore
    ["request 1 committed", { type: "request.commit", request }],
    ["request 1 on the way", { type: "request.set-out", request }],
    ["request 1 arrived", { type: "request.arrive", request }],
    ["request 1 released sent home", { type: "request.release", request, reason: "sent home" }],
    ["request 1 withdrawn no need", { type: "request.withdraw", request, reason: "no need" }],
    [
      "extend request 1 30m on the phone",
      { type: "request.extend", request, deadlineAt: room.now + 1_800_000_000, reason: "on the phone" }, // prettier-ignore
    ],
  ];
  for (const [line, command] of cases) assert.deepEqual(read(line).commands, [command], line);
  for (const wrong of [
    "request 2 received",
    "request 1",
    "request 1 sent",
    "request 1 arrived at ten",
  ])
    // prettier-ignore
    assert.notEqual(read(wrong).fault, undefined, wrong);
});

test("grammar: closures by number, and how long one is to stand", () => {
  const { room } = world;
  const [first, second] = [addClosure(room), addClosure(room)];
  const hours = (count: number): number => room.now + count * 3_600_000_000;
  const read = (line: string) => parseLine(line, namesFromState(room.state), room.now);
  assert.deepEqual(read(`conf cl ${first} ${second} ${first}`).commands, [
    { type: "closure.confirm", closure: first },
    { type: "closure.confirm", closure: second },
  ]);
  const renew = { type: "closure.renew", closure: first, reason: "still, there" };
  for (const [span, count] of [
    ["2h", 2],
    ["90m", 1.5],
    ["3D", 72],
  ] as const)
    // prettier-ignore
    assert.deepEqual(read(`renew closure ${first} ${span} still, there`).commands, [
      { ...renew, expiresAt: hours(count) },
    ]);
  assert.deepEqual(read(`lift closure ${first} road is clear`).commands, [
    { type: "closure.lift", closure: first, reason: "road is clear" },
  ]);
  for (const line of ["lift closure 99 x", "renew closure 1 0s x", "renew closure 1 367d x"])
    assert.equal(read(line).fault?.code, "line.unknown", line);
  for (const line of [`lift closure ${first}`, `renew closure ${first} 2h`])
    assert.equal(read(line).fault?.code, "line.incomplete", line);
  act(room, { type: "closure.confirm", closure: first });
  assert.match(read(`confirm closure ${first}`).preview[0].text, /is confirmed: refused/);
});

test("grammar: a line as long as may be is read", () => {
  const line = `note 1 ${"x".repeat(lineLimits.length - 7)}`;
  assert.equal(parse(line).fault, undefined);
  assert.equal(parse(`${line}x`).fault?.code, "line.too-long");
});
