import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { makeRegionConfig } from "../../testing/core/region-config.ts";
import { configured, given, givenNothing, onDuty } from "../../testing/core/scenario.ts";
import { limits } from "../limits.ts";
import { ukPoliceConfig } from "../presets/uk-police.ts";
import type { RegionConfig } from "./config.ts";
import { listConfigFaults } from "./config-fault.ts";
import { standardVehicleClasses } from "./policy.ts";
import { standardAbsenceRule } from "../absence/absence-model.ts";

const base = makeRegionConfig();
const { gradeRules, standardNeeds, areas, roster } = base;
const need = { skills: ["response"], vehicles: [], count: 1 };

/** A changed configuration and what its fault must name. */
const faults: readonly (readonly [Partial<RegionConfig> | Record<string, unknown>, RegExp])[] = [
  [{ id: "" }, /^id/],
  [{ name: "n".repeat(limits.nameLength + 1) }, /^name/],
  [{ centre: { latE7: 0.5, lonE7: 0 } }, /^centre/],
  [{ centre: undefined }, /^centre/],
  [{ areas: [] }, /^areas: got none/],
  [{ areas: undefined }, /^areas: expected a list/],
  [{ areas: [null] }, /^areas\.0: expected an entry/],
  [
    { areas: Array.from({ length: limits.areas + 1 }, (_, i) => ({ ...areas[0], code: `a${i}` })) },
    /^areas: got 257/,
  ],
  [{ areas: [...areas, areas[0]] }, /stands twice/],
  [{ areas: [{ ...areas[0], ring: [[0]] }] }, /^areas\.0\.ring\.0: a point of the ring of "west"/],
  [{ areas: [{ ...areas[0], ring: undefined }] }, /ring: expected a list/],
  [{ areas: [{ ...areas[0], reach: ["no-such"] }] }, /^areas\.0\.reach\.0: got the area "no-such"/],
  [
    { skills: Array.from({ length: 33 }, (_, i) => ({ code: `s${i}`, name: "s" })) },
    /^skills: got 33/,
  ],
  [{ vehicles: [{ code: "", name: "car" }] }, /^vehicles\.0\.code: expected text/],
  [{ hazards: [{ code: "dog" }] }, /^hazards\.0\.name/],
  [{ results: [] }, /^results: got none/],
  [{ divertRule: null }, /^divertRule: expected takes/],
  [
    { divertRule: { takes: [], interrupted: "later" } },
    /^divertRule\.interrupted: expected one of/,
  ],
  [
    {
      divertRule: { takes: [{ grade: "soon", onTheWay: [], atScene: [] }], interrupted: "resumed" },
    },
    /^divertRule\.takes\.0\.grade/,
  ],
  [
    {
      divertRule: {
        takes: [{ grade: "priority", onTheWay: ["priority"], atScene: [] }],
        interrupted: "resumed",
      },
    },
    /^divertRule\.takes\.0\.onTheWay\.0: expected a grade lower than priority/,
  ],
  [
    { divertRule: { takes: [{ grade: "priority", onTheWay: [] }], interrupted: "resumed" } },
    /^divertRule\.takes\.0\.atScene: expected a list/,
  ],
  [{ roster: null }, /^roster: expected/],
  [{ roster: { ...roster, teams: [{ code: "red" }] } }, /^roster\.teams\.0\.name/],
  [{ roster: { ...roster, posts: undefined } }, /^roster\.posts: expected a list/],
  [{ roster: { ...roster, absentSeconds: 60 } }, /^roster: nobody is absent/],
  [{ roster: { ...roster, lateSeconds: -1 } }, /^roster\.lateSeconds/],
  [
    { roster: { ...roster, absence: { ...standardAbsenceRule, correlation: 0.04 } } },
    /^roster\.absence: so much is ordinary/,
  ],
  [
    {
      roster: {
        ...roster,
        absence: { ...standardAbsenceRule, curve: [{ seconds: 0, share: 0.5 }] },
      },
    },
    /^roster\.absence\.curve: the last share/,
  ],
  [
    { roster: { ...roster, stations: [{ code: "s", name: "S", area: "moon" }] } },
    /^roster\.stations\.0\.area: got the area "moon"/,
  ],
  [
    { incidentTypes: [{ ...base.incidentTypes[0], grade: "soon" }] },
    /^incidentTypes\.0\.grade: of/,
  ],
  [
    { incidentTypes: [{ ...base.incidentTypes[0], words: [7] }] },
    /^incidentTypes\.0\.words\.0: expected text/,
  ],
  [
    { gradeRules: { ...gradeRules, priority: undefined } },
    /^gradeRules\.priority: expected a rule/,
  ],
  [
    { gradeRules: { ...gradeRules, priority: { ...gradeRules.priority, targetSeconds: 0 } } },
    /targetSeconds/,
  ],
  [
    {
      gradeRules: { ...gradeRules, priority: { ...gradeRules.priority, rangeSeconds: Number.NaN } },
    },
    /rangeSeconds/,
  ],
  [{ standardNeeds: { ...standardNeeds, priority: undefined } }, /^standardNeeds.priority/],
  [
    { standardNeeds: { ...standardNeeds, priority: { ...need, count: 0 } } },
    /^standardNeeds\.priority\.count: got the count 0/,
  ],
  [
    { standardNeeds: { ...standardNeeds, priority: { ...need, skills: ["no-such"] } } },
    /^standardNeeds\.priority\.skills\.0: got the skill "no-such"/,
  ],
  [
    { responsePlans: [{ types: ["no-such"], grades: [], needs: [] }] },
    /^responsePlans\.0\.types\.0: got the type "no-such"/,
  ],
  [
    { responsePlans: [{ types: [], grades: ["soon"], needs: [] }] },
    /^responsePlans\.0\.grades: expected grades/,
  ],
  [
    { responsePlans: [{ types: [], grades: [], needs: [{ ...need, vehicles: ["boat"] }] }] },
    /^responsePlans\.0\.needs\.0\.vehicles\.0: got the vehicle "boat"/,
  ],
  [{ responsePlans: {} }, /^responsePlans: expected a list/],
  [
    { statusLabels: [...base.statusLabels, base.statusLabels[0]] },
    /^statusLabels\.\d\.code: the code "2" stands twice/,
  ],
  [{ statusLabels: [{ code: "9", label: "x", status: "asleep" }] }, /^statusLabels\.0\.status/],
  [
    { welfare: [{ status: "at scene", warnSeconds: 60, alarmSeconds: 30 }] },
    /^welfare\.0: "at scene" alarms before it warns/,
  ],
  [{ welfare: [{ status: "at scene", warnSeconds: 0, alarmSeconds: 30 }] }, /warnSeconds/],
  [
    { welfare: [{ status: "asleep", warnSeconds: 1, alarmSeconds: 30 }] },
    /^welfare\.0: expected a status/,
  ],
  [{ vehicleClasses: [] }, /^vehicleClasses: got none/],
  [
    { vehicleClasses: Array.from({ length: 9 }, (_, i) => ({ code: `c${i}`, name: "c" })) },
    /^vehicleClasses: got 9/,
  ],
  [
    { vehicleClasses: [{ code: "foot", name: "Foot", motor: false, vehicles: [] }] },
    /^vehicleClasses: none has a motor/,
  ],
  [
    { vehicleClasses: [{ code: "car", name: "Car", motor: "yes", vehicles: [] }] },
    /^vehicleClasses\.0\.motor/,
  ],
  [
    { vehicleClasses: [{ code: "car", name: "Car", motor: true, vehicles: ["boat"] }] },
    /^vehicleClasses\.0\.vehicles\.0: got the vehicle "boat"/,
  ],
  [
    {
      vehicleClasses: ["car", "foot"].map((code) => ({
        code,
        name: code,
        motor: true,
        vehicles: ["van"],
      })),
    },
    /^vehicleClasses\.1\.vehicles\.0: the vehicle "van" stands in two/,
  ],
  [{ closureRule: 4 }, /^closureRule: expected/],
  [{ closureRule: { reviewSeconds: 0, alarmSeconds: 0 } }, /^closureRule\.reviewSeconds/],
  [{ closureRule: { reviewSeconds: 60 } }, /^closureRule\.alarmSeconds/],
  [{ doubleBooking: "maybe" }, /^doubleBooking/],
  [{ manualPack: [] }, /^manualPack: expected phoneTree/],
  [
    { manualPack: { phoneTree: Array.from({ length: 201 }, () => ({ name: "a", number: "1" })) } },
    /^manualPack\.phoneTree: got 201/,
  ],
  [{ manualPack: { phoneTree: [null] } }, /^manualPack\.phoneTree\.0\.name/],
  [
    { manualPack: { phoneTree: [{ name: "Fire control", number: " " }] } },
    /^manualPack\.phoneTree\.0\.number/,
  ],
  [{ answerTargetSeconds: Number.NaN }, /^answerTargetSeconds/],
  [{ callBackSeconds: -1 }, /^callBackSeconds/],
  [{ traceSeconds: undefined }, /^traceSeconds/],
  [{ retireSeconds: Infinity }, /^retireSeconds/],
  [{ positionStaleSeconds: "5" }, /^positionStaleSeconds/],
  [{ ruleFlags: [-1] }, /^ruleFlags\.0: got -1, expected a flag that this Muster knows/],
  [{ ruleFlags: [1] }, /^ruleFlags\.0: got 1/],
  [{ ruleFlags: ["1"] }, /^ruleFlags\.0: got "1"/],
  [{ ruleFlags: 3 }, /^ruleFlags/],
];

type Place = readonly (string | number)[];

function listPlaces(value: unknown, path: Place = []): Place[] {
  if (typeof value !== "object" || value === null) return [path];
  return [
    path,
    ...Object.entries(value).flatMap(([key, part]) => listPlaces(part, [...path, key])),
  ];
}

function put(config: object, place: Place, value: unknown): void {
  let part = config as Record<string, unknown>;
  for (const key of place.slice(0, -1)) part = part[key] as Record<string, unknown>;
  const [last] = place.slice(-1);
  if (last !== undefined) part[last] = value;
}

describe("what the rules could not live with", () => {
  for (const [changes, expected] of faults)
    test(`is said: ${expected.source}`, () => {
      const config = { ...base, ...changes } as RegionConfig;
      const said = listConfigFaults(config);
      assert.ok(
        said.some((fault) => expected.test(fault)),
        said.join("\n"),
      );
      givenNothing().when({ type: "region.configure", config }).thenRefused("config.invalid");
    });

  test("no configuration at all", () => {
    for (const config of [undefined, null, 5, "x", []])
      assert.deepEqual(listConfigFaults(config as never), ["config: expected an object"]);
  });

  test("everything at once, each with its path; what names another part too, where the shape is sound", () => {
    const config: RegionConfig = {
      ...base,
      areas: [
        { ...areas[0], ring: [[5, 91e7]], reach: ["here", areas[1].code, "there"] },
        ...areas.slice(1),
      ],
      skills: [...base.skills, base.skills[0]],
      welfare: [{ status: "at scene", warnSeconds: 60, alarmSeconds: 30 }],
      standardNeeds: { ...standardNeeds, immediate: { ...need, skills: ["wings"] } },
      answerTargetSeconds: -1,
    };
    const paths = listConfigFaults(config).map((said) => said.slice(0, said.indexOf(":")));
    assert.deepEqual(paths, [
      `skills.${base.skills.length}.code`,
      "answerTargetSeconds",
      "welfare.0",
      "areas.0.ring.0",
      "standardNeeds.immediate.skills.0",
      "areas.0.reach.0",
      "areas.0.reach.2",
    ]);
    const { decision } = givenNothing().when({ type: "region.configure", config }).outcome;
    assert.equal(decision.refusal?.each?.length, paths.length);
  });

  test("so many and no more", () => {
    const reach = Array.from({ length: limits.areas }, (_, index) => `nowhere-${index}`);
    const said = listConfigFaults({ ...base, areas: [{ ...areas[0], reach }] });
    assert.equal(said.length, limits.configFaults + 1);
    assert.match(said.at(-1) ?? "", /^and more/);
  });

  test("whatever is put in whatever place, something is said and nothing thrown", () => {
    const places = listPlaces(base);
    const junk = fc.constantFrom(undefined, null, 0, -1, Number.NaN, "", "x", [], [null], {}, true);
    fc.assert(
      fc.property(fc.constantFrom(...places), junk, (place, value) => {
        const config = structuredClone(base);
        put(config, place, value);
        assert.ok(listConfigFaults(config).every((said) => typeof said === "string"));
      }),
      { numRuns: 2_000 },
    );
  });

  test("more different needs than there are bits", () => {
    const skills = Array.from({ length: 32 }, (_, i) => ({ code: `s${i}`, name: `s${i}` }));
    const needs = skills.map(({ code }) => ({ ...need, skills: [code] }));
    const plans = { responsePlans: [{ types: [], grades: ["immediate"], needs }] } as const;
    const none = { immediate: null, priority: null, scheduled: null, resolution: null };
    assert.deepEqual(listConfigFaults({ ...base, ...plans, skills, standardNeeds: none }), []);
    const one = { ...none, immediate: { ...need, skills: ["s0", "s1"] } };
    assert.match(
      listConfigFaults({ ...base, ...plans, skills, standardNeeds: one })[0],
      /^needs: got 33 different ones/,
    );
  });

  test("a preset is sound, and so is a region without hazards and labels", () => {
    assert.deepEqual(listConfigFaults({ ...base, hazards: [], statusLabels: [] }), []);
    const { id, name, centre } = base;
    assert.deepEqual(listConfigFaults(ukPoliceConfig({ id, name, centre, areas })), []);
  });
});

describe("region.configure", () => {
  test("counts the policy versions; what is indexed may only grow at the end", () => {
    const scenario = given(...onDuty("A1"));
    scenario
      .when(configured({ skills: [...base.skills, { code: "dog", name: "Dog" }] }))
      .thenEvents({ type: "region.configured" });
    assert.equal(scenario.state.policy?.version, 2);
    for (const list of [
      "areas",
      "skills",
      "vehicles",
      "hazards",
      "incidentTypes",
      "results",
      "statusLabels",
    ] as const) {
      const moved = { [list]: base[list].toReversed(), responsePlans: [] } as Partial<RegionConfig>;
      given().when(configured(moved)).thenRefused("config.invalid");
    }
    const moved = standardVehicleClasses.toReversed();
    given()
      .when(configured({ vehicleClasses: moved }))
      .thenRefused("config.invalid");
    given()
      .when(configured({ vehicleClasses: [...standardVehicleClasses] }))
      .thenEvents({ type: "region.configured" });
    given()
      .when(configured({ id: "another" }))
      .thenRefused("config.invalid");
  });
});
