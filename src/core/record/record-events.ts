/** What can happen to the record of a region, as facts: a private text was erased, other keys sign it, it falls behind or lacks cosignatures. */

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

/** What happens is in no signed checkpoint in time. */
export interface RecordFellBehind extends EventBase {
  readonly type: "record.fell-behind";
  /** Code of the fault, or `record.late`. */
  readonly code: string;
}
export interface RecordCaughtUp extends EventBase {
  readonly type: "record.caught-up";
}
/** Fewer witnesses cosign the checkpoints than are required. */
export interface RecordUncosigned extends EventBase {
  readonly type: "record.uncosigned";
  readonly present: number;
  readonly required: number;
}
export interface RecordCosigned extends EventBase {
  readonly type: "record.cosigned";
}

export type RecordEvent =
  | RecordTextErased
  | RecordKeysSet
  | RecordFellBehind
  | RecordCaughtUp
  | RecordUncosigned
  | RecordCosigned;
