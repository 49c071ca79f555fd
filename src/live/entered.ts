/** Where in a log something was entered: the way into a long one by time, without an index. */

import type { CoreEvent } from "../core/events.ts";
import type { Instant } from "../base/instant.ts";
import type { EventStore } from "../store/port.ts";

/** Position after which records were entered at or after `since`; entered times never fall in the log. */
export async function findEntered(
  store: EventStore,
  region: string,
  head: number,
  since: Instant,
): Promise<number> {
  let low = 0;
  let high = head;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const [record] = await store.read(region, middle, 1);
    const isLater =
      record === undefined || (JSON.parse(record.facts) as CoreEvent).entered >= since;
    if (isLater) high = middle;
    else low = middle + 1;
  }
  return low;
}
