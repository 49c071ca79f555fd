/**
 * What a duty officer asks beside the forecast: units recalled from rest or lent by a neighbour become units of the
 * state, and every future draws when they are there; another service level is decided on before the first future. Not here: the forecast itself.
 */
import type { CallRandom } from "../../base/call-random.ts";
import { microsPerMinute, type Instant } from "../../base/instant.ts";
import { assert } from "../../base/assert.ts";
import type { WhatIf } from "../../core/forecast.ts";
import { decide } from "../../core/decide.ts";
import { isLevelToReview } from "../../core/level/apply.ts";
import { getPolicy, type RegionState } from "../../core/state/region-state.ts";
import type { ServiceLevel } from "../../core/vocabulary.ts";
import type { Duty } from "../room/calls.ts";
import { purposes } from "./purposes.ts";

/** Most units that may be recalled or lent in one question. */
export const mostExtraUnits = 500;

type DrawDuties = (random: CallRandom, future: number) => readonly Duty[];

interface Extra {
  readonly unit: number;
  readonly minutes: number;
  /** False = all at once. */
  readonly spread: boolean;
}

/** Registers the units that come in; answers when they do, in no order. */
export function addWhatIf(state: RegionState, now: Instant, whatIf: WhatIf = {}): DrawDuties {
  const { recalled = 0, recalledMinutes = 90, lent = 0, lentMinutes = 60 } = whatIf;
  const extras: Extra[] = [];
  if (whatIf.level !== undefined) decideOn(state, now, whatIf.level);
  for (let count = 0; count < recalled + lent; count += 1) {
    const isRecalled = count < recalled;
    const minutes = isRecalled ? recalledMinutes : lentMinutes;
    extras.push({ unit: register(state, now, count, whatIf), minutes, spread: isRecalled });
  }
  return (random, future) =>
    extras.map(({ unit, minutes, spread }) => {
      const share = spread ? random.seek(future, unit, purposes.arrival).uniform() : 1;
      return { at: now + Math.round(share * minutes * microsPerMinute), unit, begins: true };
    });
}

/** Grades and deferral of what is open follow in bounded steps, each with a command, as in the live room. */
function decideOn(state: RegionState, now: Instant, level: ServiceLevel): void {
  const context = { now, at: now, by: "forecast" };
  const decision = decide(state, { type: "level.set", level, reason: "what if" }, context);
  assert(decision.refusal === undefined, `no other level: ${decision.refusal?.message}`);
  while (isLevelToReview(state)) decide(state, { type: "due.work" }, context);
}

/** A unit like most of those that are registered, at the base of one of its area. */
function register(state: RegionState, now: Instant, index: number, { area }: WhatIf): number {
  const { config, areaIndex } = getPolicy(state);
  const wanted =
    area === undefined ? index % Math.max(1, config.areas.length) : areaIndex.get(area);
  const like = findLike(state, wanted ?? -1);
  const { units } = state.columns;
  const skills = config.skills
    .filter((_, skill) => ((units.skills[like] >>> skill) & 1) === 1)
    .map(({ code }) => code);
  const decision = decide(
    state,
    {
      type: "unit.register",
      callSign: `EXTRA-${index + 1}`,
      vehicle: config.vehicles[units.vehicle[like]].code,
      skills,
      area: config.areas[wanted ?? -1]?.code ?? "",
      base: { latE7: units.baseLatE7[like], lonE7: units.baseLonE7[like] },
    },
    { now, at: now, by: "forecast" },
  );
  assert(decision.refusal === undefined, `no further unit: ${decision.refusal?.message}`);
  return decision.made.unit ?? -1;
}

/** A unit of the area that serves most, else of any area. */
function findLike(state: RegionState, area: number): number {
  const { units, head } = state.columns;
  let best = 0;
  let bestScore = -1;
  for (let unit = 0; unit < head.units[0]; unit += 1) {
    let score = units.area[unit] === area ? 100 : 0;
    for (let serves = units.serves[unit]; serves !== 0; serves >>>= 1) score += serves & 1;
    if (score > bestScore) [best, bestScore] = [unit, score];
  }
  return best;
}
