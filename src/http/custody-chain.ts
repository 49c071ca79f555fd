/**
 * The chain of custody of an item, read from the log: from its last event back to the first, link by link. Each event names the
 * position of the one before it, so that nothing else of the log is read, and a chain is whole or the log is damaged.
 */

import { decodeEvent } from "../core/event-codec.ts";
import type { RegionRuntime } from "../live/region-runtime.ts";
import { describeEvent } from "../live/describe-event.ts";
import type { EventStore } from "../store/port.ts";
import { Problem } from "./problem.ts";
import type { ChainLine } from "./views/custody-view.ts";

export const chainLimits = {
  /** Links of one answer; the next page begins at `next`. */
  links: 500,
} as const;

export interface Chain {
  readonly lines: ChainLine[];
  /** Position of the link that comes next, towards the first; 0 = this is all. */
  readonly next: number;
}

/** From the event at `end` backwards, newest first. */
export async function readChain(
  region: RegionRuntime,
  store: EventStore,
  item: number,
  end: number,
): Promise<Chain> {
  const lines: ChainLine[] = [];
  let position = end;
  while (position > 0 && lines.length < chainLimits.links) {
    const [record] = await store.read(region.id, position - 1, 1);
    const event = record === undefined ? undefined : decodeEvent(JSON.parse(record.facts), record.privateText); // prettier-ignore
    if (event === undefined || !("previous" in event) || event.item !== item)
      throw new Problem(
        "input.invalid",
        `At position ${position} the log holds no event of this item; leave "from" out to begin at the end of its chain.`,
      );
    const { at, by, type } = event;
    const reason = "text" in event ? (event.text?.reason ?? "") : "";
    const says = describeEvent(event, region.state);
    lines.push({ position, at, by, type, says: reason === "" ? says : `${says}: ${reason}` });
    position = event.previous;
  }
  return { lines, next: position };
}
