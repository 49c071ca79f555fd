/**
 * Reads the manual pack of a region from a copy of its columns, some rows at a time. Names and words are read from the
 * live state beside it, so a word may be some milliseconds newer than the position; an erased one is missing.
 */

import type { Instant } from "../../base/instant.ts";
import { microsPerMinute } from "../../base/instant.ts";
import { findLevelReading, listPromiseRows } from "../../core/level/read.ts";
import type { RegionConfig } from "../../core/region/config.ts";
import { getPolicy, type RegionState } from "../../core/state/region-state.ts";
import type { RegionText } from "../../core/state/region-text.ts";
import {
  allocationStates,
  contactStates,
  grades,
  incidentStates,
  locationStates,
  serviceLevels,
  unavailabilityReasons,
  unitStatuses,
} from "../../core/vocabulary.ts";
import { gradesTable, phoneTable, plansTable, typesTable } from "./config-tables.ts";
import { packLimits, paperNumber, timeText, type ManualPack, type PackTable } from "./pack.ts";

/** What the tables are read from. */
interface PackSource {
  /** A copy of the columns. */
  readonly state: RegionState;
  readonly text: RegionText | undefined;
  readonly config: RegionConfig;
  readonly now: Instant;
}

type Rows = string[][];
type Reading<Value> = Generator<void, Value>;

/** Throws BugError where the region has no configuration. Yields after every row that takes time. */
export function* readManualPack(
  state: RegionState,
  text: RegionText | undefined,
  made: { readonly region: string; readonly now: Instant; readonly position: number },
): Reading<ManualPack> {
  const { config } = getPolicy(state);
  const source = { state, text, config, now: made.now };
  return {
    region: made.region,
    name: config.name,
    madeAt: made.now,
    position: made.position,
    tables: [
      yield* readIncidents(source),
      yield* readPromises(source),
      yield* readContacts(source),
      yield* readUnits(source),
      numbersTable(source),
      levelTable(source),
      phoneTable(config),
      plansTable(config),
      gradesTable(config),
      typesTable(config),
    ],
  };
}

function* readIncidents(source: PackSource): Reading<PackTable> {
  const { state, text, config } = source;
  const { incidents, head } = state.columns;
  const found: { readonly order: readonly number[]; readonly cells: string[] }[] = [];
  for (let row = 0; row < head.incidentRows[0]; row += 1) {
    const code = incidents.state[row];
    if (code === incidentStates.code.none || code === incidentStates.code.closed) continue;
    const number = incidents.number[row];
    const words = text?.incidents.get(number);
    found.push({
      order: [incidents.served[row], incidents.openedAt[row], number],
      cells: [
        String(number),
        gradePair(incidents.assessed[row], incidents.served[row]),
        config.incidentTypes[incidents.type[row]]?.name ?? "",
        placeText(incidents, row, words?.place),
        words?.summary ?? "",
        unitsOf(source, row),
        incidentStates.names[code],
        sinceText(incidents.openedAt[row], source.now),
      ],
    });
    yield;
  }
  found.sort((a, b) => compare(a.order, b.order));
  return {
    title: "Open incidents",
    notes: ["Highest served grade first, the longest open first within it."],
    columns: ["Number", "Grade", "Type", "Place", "Words", "Units", "State", "Open since"],
    rows: found.map(({ cells }) => cells),
  };
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : a[at] - b[at];
}

function gradePair(assessed: number, served: number): string {
  const first = grades.names[assessed];
  return assessed === served ? first : `${first}, served as ${grades.names[served]}`;
}

interface Placed {
  readonly latE7: Int32Array;
  readonly lonE7: Int32Array;
  readonly locationState: Uint8Array;
}

/** Words first; the coordinate beside them wherever one was given. */
function placeText(table: Placed, row: number, words = ""): string {
  if (table.locationState[row] === locationStates.code["not asked"]) return words;
  const point = degreesText(table.latE7[row], table.lonE7[row]);
  return words === "" ? point : `${words} (${point})`;
}

function degreesText(latE7: number, lonE7: number): string {
  return `${(latE7 / 1e7).toFixed(5)}, ${(lonE7 / 1e7).toFixed(5)}`;
}

function sinceText(at: Instant, now: Instant): string {
  if (at === 0) return "";
  return `${timeText(at)} (${Math.max(0, Math.floor((now - at) / microsPerMinute))} min)`;
}

function unitsOf({ state, text }: PackSource, row: number): string {
  const { incidents, allocations } = state.columns;
  const names: string[] = [];
  for (let a = incidents.firstAllocation[row]; a >= 0; a = allocations.nextOfIncident[a]) {
    if (allocations.state[a] === allocationStates.code.ended) continue;
    const callSign = text?.callSigns[allocations.unit[a]] ?? `unit ${allocations.unit[a]}`;
    names.push(`${callSign} (${allocationStates.names[allocations.state[a]]})`);
  }
  return names.toReversed().join(", ");
}

function* readPromises({ state, text, now }: PackSource): Reading<PackTable> {
  const { incidents, contacts } = state.columns;
  const rows: Rows = [];
  for (const row of listPromiseRows(state)) {
    const number = incidents.number[row];
    const dueAt = incidents.callBackAt[row];
    const callers: string[] = [];
    for (let c = incidents.firstContact[row]; c >= 0; c = contacts.next[c]) {
      const caller = text?.contacts.get(contacts.number[c]);
      if (caller === undefined || caller.callerNumber === "") continue;
      callers.push(
        [caller.callerNumber, caller.callerName].filter((part) => part !== "").join(" "),
      );
    }
    rows.push([
      dueAt === 0 ? "nothing promised" : `${timeText(dueAt)}${dueAt < now ? " OVERDUE" : ""}`,
      callers.join("; ") || "no number",
      String(number),
      grades.names[incidents.assessed[row]],
      text?.incidents.get(number)?.place ?? "",
      incidents.told[row] === 1 ? (text?.promises.get(number)?.told ?? "told") : "not told yet",
    ]);
    yield;
  }
  return {
    title: "Promises due",
    notes: ["Call back in this order; a promise stands until a person has kept or ended it."],
    columns: ["Due", "Call back", "Incident", "Grade", "Place", "Was told"],
    rows,
  };
}

/** Contacts that are no incident's and not ended: somebody must still answer, call back or trace them. */
function* readContacts({ state, text, now }: PackSource): Reading<PackTable> {
  const { contacts, head } = state.columns;
  const open = [
    contactStates.code.ringing,
    contactStates.code.answered,
    contactStates.code.abandoned,
  ] as readonly number[];
  const found: number[] = [];
  for (let row = 0; row < head.contactRows[0]; row += 1)
    if (open.includes(contacts.state[row])) found.push(row);
  found.sort((a, b) => contacts.ringingAt[a] - contacts.ringingAt[b]);
  const rows: Rows = [];
  for (const row of found) {
    const words = text?.contacts.get(contacts.number[row]);
    rows.push([
      String(contacts.number[row]),
      contactStates.names[contacts.state[row]],
      sinceText(contacts.ringingAt[row], now),
      [words?.callerNumber, words?.callerName].filter(Boolean).join(" ") || "no number",
      placeText(contacts, row, words?.place),
      words?.words ?? "",
    ]);
    yield;
  }
  return {
    title: "Contacts without an incident",
    notes: [],
    columns: ["Number", "State", "Since", "Call back", "Place", "Words"],
    rows,
  };
}

function* readUnits(source: PackSource): Reading<PackTable> {
  const { state, text, config } = source;
  const { units, allocations, incidents, head } = state.columns;
  const rows: Rows = [];
  let bookedOff = 0;
  for (let unit = 0; unit < head.units[0]; unit += 1) {
    const status = unitStatuses.names[units.status[unit]];
    if (units.known[unit] === 0) continue;
    // Whoever is off duty and still has work or an emergency is listed: somebody must look.
    const isIdle = units.firstAllocation[unit] < 0 && units.emergencyAt[unit] === 0;
    if (status === "off" && isIdle) {
      bookedOff += 1;
      continue;
    }
    const stack: string[] = [];
    for (let a = units.firstAllocation[unit]; a >= 0; a = allocations.nextOfUnit[a])
      stack.push(String(incidents.number[allocations.incident[a]]));
    const reason = unavailabilityReasons.names[units.reason[unit]];
    rows.push([
      text?.callSigns[unit] ?? "",
      `${status === "unavailable" ? `unavailable: ${reason}` : status}${units.emergencyAt[unit] > 0 ? ", EMERGENCY" : ""}`,
      timeText(units.statusAt[unit]),
      String(units.crew[unit]),
      config.vehicles[units.vehicle[unit]]?.name ?? "",
      units.positionAt[unit] > 0
        ? `${degreesText(units.latE7[unit], units.lonE7[unit])} at ${timeText(units.positionAt[unit]).slice(11)}`
        : (config.areas[units.area[unit]]?.name ?? ""),
      stack.join(", then "),
    ]);
    yield;
  }
  return {
    title: "Units on duty",
    notes: [
      `Off duty and not listed: ${bookedOff}. Places are those of the last status, not of trackers.`,
    ],
    columns: ["Call sign", "Status", "Since", "Crew", "Vehicle", "Place", "Incident"],
    rows,
  };
}

function numbersTable({ state, now }: PackSource): PackTable {
  const { head } = state.columns;
  return {
    title: "Numbers for paper",
    notes: [
      "Give each paper form the next of the reserved numbers, with the true time on it. Muster never gives one of them itself.",
      "Afterwards `muster catch-up` enters the forms with their true times; contacts and incidents then get their own numbers.",
    ],
    columns: ["What", "Number"],
    rows: [
      ["Reserved for paper forms, first", paperNumber(now, 1)],
      ["Reserved for paper forms, last", paperNumber(now, packLimits.paperNumbers)],
      ["Next contact in Muster", String(head.nextContact[0])],
      ["Next incident in Muster", String(head.nextIncident[0])],
    ],
  };
}

function levelTable({ state, config, now }: PackSource): PackTable {
  const reading = findLevelReading(state, now);
  const plan = config.levelPlan ?? [];
  return {
    title: "Service level",
    notes: [
      reading === undefined
        ? "The region has no plan for service levels: it is at the normal level."
        : `Now: ${reading.level}${reading.decidedAt === 0 ? "" : `, decided ${timeText(reading.decidedAt)}`}${reading.reviewAt === 0 ? "" : `, to be reviewed by ${timeText(reading.reviewAt)}`}.`,
    ],
    columns: [
      "Level",
      "Who decides",
      "What is served",
      "Say to callers",
      "Deferred callers are told",
    ],
    rows: plan.map(({ level, authority, served, script, told }) => [
      level === (reading?.level ?? serviceLevels.names[0]) ? `${level} (now)` : level,
      authority.join(", "),
      grades.names.map((grade) => `${grade}: ${served[grade]}`).join("; "),
      script,
      told,
    ]),
  };
}
