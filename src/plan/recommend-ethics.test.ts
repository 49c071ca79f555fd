/**
 * The promise "no field, filter, rule or tag for where people come from, what they believe or which union they are
 * in", as a test: 1,000 incidents are recommended for, once with plain words and once with such words in every
 * place a person can type into. Nothing in any recommendation may differ.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { RandomStream } from "../base/random.ts";
import { grades } from "../core/vocabulary.ts";
import { act, addUnit, makeRoom, placeAt, type Room } from "../testing/control-room.ts";
import { recommend } from "./recommend.ts";
import { makeStraightLine } from "./straight-line.ts";

const incidentCount = 1000;

// Words that must not matter; each incident gets three of them, in turn.
const wordsThatMustNotMatter = [
  "foreigner",
  "asylum seeker",
  "refugee",
  "no papers",
  "illegal immigrant",
  "Roma",
  "Polish",
  "Nigerian",
  "Pakistani",
  "Muslim",
  "mosque",
  "Jewish",
  "synagogue",
  "Christian",
  "Sikh",
  "gurdwara",
  "Hindu",
  "atheist",
  "black",
  "white",
  "Asian",
  "Traveller site",
  "union member",
  "shop steward",
  "picket line",
  "strike",
  "deported",
  "visa",
  "born abroad",
  "speaks no English",
];

const types = ["burglary", "collision-injury", "weapon", "firearm", "robbery", "noise", "fire"];

/** The same room and incidents every time; only the words differ. */
function makeNight(wordsOf: (index: number) => string): { room: Room; incidents: number[] } {
  const random = new RandomStream(1, "ethics");
  const within = (metres: number): number => Math.floor(random.between(-metres, metres));
  const room = makeRoom();
  const skills = [
    ["response"],
    ["response", "traffic"],
    ["taser", "response"],
    ["firearms", "command"],
  ];
  const units = Array.from({ length: 80 }, (_, index) =>
    addUnit(room, {
      north: within(9000),
      east: within(9000),
      skills: skills[index % skills.length],
    }),
  );
  const incidents = Array.from({ length: incidentCount }, (_, index) => {
    const words = wordsOf(index);
    const contact = act(room, {
      type: "contact.receive",
      channel: "call",
      callerName: `Caller ${words}`,
      callerNumber: "555",
      words,
    }).contact;
    assert.ok(contact !== undefined);
    act(room, { type: "contact.answer", contact });
    act(room, {
      type: "contact.describe",
      contact,
      words: `${words} again`,
      place: `by the ${words}`,
    });
    const incident = act(room, {
      type: "incident.open",
      contact,
      incidentType: types[index % types.length],
      grade: grades.names[index % 3],
      location: { state: "given", ...placeAt(within(9000), within(9000)), radiusM: 0 },
      summary: `called by ${words}`,
      place: `near ${words}`,
      thriveWords: words,
    }).incident;
    assert.ok(incident !== undefined);
    act(room, { type: "incident.note", incident, note: `The caller says: ${words}` });
    return incident;
  });
  // Some units are busy, so that diverts and shortfalls are compared too.
  for (let index = 0; index < 72; index += 1)
    act(room, { type: "unit.send", incident: incidents[3 * index + 2], units: [units[index]] });
  return { room, incidents };
}

test("ethics: words about origin, belief or union change no recommendation of 1,000 incidents", () => {
  const travel = makeStraightLine();
  const count = wordsThatMustNotMatter.length;
  const plain = makeNight(() => "somebody");
  const loaded = makeNight((index) =>
    [index, index + 7, index + 13].map((i) => wordsThatMustNotMatter[i % count]).join(", "),
  );
  let options = 0;
  let diverts = 0;
  let shortfalls = 0;
  plain.incidents.forEach((incident, index) => {
    const request = { id: "same", incident, now: plain.room.now, travel };
    const expected = recommend(plain.room.state, request);
    const got = recommend(loaded.room.state, { ...request, incident: loaded.incidents[index] });
    assert.deepEqual(got, expected, `incident ${incident}`);
    options += got.options.length;
    diverts += got.options.filter((option) => option.divert !== null).length;
    shortfalls += got.shortfalls.length;
  });
  assert.notDeepEqual(
    loaded.room.state.text?.incidents.get(1),
    plain.room.state.text?.incidents.get(1),
  );
  assert.ok(
    options > 2000 && diverts > 50 && shortfalls > 30,
    `${options}, ${diverts}, ${shortfalls}`,
  );
});
