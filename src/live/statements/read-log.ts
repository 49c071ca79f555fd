/**
 * Reads a region's log through for checking statements, up to its durable position or an earlier one. In chunks, so
 * that commands come between.
 */
import type { ZoneOffsets } from "../../base/zone-offsets.ts";
import type { CoreEvent } from "../../core/events.ts";
import type { StatementRecord } from "../../record/statement/record.ts";
import { parseArray, readChunks } from "../../store/chunks.ts";
import type { EventStore } from "../../store/port.ts";
import type { RegionRuntime } from "../region-runtime.ts";
import { LogRecord, type LoggedNormal } from "./log-record.ts";

export const logRecordLimits = { events: 1_000_000 } as const;

export interface ReadLogRecord {
  readonly record: StatementRecord;
  readonly position: number;
  readonly normal: LoggedNormal;
}

/** `until`: a position of the log; what is later is not looked at. Undefined: all that is durable. */
export async function readLogRecord(
  store: EventStore,
  region: Pick<RegionRuntime, "id" | "state" | "durablePosition" | "now">,
  zone: ZoneOffsets,
  until?: number,
): Promise<ReadLogRecord> {
  const head = Math.min(region.durablePosition, until ?? Number.POSITIVE_INFINITY);
  const start = Math.max(0, head - logRecordLimits.events);
  const fold = new LogRecord(region.state.policy?.config);
  let position = start;
  let last = 0;
  for await (const { first, factsArray } of readChunks(store, region.id, start)) {
    const events = parseArray(factsArray) as CoreEvent[];
    for (const [index, event] of events.entries()) {
      if (first + index > head) break;
      fold.take(event, first + index);
      position = first + index;
      last = event.entered;
    }
    if (position >= head) break;
  }
  const isPast = head < region.durablePosition;
  const record = fold.make(`the log of ${region.id} to position ${position}`, {
    zone,
    to: isPast ? last : region.now(),
    isWhole: start === 0,
  });
  return { record, position, normal: fold.normal };
}
