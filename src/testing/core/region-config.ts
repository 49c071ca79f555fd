/**
 * A small region for tests of the core: three square areas in a row, three skills, plans that differ by type, short
 * round times. Every test can change what it is about and leave the rest. Not a preset: no force works like this.
 */

import type {
  AreaConfig,
  NamedCode,
  RegionConfig,
  RosterConfig,
} from "../../core/region/config.ts";

function named(...codes: string[]): NamedCode[] {
  return codes.map((code) => ({ code, name: code }));
}

/** A square of one hundredth of a degree, `column` squares east of 1.00 degrees. */
function square(code: string, column: number, reach: readonly string[]): AreaConfig {
  const west = 10_000_000 + column * 100_000;
  const [east, south, north] = [west + 100_000, 510_000_000, 510_100_000];
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ] as const;
  return { code, name: code, ring, reach };
}

/** The middle of the area `column` as a place. */
export function middleOf(column: number): { readonly latE7: number; readonly lonE7: number } {
  return { latE7: 510_050_000, lonE7: 10_050_000 + column * 100_000 };
}

/**
 * Areas `west` and `mid` reach each other, `east` reaches only itself. Targets: immediate 15 min, priority 60 min,
 * scheduled 4 h, none for resolution. Calls are answered in 10 s, call-backs due after 10 min, traces after 30 min.
 * Shifts are booked on at most 1 h early, are late after 10 min and absent after 40.
 */
export function makeRegionConfig(changes: Partial<RegionConfig> = {}): RegionConfig {
  const response = { skills: ["response"], vehicles: [], count: 1 };
  const {
    areas = [square("west", 0, ["mid"]), square("mid", 1, ["west"]), square("east", 2, ["east"])],
  } = changes;
  return {
    id: "test",
    name: "Test region",
    centre: middleOf(1),
    areas,
    skills: named("response", "firearms", "medic"),
    vehicles: named("car", "van"),
    hazards: named("dog", "weapon", "stairs"),
    results: named("done", "nothing-found", "cancelled"),
    incidentTypes: [
      { code: "theft", name: "Theft", group: "crime", grade: "scheduled", words: ["stolen"] },
      { code: "fight", name: "Fight", group: "crime", grade: "immediate", words: ["punched"] },
      { code: "shots", name: "Shots", group: "crime", grade: "immediate", words: ["gun"] },
    ],
    gradeRules: {
      immediate: { label: "I", targetSeconds: 900, rangeSeconds: 1800 },
      priority: { label: "P", targetSeconds: 3600, rangeSeconds: null },
      scheduled: { label: "S", targetSeconds: 14_400, rangeSeconds: null },
      resolution: { label: "R", targetSeconds: null, rangeSeconds: null },
    },
    standardNeeds: {
      immediate: response,
      priority: response,
      scheduled: response,
      resolution: null,
    },
    responsePlans: [
      {
        types: ["shots"],
        grades: ["immediate"],
        needs: [{ skills: ["firearms"], vehicles: ["car"], count: 1 }, response],
      },
      { types: ["fight"], grades: ["immediate"], needs: [{ ...response, count: 2 }] },
    ],
    statusLabels: [
      { code: "2", label: "Available", status: "available" },
      { code: "5", label: "En route", status: "en route" },
      { code: "6", label: "At scene", status: "at scene" },
    ],
    roster: rosterOf(areas),
    refuges: [{ code: "hall", name: "Hall", ...middleOf(0), keepers: ["amber"] }],
    hospitals: named("royal", "infirmary"),
    welfare: [
      { status: "at scene", warnSeconds: 1200, alarmSeconds: 1500 },
      { status: "committed", warnSeconds: 3600, alarmSeconds: 3600 },
    ],
    doubleBooking: "refuse",
    answerTargetSeconds: 10,
    callBackSeconds: 600,
    traceSeconds: 1800,
    retireSeconds: 86_400,
    positionStaleSeconds: 300,
    ruleFlags: [],
    ...changes,
  };
}

function rosterOf(areas: readonly AreaConfig[]): RosterConfig {
  return {
    stations: [
      { code: "west-yard", name: "West yard", area: areas[0]?.code ?? "west" },
      { code: "east-yard", name: "East yard", area: areas.at(-1)?.code ?? "east" },
    ],
    teams: named("red", "blue"),
    posts: named("constable", "sergeant"),
    earlySeconds: 3600,
    lateSeconds: 600,
    absentSeconds: 2400,
  };
}
