/**
 * Why a need of the response plan stays unmet: one typed cause, and a sentence with the numbers behind it. The
 * cause is the one that keeps most of the booked-on units that fit from going (ties: the earlier of the list), as
 * in the core's own clock of "no unit"; knowing positions, it can tell range and stale positions apart too.
 */

import { areAtRest, type RestingUnits } from "../core/hours/resting.ts";
import type { Policy } from "../core/region/policy.ts";
import type { Shortfall } from "../core/recommendation.ts";
import { shortfallCauses, type ShortfallCause } from "../core/vocabulary.ts";
import { describeNeed, describeSeconds } from "./reasons.ts";
import { describeClosures, type ShutWays } from "./shut-ways.ts";
import { causeCount, type UnitScan } from "./unit-scan.ts";

const causes = shortfallCauses.code;

const words: { readonly [K in ShortfallCause]: string } = {
  "nobody booked on": "not booked on",
  "all committed": "committed",
  "none qualified": "not qualified",
  "all beyond range": "beyond range",
  "positions stale": "with a stale position",
  "no vehicle or key": "without vehicle or key",
  "at rest": "at rest",
  "withheld by directive": "withheld by directive",
  "no road path": "without a road path",
};

export interface UnmetNeed {
  readonly need: number;
  /** Units asked for and units that fill it, those already there included. */
  readonly asked: number;
  readonly filled: number;
  /** Seconds within which a unit counts, or null. */
  readonly rangeSeconds: number | null;
}

/** `shut`: what keeps units that would fit from coming at all. `resting`: of those that nobody is booked on for. */
export function describeShortfall(
  policy: Policy,
  scan: UnitScan,
  unmet: UnmetNeed,
  shut: ShutWays,
  resting: RestingUnits,
): Shortfall {
  const { need } = policy.needs[unmet.need];
  const found = causeOfShortfall(scan, unmet.need);
  const isAbsent = found === "nobody booked on" || found === "none qualified";
  const cause = isAbsent && areAtRest(resting) ? "at rest" : found;
  return {
    need: unmet.need,
    skills: need.skills,
    vehicles: need.vehicles,
    count: unmet.asked - unmet.filled,
    cause,
    detail:
      describeDetail(policy, scan, unmet, found) +
      (isAbsent ? describeResting(resting) : "") +
      describeOpening(shut),
    ...(shut.closures.length === 0 ? {} : shut),
  };
}

/** Crews that would break the daily rest if they were recalled now. */
function describeResting({ off, resting }: RestingUnits): string {
  if (resting === 0) return "";
  return ` Of ${off} off duty that fit, ${resting} owe daily rest by the hours rules.`;
}

function describeOpening({ closures, wouldOpen }: ShutWays): string {
  if (closures.length === 0) return "";
  const opening = `Lifting ${describeClosures(wouldOpen)} would open one for the nearest`;
  return ` The way is shut by ${describeClosures(closures)}. ${opening}.`;
}

/** Whether units that fit the need have no way to come. */
export function hasNoPath(scan: UnitScan, need: number): boolean {
  return scan.blocked[need * causeCount + causes["no road path"]] > 0;
}

/** Units that fit the need and can not go, by cause. */
function countBlocked(scan: UnitScan, need: number): Int32Array {
  return scan.blocked.slice(need * causeCount, (need + 1) * causeCount);
}

/** Those that could go all fill something of this very incident. */
function countChosen(scan: UnitScan, need: number): number {
  return scan.fitting[need] - countBlocked(scan, need).reduce((sum, count) => sum + count, 0);
}

/** Units that fit the need, by cause; with those that are chosen for this incident as committed. */
function countCauses(scan: UnitScan, need: number): Int32Array {
  const counts = countBlocked(scan, need);
  counts[causes["all committed"]] += countChosen(scan, need);
  return counts;
}

export function causeOfShortfall(scan: UnitScan, need: number): ShortfallCause {
  if (scan.bookedOn === 0) return "nobody booked on";
  if (scan.fitting[need] === 0) return "none qualified";
  const counts = countCauses(scan, need);
  let most = 0;
  for (let cause = 1; cause < causeCount; cause += 1)
    if (counts[cause] > counts[most]) most = cause;
  return shortfallCauses.names[most];
}

function describeDetail(
  policy: Policy,
  scan: UnitScan,
  unmet: UnmetNeed,
  cause: ShortfallCause,
): string {
  const asked = `${unmet.filled} of ${unmet.asked} found: ${describeNeed(policy, unmet.need)}`;
  if (cause === "nobody booked on")
    return `${asked}. None of the ${scan.considered} units is booked on.`;
  const fitting = scan.fitting[unmet.need];
  if (cause === "none qualified")
    return `${asked}. None of the ${scan.bookedOn} units booked on fits (${scan.considered} units in all).`;
  const parts: string[] = [];
  const chosen = countChosen(scan, unmet.need);
  if (chosen > 0) parts.push(`${chosen} chosen for this incident`);
  countBlocked(scan, unmet.need).forEach((count, code) => {
    if (count === 0) return;
    const name = shortfallCauses.names[code];
    const range =
      name === "all beyond range" && unmet.rangeSeconds !== null
        ? ` of ${describeSeconds(unmet.rangeSeconds)}`
        : "";
    parts.push(`${count} ${words[name]}${range}`);
  });
  const units = fitting === 1 ? "1 booked-on unit fits" : `${fitting} booked-on units fit`;
  return `${asked}. ${units}: ${parts.join(", ")}.`;
}
