/**
 * Decider of hospital counts. Each count is kept and looked at in the same command, so a surge is said as soon as the count that
 * shows it has come. Only counts are taken: who arrived is for the hospital alone.
 */

import { microsPerSecond } from "../../base/instant.ts";
import type { Actor } from "../authority.ts";
import { endAlarmOf, raiseAlarm } from "../alarm/changes.ts";
import type { Command, CommandContext } from "../commands.ts";
import { accept, checkCode, reject, shown, type Decision } from "../decision.ts";
import { limits } from "../limits.ts";
import { refuse, type Refusal } from "../refusal.ts";
import { partnerOf } from "../request/request-rule.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import { beginSurge, countHospital, endSurge, getCounts } from "./changes.ts";
import { readSurge, surgeRule } from "./surge-model.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;

/** A partner counts for the hospitals that are its own. */
export function checkHospitalPartner(
  { policy }: RegionState,
  { role, account }: Actor,
  command: Command,
): Refusal | undefined {
  if (role !== "partner" || command.type !== "hospital.count" || policy === undefined)
    return undefined;
  const index = policy.hospitalIndex.get(command.hospital) ?? -1;
  const partner = partnerOf(policy.requests, account);
  if (partner !== undefined && policy.hospitals[index]?.partner === partner) return undefined;
  return refuse("role.other-side", "a partner counts arrivals of its own hospitals only");
}

export function decideCount(
  state: RegionState,
  command: Of<"hospital.count">,
  { at, now }: CommandContext,
): Decision {
  const policy = getPolicy(state);
  const unknown = checkCode("hospitals", policy.hospitalIndex, command.hospital);
  if (unknown !== undefined) return reject(unknown);
  const hospital = policy.hospitalIndex.get(command.hospital) ?? 0;
  const { hospitals } = state.columns;
  const fault = checkInterval(command, hospitals.countedAt[hospital], now);
  if (fault !== undefined) return reject(fault);
  const { untilAt, seconds, arrivals } = command;
  countHospital(state, at, hospital, { untilAt, seconds, arrivals });
  look(state, at, hospital);
  return accept();
}

function checkInterval(
  { untilAt, seconds, arrivals }: Of<"hospital.count">,
  countedAt: number,
  now: number,
): Refusal | undefined {
  if (!Number.isInteger(seconds) || seconds < 60 || seconds > 3600)
    return refuse("value.invalid", `seconds: got ${shown(seconds)}, expected 60 to 3600`);
  if (!isCount(arrivals))
    return refuse(
      "value.invalid",
      `arrivals: got ${shown(arrivals)}, expected a count up to ${limits.hospitalArrivals}`,
    );
  const least = now - limits.hospitalBackMicros;
  if (!Number.isSafeInteger(untilAt) || untilAt > now || untilAt < least)
    return refuse("value.invalid", "untilAt: expected a time until now, at most 35 days back");
  if (untilAt - seconds * microsPerSecond >= countedAt) return undefined;
  return refuse(
    "time.before-last-change",
    "the interval begins before the end of the last count of this hospital; count each time once, in order",
  );
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= limits.hospitalArrivals && !Object.is(value, -0); // prettier-ignore
}

function look(state: RegionState, at: number, hospital: number): void {
  const { surgedAt, alarm } = state.columns.hospitals;
  const reading = readSurge(getCounts(state, hospital));
  if (surgedAt[hospital] === 0 && reading.verdict === "surge") {
    const { windowSeconds, observed, expected, sigma } = reading;
    const round = (value: number): number => Math.round(value * 10) / 10;
    beginSurge(state, at, hospital, {
      windowSeconds,
      observed,
      expected: round(expected),
      sigma: round(sigma),
    });
    raiseAlarm(state, at, "hospital surge", hospital);
  } else if (surgedAt[hospital] > 0 && reading.sigma < surgeRule.endSigma) {
    endSurge(state, at, hospital);
    endAlarmOf(state, at, alarm, hospital);
  }
}
