/**
 * The link to a neighbour as a fact: since when it is silent, and that it is back. The server says only when the neighbour was heard last;
 * that this is too long ago is decided here. A silent link alarms until the neighbour is heard again or somebody acknowledges it, and
 * once more when it is silent still after a while, acknowledged or not: what was told meanwhile waits and nobody there knows of it. Not here: how
 * a neighbour is heard (live/aid/link-hearing.ts). Nothing else is decided from it: asking by the tiers goes by deadlines alone.
 */

import { microsPerMinute, noInstant, type Instant } from "../../base/instant.ts";
import { endAlarmOf, raiseAlarm } from "../alarm/changes.ts";
import type { Command, CommandContext } from "../commands.ts";
import { accept, reject, shown, type Decision } from "../decision.ts";
import { refuse } from "../refusal.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import { hearLink, reviewLink, silenceLink } from "./changes.ts";

export const linkSilence = {
  /** A link is silent when its neighbour was not heard for longer; another server is asked at least four times in it. */
  silentMicros: microsPerMinute,
  /** From the silence being noted to the second alarm. */
  reviewMicros: 15 * microsPerMinute,
} as const;

export function decideNoteLink(
  state: RegionState,
  { region, heardAt }: Extract<Command, { type: "aid.note-link" }>,
  { at }: CommandContext,
): Decision {
  const peer = getPolicy(state).aid.neighbourIndex.get(region);
  if (peer === undefined)
    return reject(refuse("aid.unknown-region", `region ${shown(region)}: no neighbour of the plan`)); // prettier-ignore
  if (!Number.isSafeInteger(heardAt) || heardAt <= 0 || heardAt > at)
    return reject(refuse("value.invalid", `heardAt: got ${shown(heardAt)}, expected microseconds since 1970 that are not after now`)); // prettier-ignore
  const { peers } = state.columns;
  const isQuiet = at - heardAt > linkSilence.silentMicros;
  const silentAt = peers.silentAt[peer];
  if (isQuiet && silentAt === noInstant) {
    silenceLink(state, at, peer, heardAt, at + linkSilence.reviewMicros);
    raiseAlarm(state, at, "link silent", peer + 1);
  } else if (!isQuiet && silentAt !== noInstant && heardAt > silentAt) {
    endAlarmOf(state, at, peers.linkAlarm, peer);
    hearLink(state, at, peer);
  }
  return accept();
}

/** When a silent link is to be looked at again; `noInstant` where none is. */
export function linkDueAt({ columns: { aid, peers } }: RegionState): Instant {
  if (aid.linksToReview[0] === 0) return noInstant;
  let dueAt = Infinity;
  for (const at of peers.reviewAt) if (at !== noInstant && at < dueAt) dueAt = at;
  return dueAt;
}

/** It is silent still: the alarm is raised anew, so that it is loud again, once. */
export function doLinkPiece(state: RegionState, at: Instant): void {
  const { peers } = state.columns;
  const peer = peers.reviewAt.indexOf(at);
  endAlarmOf(state, at, peers.linkAlarm, peer);
  reviewLink(state, at, peer);
  raiseAlarm(state, at, "link silent", peer + 1);
}
