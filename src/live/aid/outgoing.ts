/**
 * What a region has told a neighbour, read from its log: only what is durable is there. Nothing else is kept of what was sent:
 * the log is the outbox, and the other side's log says how much it has taken.
 */

import type { AidPost } from "../../core/aid/aid-facts.ts";
import { decodeEvent } from "../../core/event-codec.ts";
import type { EventStore } from "../../store/port.ts";

const outgoingLimits = {
  /** Records looked at in one read. */
  page: 1_000,
  /** Messages carried at once. */
  posts: 100,
} as const;

/** What stands in the facts of such an event, so that others are not parsed. */
const mark = '"aid.told"';

/**
 * The messages to `to` that follow position `taken`, oldest first, at most 100. It looks back from the end of the log, where
 * they nearly always are.
 */
export async function readOutgoing(
  store: Pick<EventStore, "read" | "readHead">,
  region: string,
  to: string,
  taken: number,
): Promise<AidPost[]> {
  const found: AidPost[] = [];
  let before = await store.readHead(region);
  while (before > 0 && found[0]?.position !== taken + 1) {
    const after = Math.max(0, before - outgoingLimits.page);
    found.unshift(...(await readPosts(store, region, to, taken, after, before)));
    before = after;
  }
  return found.slice(0, outgoingLimits.posts);
}

/** A read may end early, so it goes on until `until`. */
async function readPosts(
  store: Pick<EventStore, "read">,
  region: string,
  to: string,
  taken: number,
  from: number,
  until: number,
): Promise<AidPost[]> {
  const posts: AidPost[] = [];
  for (let after = from; after < until;) {
    const records = await store.read(region, after, until - after);
    if (records.length === 0) break;
    after = records[records.length - 1].position;
    for (const { facts, privateText } of records) {
      if (!facts.includes(mark)) continue;
      const event = decodeEvent(JSON.parse(facts), privateText);
      if (event.type !== "aid.told" || event.to !== to || event.position <= taken) continue;
      const { position, at, message, text } = event;
      posts.push({ to, position, at, message, ...(text === undefined ? {} : { text }) });
    }
  }
  return posts;
}
