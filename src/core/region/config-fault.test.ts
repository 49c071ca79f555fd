import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { makeRegionConfig } from "../../testing/core/region-config.ts";
import { configured, given, givenNothing, onDuty } from "../../testing/core/scenario.ts";
import { limits } from "../limits.ts";
import { ukPoliceConfig } from "../presets/uk-police.ts";
import type { RegionConfig } from "./config.ts";
import { findConfigFault } from "./config-fault.ts";
import { standardVehicleClasses } from "./policy.ts";

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
  [{ areas: [null] }, /^areas: expected entries/],
  [
    { areas: Array.from({ length: limits.areas + 1 }, (_, i) => ({ ...areas[0], code: `a${i}` })) },
    /^areas: got 257/,
  ],
  [{ areas: [...areas, areas[0]] }, /stands twice/],
  [{ areas: [{ ...areas[0], ring: [[0]] }] }, /ring of "west"/],
  [{ areas: [{ ...areas[0], ring: undefined }] }, /ring: expected a list/],
  [{ areas: [{ ...areas[0], reach: ["no-such"] }] }, /which is no area/],
  [
    { skills: Array.from({ length: 33 }, (_, i) => ({ code: `s${i}`, name: "s" })) },
    /^skills: got 33/,
  ],
  [{ vehicles: [{ code: "", name: "car" }] }, /^vehicles code/],
  [{ hazards: [{ code: "dog" }] }, /^hazards name/],
  [{ results: [] }, /^results: got none/],
  [{ roster: null }, /^roster: expected/],
  [{ roster: { ...roster, teams: [{ code: "red" }] } }, /^roster.teams name/],
  [{ roster: { ...roster, posts: undefined } }, /^roster.posts: expected a list/],
  [{ roster: { ...roster, absentSeconds: 60 } }, /^roster: nobody is absent/],
  [{ roster: { ...roster, lateSeconds: -1 } }, /^roster.lateSeconds/],
  [
    { roster: { ...roster, stations: [{ code: "s", name: "S", area: "moon" }] } },
    /^roster.stations: got the area "moon"/,
  ],
  [{ incidentTypes: [{ ...base.incidentTypes[0], grade: "soon" }] }, /^incidentTypes: the grade/],
  [{ incidentTypes: [{ ...base.incidentTypes[0], words: [7] }] }, /words: expected text/],
  [
    { gradeRules: { ...gradeRules, priority: undefined } },
    /^gradeRules: expected a rule for priority/,
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
  [{ standardNeeds: { ...standardNeeds, priority: { ...need, count: 0 } } }, /the count 0/],
  [
    { standardNeeds: { ...standardNeeds, priority: { ...need, skills: ["no-such"] } } },
    /the skill "no-such"/,
  ],
  [{ responsePlans: [{ types: ["no-such"], grades: [], needs: [] }] }, /the type "no-such"/],
  [{ responsePlans: [{ types: [], grades: ["soon"], needs: [] }] }, /expected grades/],
  [
    { responsePlans: [{ types: [], grades: [], needs: [{ ...need, vehicles: ["boat"] }] }] },
    /the vehicle "boat"/,
  ],
  [{ responsePlans: {} }, /^responsePlans: expected a list/],
  [
    { statusLabels: [...base.statusLabels, base.statusLabels[0]] },
    /^statusLabels: the code "2" stands twice/,
  ],
  [{ statusLabels: [{ code: "9", label: "x", status: "asleep" }] }, /^statusLabels: the status/],
  [
    { welfare: [{ status: "at scene", warnSeconds: 60, alarmSeconds: 30 }] },
    /alarms before it warns/,
  ],
  [{ welfare: [{ status: "at scene", warnSeconds: 0, alarmSeconds: 30 }] }, /warnSeconds/],
  [
    { welfare: [{ status: "asleep", warnSeconds: 1, alarmSeconds: 30 }] },
    /^welfare: expected a status/,
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
    /^vehicleClasses: the motor/,
  ],
  [
    { vehicleClasses: [{ code: "car", name: "Car", motor: true, vehicles: ["boat"] }] },
    /the vehicle "boat"/,
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
    /^vehicleClasses: the vehicle "van" stands in two/,
  ],
  [{ closureRule: 4 }, /^closureRule: expected/],
  [{ closureRule: { reviewSeconds: 0, alarmSeconds: 0 } }, /^closureRule reviewSeconds/],
  [{ closureRule: { reviewSeconds: 60 } }, /^closureRule alarmSeconds/],
  [{ doubleBooking: "maybe" }, /^doubleBooking/],
  [{ answerTargetSeconds: Number.NaN }, /^answerTargetSeconds/],
  [{ callBackSeconds: -1 }, /^callBackSeconds/],
  [{ traceSeconds: undefined }, /^traceSeconds/],
  [{ retireSeconds: Infinity }, /^retireSeconds/],
  [{ positionStaleSeconds: "5" }, /^positionStaleSeconds/],
  [{ ruleFlags: [-1] }, /^ruleFlags: got -1, expected a flag that this Muster knows/],
  [{ ruleFlags: [1] }, /^ruleFlags: got 1/],
  [{ ruleFlags: ["1"] }, /^ruleFlags: got "1"/],
  [{ ruleFlags: 3 }, /^ruleFlags/],
];

describe("what the rules could not live with", () => {
  for (const [changes, expected] of faults)
    test(`is said: ${expected.source}`, () => {
      const config = { ...base, ...changes } as RegionConfig;
      assert.match(findConfigFault(config) ?? "sound", expected);
      givenNothing().when({ type: "region.configure", config }).thenRefused("config.invalid");
    });

  test("no configuration at all", () => {
    for (const config of [undefined, null, 5, "x", []])
      assert.match(findConfigFault(config as never) ?? "sound", /^config/);
  });

  test("more different needs than there are bits", () => {
    const skills = Array.from({ length: 32 }, (_, i) => ({ code: `s${i}`, name: `s${i}` }));
    const needs = skills.map(({ code }) => ({ ...need, skills: [code] }));
    const plans = { responsePlans: [{ types: [], grades: ["immediate"], needs }] } as const;
    const none = { immediate: null, priority: null, scheduled: null, resolution: null };
    assert.equal(findConfigFault({ ...base, ...plans, skills, standardNeeds: none }), undefined);
    const one = { ...none, immediate: { ...need, skills: ["s0", "s1"] } };
    assert.match(
      findConfigFault({ ...base, ...plans, skills, standardNeeds: one }) ?? "sound",
      /33 different ones/,
    );
  });

  test("a preset is sound, and so is a region without hazards and labels", () => {
    assert.equal(findConfigFault({ ...base, hazards: [], statusLabels: [] }), undefined);
    const { id, name, centre } = base;
    assert.equal(findConfigFault(ukPoliceConfig({ id, name, centre, areas })), undefined);
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
