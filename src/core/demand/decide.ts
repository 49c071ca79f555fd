/**
 * Tells the log what the live loop counted: that more comes than ordinary, once while it lasts, with an alarm; and that it
 * is over, with which the alarm ends. Not here: counting, and what is ordinary (demand-model.ts, live/demand-watch.ts).
 */

import type { Command, CommandContext } from "../commands.ts";
import { endAlarmOf, raiseAlarm } from "../alarm/changes.ts";
import { accept, reject, shown, type Decision } from "../decision.ts";
import { refuse, type Refusal } from "../refusal.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import { easeDemand, raiseDemand } from "./changes.ts";
import { findRise, findRiseRow } from "./rises.ts";
import type { DemandEvidence } from "./demand-events.ts";

type DemandNote = Extract<Command, { type: "demand.note" }>;

export function decideDemandNote(
  state: RegionState,
  { rise, evidence }: DemandNote,
  { at }: CommandContext,
): Decision {
  const fault = checkEvidence(state, evidence);
  if (fault !== undefined) return reject(fault);
  const { rises } = state.columns;
  if (rise !== null && !Number.isInteger(rise))
    return reject(refuse("value.invalid", `rise: got ${shown(rise)}, expected a number or null`));
  const isNew = rise === null;
  const row = isNew
    ? findRise(state, evidence.incidentType, evidence.area)
    : findRiseRow(state, rise);
  if (isNew === row >= 0)
    return reject(
      refuse("demand.unchanged", `${evidence.incidentType} in ${evidence.area} is told already`),
    );
  if (isNew) {
    if (!rises.number.includes(0))
      return reject(
        refuse("limit.rises", `${rises.number.length} rises of demand last already; no more fit`),
      );
    const made = raiseDemand(state, at, evidence);
    raiseAlarm(state, at, "demand rose", rises.number[made]);
  } else {
    endAlarmOf(state, at, rises.alarm, row);
    easeDemand(state, at, row, evidence);
  }
  return accept();
}

const figures = ["minutes", "counted", "expected", "expectedLow", "expectedHigh", "ratio"] as const;

function checkEvidence(state: RegionState, evidence: DemandEvidence): Refusal | undefined {
  if (typeof evidence !== "object" || evidence === null)
    return refuse("value.invalid", `evidence: got ${shown(evidence)}, expected its figures`);
  const { typeIndex, areaIndex } = getPolicy(state);
  if (!typeIndex.has(evidence.incidentType) || !areaIndex.has(evidence.area))
    return refuse(
      "code.unknown",
      `expected a type and an area of the region, got ${shown(evidence.incidentType)} in ${shown(evidence.area)}`,
    );
  for (const figure of figures)
    if (typeof evidence[figure] !== "number" || !(evidence[figure] >= 0 && evidence[figure] <= 1e9))
      return refuse(
        "value.invalid",
        `${figure}: got ${shown(evidence[figure])}, expected 0 to 10^9`,
      );
  return undefined;
}
