/**
 * What stands until a time that was said with it asks a person to renew it before it ends by itself: a directive, a hazard of
 * a place. A closure asks by another rule, the region's own (closure/schedule.ts), since it is looked at more often than it ends.
 */

import type { Instant } from "../base/instant.ts";

/** When it asks: so long before its end, but not before half of its time is over. */
export function renewalAskAt(fromAt: Instant, endAt: Instant, askMicros: number): Instant {
  return endAt - Math.min(askMicros, Math.floor((endAt - fromAt) / 2));
}
