/** What the sentences about events share: the events of one thing by its name, and how a time is said. */

import { rfc3339FromInstant, type Instant } from "../base/instant.ts";
import type { CoreEvent } from "../core/events.ts";

export type EventOf<Subject extends string> = Extract<CoreEvent, { type: `${Subject}.${string}` }>;

/** "14:05:09 UTC". */
export function timeOf(at: Instant): string {
  return `${rfc3339FromInstant(at).slice(11, 19)} UTC`;
}
