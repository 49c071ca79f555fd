/** A step of a linked request as a message to the other region. */

import type { Instant } from "../../base/instant.ts";
import { getRequestFacts } from "../request/changes.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import { requestKinds } from "../vocabulary.ts";
import type { AidMessage } from "./aid-facts.ts";
import { findAidFacts, tellRegion } from "./changes.ts";
import { isAsker } from "./steps.ts";

type Step<M extends AidMessage = AidMessage> = M extends AidMessage
  ? Omit<M, "asker" | "number">
  : never;

/** `row` must be a linked request. */
export function tell(
  state: RegionState,
  at: Instant,
  row: number,
  step: Step,
  reason?: string,
): void {
  const { party } = getRequestFacts(state, row);
  const asker = isAsker(state, row) ? getPolicy(state).config.id : party.code;
  const number = findAidFacts(state, row)?.number ?? 0;
  const message: AidMessage = { ...step, asker, number };
  tellRegion(state, at, party.code, message, reason === undefined ? undefined : { reason });
}

export function tellAsk(
  state: RegionState,
  at: Instant,
  row: number,
  words: string | undefined,
): void {
  const { requests } = state.columns;
  const { item, party, sent } = getRequestFacts(state, row);
  const message: AidMessage = {
    step: "ask",
    kind: requestKinds.names[requests.kind[row]],
    item,
    quantity: requests.quantity[row],
    neededAt: requests.neededAt[row],
    sent,
    terms: findAidFacts(state, row)?.terms ?? null,
    asker: getPolicy(state).config.id,
    number: findAidFacts(state, row)?.number ?? 0,
  };
  tellRegion(state, at, party.code, message, words === undefined ? undefined : { words });
}
