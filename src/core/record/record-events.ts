/** What can happen to the record of a region, as facts: a private text was erased, other keys sign it. */

import type { EventBase } from "../events.ts";

export interface RecordTextErased extends EventBase {
  readonly type: "record.text-erased";
  /** Of the event whose text is erased, in this log. */
  readonly position: number;
  /** Account id of who had it erased. */
  readonly askedBy: string;
  readonly text: { readonly reason: string };
}
export interface RecordKeysSet extends EventBase {
  readonly type: "record.keys-set";
  /** As NAME+ID+BASE64, the newest first. */
  readonly keys: readonly string[];
}

export type RecordEvent = RecordTextErased | RecordKeysSet;
