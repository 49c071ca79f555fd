/** Deciders of hazards of places. None stands longer than a day unless a person says again, with a reason, that it does. */

import type { Instant } from "../../base/instant.ts";
import type { Command, CommandContext } from "../commands.ts";
import {
  accept,
  checkCode,
  checkPoint,
  checkReason,
  checkText,
  refuseLate,
  reject,
  shown,
  type Decision,
} from "../decision.ts";
import { limits } from "../limits.ts";
import { refuse, type Refusal } from "../refusal.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import { endPlaceHazard, findPlaceHazardRow, renewPlaceHazard, warnOfPlace } from "./changes.ts";
import { endPlaceAlarm } from "./due-work.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;

function checkExpiry(expiresAt: Instant, now: Instant): Refusal | undefined {
  if (
    Number.isSafeInteger(expiresAt) &&
    expiresAt > now &&
    expiresAt <= now + limits.placeHazardMicros
  )
    return undefined;
  return refuse(
    "value.invalid",
    "expiresAt: expected a time from now on, at most 24 hours ahead; renew it before that",
  );
}

export function decideWarnOfPlace(
  state: RegionState,
  command: Of<"place-hazard.warn">,
  { at, now }: CommandContext,
): Decision {
  const { latE7, lonE7, radiusM, hazard, words, expiresAt } = command;
  const fault =
    checkPoint(latE7, lonE7) ??
    checkRadius(radiusM) ??
    (hazard === undefined
      ? undefined
      : checkCode("hazards", getPolicy(state).hazardIndex, hazard)) ??
    checkWords(words) ??
    checkExpiry(expiresAt, now);
  if (fault !== undefined) return reject(fault);
  if (state.columns.head.placeHazards[0] >= limits.placeHazards)
    return reject(
      refuse(
        "limit.place-hazards",
        `${limits.placeHazards} hazards of places stand already; end what is over`,
      ),
    );
  const facts = { latE7, lonE7, radiusM, hazard: hazard ?? null, expiresAt };
  const row = warnOfPlace(state, at, facts, words);
  return accept({ placeHazard: state.columns.placeHazards.number[row] });
}

function checkRadius(radiusM: number): Refusal | undefined {
  if (Number.isInteger(radiusM) && radiusM >= 10 && radiusM <= 5_000) return undefined;
  return refuse("value.invalid", `radiusM: got ${shown(radiusM)}, expected 10 to 5000 metres`);
}

function checkWords(words: string): Refusal | undefined {
  if (typeof words !== "string" || words.trim() === "")
    return refuse("value.invalid", "words: got none, expected what is dangerous there");
  return checkText("words", words, limits.descriptionLength);
}

function findRow(
  state: RegionState,
  placeHazard: number,
  at: Instant,
): { readonly row: number } | { readonly refusal: Refusal } {
  const row = findPlaceHazardRow(state, placeHazard);
  if (row < 0)
    return {
      refusal: refuse(
        "place-hazard.unknown",
        `place hazard ${shown(placeHazard)}: none stands with this number; one that ended or expired is warned of anew`,
      ),
    };
  if (at >= state.columns.placeHazards.changedAt[row]) return { row };
  return { refusal: refuseLate(`place hazard ${placeHazard}`) };
}

export function decideRenewPlace(
  state: RegionState,
  command: Of<"place-hazard.renew">,
  { at, now }: CommandContext,
): Decision {
  const found = findRow(state, command.placeHazard, at);
  if ("refusal" in found) return reject(found.refusal);
  const fault = checkReason(command.reason) ?? checkExpiry(command.expiresAt, now);
  if (fault !== undefined) return reject(fault);
  endPlaceAlarm(state, at, found.row);
  renewPlaceHazard(state, at, found.row, command.expiresAt, command.reason);
  return accept();
}

export function decideEndPlace(
  state: RegionState,
  command: Of<"place-hazard.end">,
  { at }: CommandContext,
): Decision {
  const found = findRow(state, command.placeHazard, at);
  if ("refusal" in found) return reject(found.refusal);
  const fault = checkReason(command.reason);
  if (fault !== undefined) return reject(fault);
  endPlaceAlarm(state, at, found.row);
  endPlaceHazard(state, at, found.row, command.reason);
  return accept();
}
