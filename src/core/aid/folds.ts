/** What each event of aid-events.ts does to the state: the change that its decider called. */

import type { FoldsOf } from "../fold.ts";
import { checkMade, knownUnit, requestRow } from "../state/logged-rows.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import type { AidEvent } from "./aid-events.ts";
import {
  arriveUnit,
  breakFloor,
  hearLink,
  holdFloor,
  lendUnit,
  linkRequest,
  nameGuest,
  recallUnit,
  releaseUnit,
  returnUnit,
  reviewLink,
  setOutUnit,
  silenceLink,
  takeMessage,
  tellRegion,
} from "./changes.ts";

function knownPeer(state: RegionState, region: string): number {
  return getPolicy(state).aid.neighbourIndex.get(region) ?? 0;
}

export const aidFolds: FoldsOf<AidEvent> = {
  "aid.asked": (state, event) => {
    const { at, request, number, terms, line } = event;
    linkRequest(state, at, requestRow(state, request), number, terms, line);
  },
  "aid.told": (state, event) => {
    tellRegion(state, event.at, event.to, event.message, event.text);
    checkMade(state.columns.peers.told[knownPeer(state, event.to)], "the message", event.position);
  },
  "aid.taken": (state, event) => {
    const { at, from, position, message, effect } = event;
    takeMessage(state, at, from, position, message, effect);
  },
  "aid.unit-lent": (state, event) => {
    const { at, unit, request, untilAt } = event;
    lendUnit(state, at, knownUnit(state, unit), request, untilAt);
  },
  "aid.guest-named": (state, event) => {
    nameGuest(state, event.at, knownUnit(state, event.unit), event);
  },
  "aid.unit-set-out": (state, event) => {
    setOutUnit(state, event.at, knownUnit(state, event.unit));
  },
  "aid.unit-arrived": (state, event) => {
    arriveUnit(state, event.at, knownUnit(state, event.unit));
  },
  "aid.unit-released": (state, event) => {
    releaseUnit(state, event.at, knownUnit(state, event.unit));
  },
  "aid.unit-recalled": (state, event) => {
    recallUnit(state, event.at, knownUnit(state, event.unit));
  },
  "aid.unit-returned": (state, event) => {
    returnUnit(state, event.at, knownUnit(state, event.unit));
  },
  "aid.floor-broken": (state, event) => {
    breakFloor(state, event.at, event);
  },
  "aid.floor-held": (state, event) => {
    holdFloor(state, event.at);
  },
  "aid.link-silent": (state, event) => {
    const { at, region, since, reviewAt } = event;
    silenceLink(state, at, knownPeer(state, region), since, reviewAt);
  },
  "aid.link-still-silent": (state, event) => {
    reviewLink(state, event.at, knownPeer(state, event.region));
  },
  "aid.link-back": (state, event) => {
    hearLink(state, event.at, knownPeer(state, event.region));
  },
};
