/**
 * Asking the core: authority first, then the rules, for one command or for a few that stand or fall together. It
 * adds what only the live world knows: the recommendation an allocation rests on, and the tracked positions of the
 * units that were sent. All of it happens in one go, without waiting for anything.
 */

import { assert } from "../base/assert.ts";
import type { Instant } from "../base/instant.ts";
import {
  checkAuthority,
  checkCrewIncident,
  checkLevelAuthority,
  type Actor,
} from "../core/authority.ts";
import type { Command } from "../core/commands.ts";
import { decide } from "../core/decide.ts";
import type { Made } from "../core/decision.ts";
import type { CoreEvent } from "../core/events.ts";
import { limits } from "../core/limits.ts";
import { checkPartnerRequest } from "../core/request/partner.ts";
import { checkKeeper } from "../core/community/decide.ts";
import { checkCrewHandOver } from "../core/hand-over/decide.ts";
import { checkHospitalPartner } from "../core/hospital/decide.ts";
import { checkCrewPerson } from "../core/roster/crew-authority.ts";
import { checkWarningRole } from "../core/warning/decide.ts";
import type { Recommendation } from "../core/recommendation.ts";
import { joinRefusals, type Refusal, type Warning } from "../core/refusal.ts";
import { closedSink, findIncidentRow, type RegionState } from "../core/state/region-state.ts";
import { incidentStates } from "../core/vocabulary.ts";
import type { PositionOverlay } from "../plan/positions.ts";
import { StoreFault, storeLimits } from "../store/port.ts";
import { LiveFault } from "./fault.ts";
import { forkWithText } from "./fork.ts";
import { digestOf } from "./words-digest.ts";

export const batchLimits = { commands: 50 } as const;

/** `system` is the region's own due work and configuration at the first start; it needs no authority. */
export type Asker = Actor | "system";

export interface DecideWorld {
  readonly positions: PositionOverlay;
  /** `takesUp`: also for an incident that is deferred. */
  recommend(
    state: RegionState,
    incident: number,
    now: Instant,
    asked: { readonly takesUp: boolean },
  ): Recommendation;
}

export interface DecideTime {
  readonly now: Instant;
  readonly at: Instant;
}

export interface Decided {
  readonly events: readonly CoreEvent[];
  readonly made: Made;
  readonly warnings: readonly Warning[];
}

/** Applies the commands to `state`, all or none. A refusal leaves the state as it was. */
export function decideCommands(
  state: RegionState,
  commands: readonly Command[],
  asker: Asker,
  time: DecideTime,
  world: DecideWorld,
): Decided | { readonly refusal: Refusal } {
  if (commands.length > batchLimits.commands) {
    throw new LiveFault(
      "command.too-many",
      `The line asks for ${commands.length} things at once, at most ${batchLimits.commands} go; split it.`,
    );
  }
  for (const command of commands) checkSize(command);
  if (commands.length > 1) {
    const trial = applyAll(forkWithText(state), commands, asker, time, world);
    if ("refusal" in trial) return trial;
    checkEventCount(trial.events.length);
  }
  const decided = applyAll(state, commands, asker, time, world);
  assert(
    commands.length === 1 || !("refusal" in decided),
    "a batch went on the fork and not on the state",
  );
  return decided;
}

/** Each command takes its share of the review's events, so that no line comes near it; but a region must never find out late. */
function checkEventCount(events: number): void {
  if (events <= storeLimits.maxRecordsPerCommand) return;
  throw new LiveFault(
    "command.too-many",
    `The line would put ${events} events into the log at once, at most ${storeLimits.maxRecordsPerCommand} go; nothing was done, split it.`,
  );
}

/** The one event that can grow beyond what the store takes; to find out after it happened would be too late. */
function checkSize(command: Command): void {
  if (command.type !== "region.configure") return;
  const bytes = Buffer.byteLength(JSON.stringify(command.config));
  const most = storeLimits.maxFactsBytes - 1_024;
  if (bytes > most)
    throw new StoreFault(
      "store.too-large",
      `The configuration has ${bytes} bytes, an event takes ${most}; give the areas fewer corners.`,
    );
}

/**
 * Goes on after a refusal, so that a line tells all that is wrong with it; what was accepted stays, so batches are
 * tried on a fork first. `state` is only half changed where it answers a refusal of a batch.
 */
function applyAll(
  state: RegionState,
  commands: readonly Command[],
  asker: Asker,
  time: DecideTime,
  world: DecideWorld,
): Decided | { readonly refusal: Refusal } {
  const events: CoreEvent[] = [];
  let warnings: readonly Warning[] = [];
  const refusals: Refusal[] = [];
  let made: Made = {};
  const reviewEvents = Math.floor(limits.reviewEvents / commands.length);
  const by = asker === "system" ? "system" : asker.account;
  const { now, at } = time;
  const context = { now, at, by, reviewEvents };
  state.sink = { open: true, put: (event) => events.push(event) };
  try {
    for (const command of commands) {
      const refusal = checkAsker(state, asker, command);
      const decision =
        refusal === undefined
          ? decide(state, withRecommendation(state, command, time.now, world), context)
          : { refusal };
      if (decision.refusal !== undefined) {
        refusals.push(decision.refusal);
        continue;
      }
      // Nearly always there is one command, and its answer is kept for long: then nothing is copied.
      const isAlone = commands.length === 1;
      made = isAlone ? decision.made : { ...made, ...decision.made };
      warnings = isAlone ? decision.warnings : [...warnings, ...decision.warnings];
      if (command.type === "unit.send") placeSent(state, command.units, context, world.positions);
    }
  } finally {
    state.sink = closedSink;
  }
  const [first, ...others] = refusals;
  return first === undefined
    ? { events, made, warnings }
    : { refusal: joinRefusals([first, ...others]) };
}

function checkAsker(state: RegionState, asker: Asker, command: Command): Refusal | undefined {
  if (asker === "system") return undefined;
  return (
    checkAuthority(asker, command) ??
    checkCrewIncident(state, asker, command) ??
    checkCrewHandOver(state, asker, command) ??
    checkCrewPerson(state, asker, command) ??
    checkLevelAuthority(state, asker, command) ??
    checkPartnerRequest(state, asker, command) ??
    checkHospitalPartner(state, asker, command) ??
    checkKeeper(state, asker, command) ??
    checkWarningRole(asker, command)
  );
}

function withRecommendation(
  state: RegionState,
  command: Command,
  now: Instant,
  world: DecideWorld,
): Command {
  if (command.type === "request.ask" || command.type === "aid.ask") return withDigest(command);
  if (command.type === "aid.receive") return withDigestOfText(command);
  if (command.type !== "unit.send") return command;
  const row = findIncidentRow(state, command.incident);
  if (row < 0 || state.columns.incidents.state[row] === incidentStates.code.closed) return command;
  const asked = { takesUp: true };
  return { ...command, recommendation: world.recommend(state, command.incident, now, asked) };
}

/** The words as they are here, byte for byte: the core has no way to count them. Whatever a caller put there is replaced. */
function withDigest(command: Extract<Command, { type: "request.ask" | "aid.ask" }>): Command {
  const { digest: _given, ...asked } = command;
  return asked.words === undefined ? asked : { ...asked, digest: digestOf(asked.words) };
}

/** The words of a neighbour's ask, as they came. */
function withDigestOfText(command: Extract<Command, { type: "aid.receive" }>): Command {
  const words = command.text?.words;
  return words === undefined ? command : { ...command, digest: digestOf(words) };
}

/** The position each sent unit was at goes into the log beside the decision, with the time it was taken. */
function placeSent(
  state: RegionState,
  units: readonly number[],
  context: DecideTime & { readonly by: string },
  positions: PositionOverlay,
): void {
  for (const unit of units) {
    const at = positions.at[unit];
    if (at <= state.columns.units.positionAt[unit]) continue;
    if (at < context.now - limits.lateEntryMicros || at > context.now) continue;
    const decision = decide(
      state,
      {
        type: "unit.place",
        unit,
        latE7: positions.latE7[unit],
        lonE7: positions.lonE7[unit],
        source: "device",
      },
      { now: context.now, at, by: context.by },
    );
    assert(decision.refusal === undefined, `the tracked position of unit ${unit} was refused`);
  }
}
