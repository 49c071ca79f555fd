/**
 * Recovery of vehicles: deciders, and what stands open as values. That a vehicle has not moved is telemetry and no part of the log, so
 * the live loop notices it and asks; what it saw stands in the event. Only a person ends one, with a reason.
 */

import { distanceM } from "../../base/distance.ts";
import { microsFromSeconds, type Instant } from "../../base/instant.ts";
import { endAlarmOf, raiseAlarm } from "../alarm/changes.ts";
import type { Command, CommandContext } from "../commands.ts";
import {
  accept,
  checkName,
  checkOrder,
  checkPoint,
  checkReason,
  checkUnit,
  reject,
  shown,
  unitName,
  type Decision,
} from "../decision.ts";
import { refuse, type Refusal } from "../refusal.ts";
import { checkOwner } from "../request/check.ts";
import type { Owner } from "../request/request-facts.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import { itemKinds, itemStates, recoveryEnds, unitStatuses } from "../vocabulary.ts";
import { assignRecovery, endRecovery, openRecovery } from "./recovery-changes.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;

const firstOwner: Owner = { kind: "role", name: "dispatcher" };

/** Unit whose recovery has this number, or -1. Few are open at a time, and none on the path of a call. */
export function findRecoveryUnit({ columns }: RegionState, recovery: number): number {
  if (!Number.isInteger(recovery) || recovery < 1) return -1;
  return columns.units.recovery.indexOf(recovery);
}

/** Whether somebody handed in a vehicle that belongs to the unit: then it stands where it should. */
function isVehicleInStore({ columns }: RegionState, unit: number): boolean {
  const { items, head } = columns;
  for (let item = 0; item < head.items[0]; item += 1)
    if (
      items.unit[item] === unit &&
      items.kind[item] === itemKinds.code.vehicle &&
      items.state[item] === itemStates.code["in store"]
    )
      return items.moves[item] > 0;
  return false;
}

/** Why a vehicle that stands there since then is no recovery task; undefined = it is one. */
export function whyNotStranded(
  state: RegionState,
  unit: number,
  { latE7, lonE7, sinceAt }: { readonly latE7: number; readonly lonE7: number; readonly sinceAt: Instant }, // prettier-ignore
  at: Instant,
): string | undefined {
  const { units } = state.columns;
  const { idleSeconds, idleM, awayM } = getPolicy(state).custody.recovery;
  if (units.status[unit] !== unitStatuses.code.off) return "it has a crew";
  if (units.recovery[unit] > 0) return "it is a recovery task already";
  if (at - sinceAt < microsFromSeconds(idleSeconds)) return "it moved not long ago";
  if (at - units.statusAt[unit] < microsFromSeconds(idleSeconds))
    return "its crew went not long ago";
  if (distanceM(latE7, lonE7, units.baseLatE7[unit], units.baseLonE7[unit]) < awayM)
    return "it is at its base";
  if (isVehicleInStore(state, unit)) return "the vehicle was handed in";
  const wasStoodDown =
    units.recoveryEnd[unit] === recoveryEnds.code["stood down"] &&
    units.recoveryEndedAt[unit] > units.statusAt[unit];
  const { strandedLatE7, strandedLonE7 } = units;
  const isThere = distanceM(latE7, lonE7, strandedLatE7[unit], strandedLonE7[unit]) < idleM;
  return wasStoodDown && isThere ? "its recovery was stood down there" : undefined;
}

export function decideOpenRecovery(
  state: RegionState,
  { ofUnit, latE7, lonE7, sinceAt }: Of<"recovery.open">,
  { at }: CommandContext,
): Decision {
  const fault = checkUnit(state, ofUnit) ?? checkPoint(latE7, lonE7);
  if (fault !== undefined) return reject(fault);
  if (!Number.isSafeInteger(sinceAt) || sinceAt <= 0)
    return reject(refuse("value.invalid", "sinceAt: expected whole microseconds since 1970"));
  const why = whyNotStranded(state, ofUnit, { latE7, lonE7, sinceAt }, at);
  if (why !== undefined)
    return reject(refuse("recovery.not-stranded", `${unitName(state, ofUnit)}: ${why}`));
  openRecovery(state, at, ofUnit, { latE7, lonE7, sinceAt }, firstOwner);
  raiseAlarm(state, at, "vehicle to recover", ofUnit);
  return accept();
}

function checkOpen(state: RegionState, recovery: number, at: Instant): Refusal | undefined {
  const unit = findRecoveryUnit(state, recovery);
  if (unit < 0)
    return refuse("recovery.unknown", `recovery ${shown(recovery)}: no such open recovery`);
  return checkOrder(at, state.columns.units.recoveryAt[unit], "recovery", recovery);
}

export function decideAssignRecovery(
  state: RegionState,
  { recovery, owner, reason }: Of<"recovery.assign">,
  { at }: CommandContext,
): Decision {
  const fault = checkOpen(state, recovery, at) ?? checkReason(reason) ?? checkOwner(owner);
  if (fault !== undefined) return reject(fault);
  assignRecovery(state, at, findRecoveryUnit(state, recovery), owner, reason);
  return accept();
}

export function decideEndRecovery(
  state: RegionState,
  { recovery, end, reason }: Of<"recovery.end">,
  { at }: CommandContext,
): Decision {
  const fault =
    checkOpen(state, recovery, at) ?? checkName("end", recoveryEnds, end) ?? checkReason(reason);
  if (fault !== undefined) return reject(fault);
  const unit = findRecoveryUnit(state, recovery);
  endRecovery(state, at, unit, end, reason);
  endAlarmOf(state, at, state.columns.units.recoveryAlarm, unit);
  return accept();
}

export interface Recovery {
  readonly recovery: number;
  readonly unit: number;
  readonly latE7: number;
  readonly lonE7: number;
  /** Since when it has not moved, as far as its device says. */
  readonly sinceAt: Instant;
  readonly openedAt: Instant;
  readonly owner: Owner;
}

/** Open ones, the oldest first. */
export function listRecoveries(state: RegionState): Recovery[] {
  const { units, head } = state.columns;
  const list: Recovery[] = [];
  for (let unit = 0; unit < head.units[0]; unit += 1) {
    if (units.recovery[unit] === 0) continue;
    list.push({
      recovery: units.recovery[unit],
      unit,
      latE7: units.strandedLatE7[unit],
      lonE7: units.strandedLonE7[unit],
      sinceAt: units.strandedAt[unit],
      openedAt: units.recoveryAt[unit],
      owner: state.facts.recoveries[unit] ?? firstOwner,
    });
  }
  return list.sort((a, b) => a.recovery - b.recovery);
}
