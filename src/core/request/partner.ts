/**
 * What a partner may do with requests: ask us for something, see its own, and take the steps of its own side. Of any other
 * request it must not even learn that there is one.
 */

import type { Actor } from "../authority.ts";
import type { Command, CommandType } from "../commands.ts";
import { refuse, type Refusal } from "../refusal.ts";
import { findRequestRow, getPolicy, type RegionState } from "../state/region-state.ts";
import { requestDirections, type RequestDirection } from "../vocabulary.ts";
import { getRequestFacts } from "./changes.ts";
import { unknownRequest } from "./steps.ts";
import { partnerOf } from "./request-rule.ts";

/** In which requests a partner takes each step: those that it asks of us are incoming, those that we ask of it outgoing. */
const partnersSteps: { readonly [T in CommandType]?: readonly RequestDirection[] } = {
  "request.receive": ["outgoing"],
  "request.answer": ["outgoing"],
  "request.commit": ["outgoing"],
  "request.set-out": ["outgoing"],
  "request.arrive": ["outgoing", "incoming"],
  "request.release": ["incoming"],
  "request.withdraw": ["incoming"],
};

/** Whether the request of this row is one that the account asked, or is asked, as a partner. */
export function isPartnersRequest(state: RegionState, row: number, account: string): boolean {
  const partner = partnerOf(getPolicy(state).requests, account);
  const { party } = getRequestFacts(state, row);
  return partner !== undefined && party.kind === "partner" && party.code === partner;
}

export function checkPartnerRequest(
  state: RegionState,
  { role, account }: Actor,
  command: Command,
): Refusal | undefined {
  if (role !== "partner" || state.policy === undefined) return undefined;
  if (command.type === "request.ask") {
    const partner = partnerOf(state.policy.requests, account);
    const isItsOwn =
      command.direction === "incoming" &&
      command.party.kind === "partner" &&
      command.party.code === partner;
    if (!isItsOwn)
      return refuse(
        "role.other-side",
        `a partner asks for itself: direction "incoming", party of kind "partner" with code "${partner ?? "of the partner that the account speaks for"}"`,
      );
    if (command.incident !== undefined)
      return refuse("role.not-allowed", "a partner does not see incidents; leave the incident out");
    if (command.owner !== undefined)
      return refuse("role.not-allowed", "who owns it here is for the region; leave the owner out");
    return undefined;
  }
  const directions = partnersSteps[command.type];
  if (directions === undefined || !("request" in command)) return undefined;
  const row = findRequestRow(state, command.request);
  if (row < 0 || !isPartnersRequest(state, row, account)) return unknownRequest(command.request);
  const direction = requestDirections.names[state.columns.requests.direction[row]];
  if (directions.includes(direction)) return undefined;
  return refuse(
    "role.other-side",
    `${command.type} is a step of the other side: request ${command.request} is ${direction === "incoming" ? "one that you ask" : "one that you are asked"}`,
  );
}
