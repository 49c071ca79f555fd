/**
 * Asking: what a request must say before it stands, whichever of the two sides asks, and what the region adds where nothing was said:
 * an owner and a first deadline.
 */

import { noInstant, type Instant } from "../../base/instant.ts";
import type { Command, CommandContext } from "../commands.ts";
import {
  accept,
  checkCode,
  checkIncident,
  checkName,
  checkText,
  reject,
  shown,
  type Decision,
} from "../decision.ts";
import { limits } from "../limits.ts";
import { refuse, type Refusal } from "../refusal.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import { partyKinds, requestDirections, requestKinds } from "../vocabulary.ts";
import { askRequest } from "./changes.ts";
import { checkAhead, checkDigest, checkOwner, checkQuantity, checkShort } from "./check.ts";
import type { Owner, Party } from "./request-facts.ts";
import { deadlineOf, escortDeadline } from "./schedule.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;

export function decideAsk(
  state: RegionState,
  command: Of<"request.ask">,
  context: CommandContext,
): Decision {
  const fault = checkAsk(state, command, context);
  if (fault !== undefined) return reject(fault);
  const { direction, kind, quantity, party, words, digest } = command;
  const isOutgoing = direction === "outgoing";
  const here = words === undefined ? null : (digest ?? null);
  const row = askRequest(
    state,
    context.at,
    {
      direction,
      kind,
      item: command.item ?? null,
      quantity,
      party: { kind: party.kind, code: party.code },
      owner: command.owner ?? standardOwner(state, isOutgoing, context.by),
      neededAt: command.neededAt ?? noInstant,
      deadlineAt: firstDeadline(state, command, context.at),
      incident: command.incident ?? null,
      sent: isOutgoing ? here : (command.stated ?? null),
      arrived: isOutgoing ? null : here,
    },
    words === undefined ? undefined : { words },
  );
  return accept({ request: state.columns.requests.number[row] });
}

/** An escort is acknowledged within the minute, whatever else was asked for. */
function firstDeadline(
  state: RegionState,
  { kind, direction, deadlineAt }: Of<"request.ask">,
  at: Instant,
): Instant {
  const given = deadlineAt ?? deadlineOf(state, "asked", at);
  const isEscort = kind === "escort" && direction === "incoming";
  return isEscort ? Math.min(given, escortDeadline(state, at, at)) : given;
}

function standardOwner(state: RegionState, isOutgoing: boolean, by: string): Owner {
  if (isOutgoing && by !== "system") return { kind: "account", name: by };
  return { kind: "role", name: getPolicy(state).requests.rule.chain[0].role };
}

function checkAsk(
  state: RegionState,
  command: Of<"request.ask">,
  { now }: CommandContext,
): Refusal | undefined {
  const { kind, item, incident, neededAt, deadlineAt } = command;
  return (
    checkName("direction", requestDirections, command.direction) ??
    checkName("kind", requestKinds, kind) ??
    checkItem(state, kind, item) ??
    checkQuantity(command.quantity, limits.requestQuantity) ??
    checkParty(state, command) ??
    (command.owner === undefined ? undefined : checkOwner(command.owner)) ??
    checkText("words", command.words, limits.noteLength) ??
    checkDigests(command) ??
    (neededAt === undefined ? undefined : checkAhead("neededAt", neededAt, now)) ??
    (deadlineAt === undefined ? undefined : checkAhead("deadlineAt", deadlineAt, now)) ??
    (incident === undefined ? undefined : checkIncident(state, incident)) ??
    checkRoom(state)
  );
}

function checkItem(
  state: RegionState,
  kind: string,
  item: string | undefined,
): Refusal | undefined {
  if (item === undefined)
    return kind === "kit"
      ? refuse("value.invalid", "item: got none, expected the code of the kit that is asked for")
      : undefined;
  if (kind !== "kit")
    return refuse("value.invalid", `item: got "${shown(item)}", but only kit has one`);
  return checkCode("kit", getPolicy(state).requests.kitIndex, item);
}

function checkParty(
  state: RegionState,
  { party, direction }: Of<"request.ask">,
): Refusal | undefined {
  if (typeof party !== "object" || (party as Party | null) === null)
    return refuse("value.invalid", "party: expected a kind and a code");
  const { kind, code } = party;
  const fault = checkName("party.kind", partyKinds, kind) ?? checkShort("party.code", code);
  if (fault !== undefined) return fault;
  const { config, requests } = getPolicy(state);
  if ((kind === "own region") !== (code === config.id))
    return refuse(
      "value.invalid",
      `party.code: got "${shown(code)}", expected "${config.id}" for the own region and for no other`,
    );
  if (kind === "own region" && direction === "incoming")
    return refuse(
      "value.invalid",
      "direction: what is asked within the own region is outgoing; a role or account owns the answer",
    );
  if (kind !== "partner" || requests.partnerCodes.size === 0 || requests.partnerCodes.has(code))
    return undefined;
  // A partner that no configuration names speaks for itself by its account.
  return direction === "incoming"
    ? undefined
    : refuse(
        "code.unknown",
        `party.code: got "${shown(code)}", expected one of the region's partners: ${[...requests.partnerCodes].slice(0, 10).join(", ")}`,
      );
}

function checkDigests({ direction, stated, digest }: Of<"request.ask">): Refusal | undefined {
  if (direction === "outgoing" && stated !== undefined)
    return refuse(
      "value.invalid",
      "stated: what we send is counted here; only who asks us states what it sent",
    );
  return checkDigest("stated", stated) ?? checkDigest("digest", digest);
}

function checkRoom(state: RegionState): Refusal | undefined {
  if (state.columns.head.heldRequests[0] < limits.requests) return undefined;
  return refuse(
    "limit.requests",
    `${limits.requests} requests stand already, ended ones of the last day included; release or withdraw what is done`,
  );
}
