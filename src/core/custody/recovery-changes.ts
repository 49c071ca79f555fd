/**
 * What can happen to a vehicle that nobody is with: it becomes a recovery task with an owner, which a person ends. A unit has one at
 * most; it stands in the unit's own columns, its owner beside them.
 */

import { noInstant, type Instant } from "../../base/instant.ts";
import { advance } from "../state/change.ts";
import type { RegionState } from "../state/region-state.ts";
import type { Owner } from "../request/request-facts.ts";
import { recoveryEnds, type RecoveryEnd } from "../vocabulary.ts";
import { putCustody } from "./changes.ts";

/** Where a vehicle stands that nobody is with, and since when. */
export interface StrandedFacts {
  readonly latE7: number;
  readonly lonE7: number;
  readonly sinceAt: Instant;
}

function writeOwner(state: RegionState, unit: number, owner: Owner | undefined): void {
  const recoveries = state.facts.recoveries.slice();
  recoveries[unit] = owner;
  state.facts = { ...state.facts, recoveries };
}

/** Answers its number. */
export function openRecovery(
  state: RegionState,
  at: Instant,
  ofUnit: number,
  { latE7, lonE7, sinceAt }: StrandedFacts,
  owner: Owner,
): number {
  advance(state, at);
  const { units, head } = state.columns;
  head.recoveries[0] += 1;
  const recovery = head.recoveries[0];
  units.recovery[ofUnit] = recovery;
  units.recoveryAt[ofUnit] = at;
  units.strandedAt[ofUnit] = sinceAt;
  units.recoveryEndedAt[ofUnit] = noInstant;
  units.strandedLatE7[ofUnit] = latE7;
  units.strandedLonE7[ofUnit] = lonE7;
  writeOwner(state, ofUnit, owner);
  putCustody(state, at, {
    type: "recovery.begun",
    recovery,
    ofUnit,
    latE7,
    lonE7,
    sinceAt,
    owner,
  });
  return recovery;
}

export function assignRecovery(
  state: RegionState,
  at: Instant,
  unit: number,
  owner: Owner,
  reason: string,
): void {
  advance(state, at);
  writeOwner(state, unit, owner);
  const recovery = state.columns.units.recovery[unit];
  putCustody(state, at, { type: "recovery.assigned", recovery, owner, text: { reason } });
}

/** The place stays: what was stood down is not asked for again while the vehicle stands there. */
export function endRecovery(
  state: RegionState,
  at: Instant,
  unit: number,
  end: RecoveryEnd,
  reason: string,
): void {
  advance(state, at);
  const { units } = state.columns;
  const recovery = units.recovery[unit];
  units.recovery[unit] = 0;
  units.recoveryEndedAt[unit] = at;
  units.recoveryEnd[unit] = recoveryEnds.code[end];
  writeOwner(state, unit, undefined);
  putCustody(state, at, { type: "recovery.ended", recovery, end, text: { reason } });
}
