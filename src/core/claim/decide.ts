/**
 * Deciders of claims. A claim tells others who works on what; no command ever needs one or is refused for want of one. What is acted on
 * while somebody else holds it goes through, with a warning. A claim ends with its subject, and comes back loudly when its holder is gone.
 */

import type { Instant } from "../../base/instant.ts";
import { endAlarmOf, raiseAlarm } from "../alarm/changes.ts";
import type { Command, CommandContext } from "../commands.ts";
import {
  accept,
  checkCode,
  checkContact,
  checkName,
  checkOpenIncident,
  checkText,
  reject,
  shown,
  type Decision,
} from "../decision.ts";
import { limits } from "../limits.ts";
import { refuse, type Refusal, type Warning } from "../refusal.ts";
import {
  findContactRow,
  findIncidentRow,
  getPolicy,
  type RegionState,
} from "../state/region-state.ts";
import { channels, claimCauses, claimKinds, contactStates, incidentStates } from "../vocabulary.ts";
import {
  findClaimBy,
  findClaimOf,
  findClaimRow,
  makeClaim,
  releaseClaim,
  returnClaim,
} from "./changes.ts";
import type { ClaimSubject } from "./claim-commands.ts";
import { claimText, readClaim } from "./read.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;
const kinds = claimKinds.code;

export function decideMakeClaim(
  state: RegionState,
  { of, accept: accepted }: Of<"claim.make">,
  context: CommandContext,
): Decision {
  const fault = checkSubject(state, of);
  if (fault !== undefined) return reject(fault);
  const row = findClaimOf(state, of);
  const isHeld = row >= 0 && state.columns.claims.returnedAt[row] === 0;
  if (row < 0 && state.columns.head.claims[0] >= limits.claims)
    return reject(refuse("limit.claims", `${limits.claims} claims stand; release what is done`));
  if (row >= 0 && context.at < lastChangeOf(state, row))
    return reject(
      refuse("time.before-last-change", "occurred-at is before the last change of this claim"),
    );
  if (isHeld) {
    const held = readClaim(state, row);
    if (held.by === context.by)
      return reject(refuse("claim.wrong-state", `you hold ${claimText(held)} already`));
    if (!Array.isArray(accepted) || !accepted.includes("claim.held"))
      return reject(
        refuse("needs.acceptance", `${held.by} holds ${claimText(held)}; accept to take it over`, [
          "claim.held",
        ]),
      );
  }
  if (row >= 0) endClaim(state, context.at, row, isHeld ? "taken over" : "taken again");
  const made = makeClaim(state, context.at, of);
  return accept({ claim: state.columns.claims.number[made] });
}

function lastChangeOf({ columns: { claims } }: RegionState, row: number): Instant {
  return Math.max(claims.claimedAt[row], claims.returnedAt[row]);
}

function checkSubject(state: RegionState, of: ClaimSubject): Refusal | undefined {
  if (typeof of !== "object" || (of as unknown) === null)
    return refuse("value.invalid", "of: expected what is claimed, by its kind");
  switch (of.kind) {
    case "contact":
      return checkContact(state, of.number) ?? checkOpenContact(state, of.number);
    case "incident":
      return checkOpenIncident(state, of.number);
    case "channel":
      return checkName("channel", channels, of.channel);
    case "area":
      return checkCode("areas", getPolicy(state).areaIndex, of.area);
    default:
      return checkName("kind", claimKinds, (of as { kind: string }).kind);
  }
}

function checkOpenContact(state: RegionState, contact: number): Refusal | undefined {
  if (isOpenContact(state, contact)) return undefined;
  return refuse("contact.wrong-state", `contact ${contact} is no open work any more`);
}

function isOpenContact(state: RegionState, contact: number): boolean {
  const row = findContactRow(state, contact);
  if (row < 0) return false;
  const { ringing, answered, abandoned } = contactStates.code;
  const now = state.columns.contacts.state[row];
  return now === ringing || now === answered || now === abandoned;
}

function endClaim(
  state: RegionState,
  at: Instant,
  row: number,
  end: Parameters<typeof releaseClaim>[3],
): void {
  endAlarmOf(state, at, state.columns.claims.alarm, row);
  releaseClaim(state, at, row, end);
}

export function decideReleaseClaim(
  state: RegionState,
  { claim }: Of<"claim.release">,
  { at }: CommandContext,
): Decision {
  const row = findClaimRow(state, claim);
  if (row < 0)
    return reject(refuse("claim.unknown", `claim ${shown(claim)}: none stands with this number`));
  if (at < lastChangeOf(state, row))
    return reject(
      refuse("time.before-last-change", "occurred-at is before the last change of this claim"),
    );
  endClaim(state, at, row, "released");
  return accept();
}

/** All that one account holds, each with an alarm: who it was, what, and since when. */
export function decideReturnClaims(
  state: RegionState,
  { account, cause }: Of<"claim.return">,
  { at }: CommandContext,
): Decision {
  const fault =
    checkText("account", account, limits.nameLength) ?? checkName("cause", claimCauses, cause);
  if (fault !== undefined) return reject(fault);
  const { claims } = state.columns;
  let count = 0;
  for (let row = 0; row < claims.number.length; row += 1) {
    const isHeld = claims.number[row] > 0 && claims.returnedAt[row] === 0;
    if (!isHeld || state.facts.claims[row] !== account) continue;
    const returnedAt = Math.max(at, claims.claimedAt[row]);
    returnClaim(state, returnedAt, row, cause);
    raiseAlarm(state, returnedAt, "claim returned", claims.number[row]);
    count += 1;
  }
  if (count === 0)
    return reject(refuse("claim.unknown", `${shown(account)} holds nothing that could come back`));
  return accept();
}

/** At the end of a decision: what is claimed and is no work any more is claimed no more. */
export function settleClaims(state: RegionState, at: Instant): void {
  const { claims, head } = state.columns;
  if (head.claims[0] === 0) return;
  for (let row = 0; row < claims.number.length; row += 1) {
    if (claims.number[row] === 0) continue;
    const subject = claims.subject[row];
    const isOver =
      (claims.kind[row] === kinds.contact && !isOpenContact(state, subject)) ||
      (claims.kind[row] === kinds.incident && !isOpenIncident(state, subject));
    if (isOver) endClaim(state, Math.max(at, lastChangeOf(state, row)), row, "done");
  }
}

function isOpenIncident(state: RegionState, incident: number): boolean {
  const row = findIncidentRow(state, incident);
  return row >= 0 && state.columns.incidents.state[row] !== incidentStates.code.closed;
}

/** That somebody else works on what a command was about; it has gone through. */
export function findClaimWarning(
  state: RegionState,
  command: Command,
  by: string,
): Warning | undefined {
  if (state.columns.head.claims[0] === 0 || command.type === "claim.make") return undefined;
  const subjects: [number, unknown][] = [
    [kinds.incident, "incident" in command ? command.incident : undefined],
    [kinds.contact, "contact" in command ? command.contact : undefined],
  ];
  for (const [kind, subject] of subjects) {
    const row = typeof subject === "number" ? findClaimBy(state, kind, subject) : -1;
    if (row < 0 || state.columns.claims.returnedAt[row] !== 0) continue;
    const held = readClaim(state, row);
    if (held.by !== by && by !== "")
      return { code: "claim.held", message: `${held.by} works on ${claimText(held)}` };
  }
  return undefined;
}
