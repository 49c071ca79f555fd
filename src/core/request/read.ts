/** A request as a value, read from its row: for lists, for the partner's page and for the console. */

import { noInstant, type Instant } from "../../base/instant.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import {
  requestDirections,
  requestKinds,
  requestReceipts,
  requestStates,
  type RequestDirection,
  type RequestKind,
  type RequestReceipt,
  type EscortSign,
  type RequestState,
  type Role,
} from "../vocabulary.ts";
import { getRequestFacts } from "./changes.ts";
import type { RequestFacts } from "./request-facts.ts";
import { isAskedEscort, isOpenRequest } from "./schedule.ts";

export interface Request extends RequestFacts {
  readonly request: number;
  readonly state: RequestState;
  readonly isOpen: boolean;
  readonly direction: RequestDirection;
  readonly kind: RequestKind;
  readonly quantity: number;
  /** Accepted or committed of these. */
  readonly promised: number;
  readonly receipt: RequestReceipt;
  /** What a partner that asks us for an escort is shown; null of anything else. */
  readonly escort: EscortSign | null;
  /** Number of the incident it is for, or null. */
  readonly incident: number | null;
  readonly askedAt: Instant;
  /** 0 = nobody acknowledged it. */
  readonly receivedAt: Instant;
  readonly changedAt: Instant;
  /** 0 = as soon as can be. */
  readonly neededAt: Instant;
  /** Until when the next act is owed; 0 = it has ended. */
  readonly deadlineAt: Instant;
  /** 0 = not said. */
  readonly etaAt: Instant;
  readonly endedAt: Instant;
  /** Steps of the chain taken in this state, and who was told last; null = nobody. */
  readonly step: number;
  readonly escalatedTo: Role | null;
  /** When the next of the chain is told; 0 = there is none. */
  readonly nextStepAt: Instant;
}

/** `row` must be in use. */
export function getRequest(state: RegionState, row: number): Request {
  const { requests } = state.columns;
  const { chain } = getPolicy(state).requests.rule;
  const step = requests.step[row];
  const isOpen = isOpenRequest(state, row);
  return {
    ...getRequestFacts(state, row),
    request: requests.number[row],
    state: requestStates.names[requests.state[row]],
    isOpen,
    direction: requestDirections.names[requests.direction[row]],
    kind: requestKinds.names[requests.kind[row]],
    quantity: requests.quantity[row],
    promised: requests.promised[row],
    receipt: requestReceipts.names[requests.receipt[row]],
    escort: escortSignOf(state, row),
    incident: requests.incident[row] === 0 ? null : requests.incident[row],
    askedAt: requests.askedAt[row],
    receivedAt: requests.receivedAt[row],
    changedAt: requests.changedAt[row],
    neededAt: requests.neededAt[row],
    deadlineAt: requests.deadlineAt[row],
    etaAt: requests.etaAt[row],
    endedAt: requests.endedAt[row],
    step,
    escalatedTo: step === 0 ? null : chain[Math.min(step, chain.length) - 1].role,
    nextStepAt: isOpen ? requests.stepAt[row] : noInstant,
  };
}

const { accepted, committed, arrived, released, refused, withdrawn } = requestStates.code;
const onTheWay = requestStates.code["on the way"];
const met: readonly number[] = [accepted, committed, onTheWay, arrived, released];

function escortSignOf(state: RegionState, row: number): EscortSign | null {
  const { requests } = state.columns;
  const code = requests.state[row];
  if (!isAskedEscort(state, row) || code === withdrawn) return null;
  if (met.includes(code)) return "escort";
  if (code === refused || requests.unmet[row] === 1) return "no escort";
  if (code !== requestStates.code.asked) return "acknowledged";
  return requests.step[row] > 0 ? "not acknowledged" : "waiting";
}

/** Rows in use for which `isWanted`, by number. */
export function listRequestRows(
  state: RegionState,
  isWanted: (state: RegionState, row: number) => boolean = () => true,
): number[] {
  const { requests, head } = state.columns;
  const rows: number[] = [];
  for (let row = 0; row < head.requestRows[0]; row += 1)
    if (requests.state[row] !== requestStates.code.none && isWanted(state, row)) rows.push(row);
  return rows.sort((a, b) => requests.number[a] - requests.number[b]);
}
