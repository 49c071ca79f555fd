/**
 * A log that the core itself has written: a region at work, with recommendations stored with the allocations as the live loop
 * stores them, appended to a store from its beginning.
 */

import type { Instant } from "../../src/base/instant.ts";
import { encodeEvent } from "../../src/core/event-codec.ts";
import { makeRegionState, type RegionState } from "../../src/core/state/region-state.ts";
import { recommend } from "../../src/plan/recommend.ts";
import { makeStraightLine } from "../../src/plan/straight-line.ts";
import { storeLimits, type EventRecord, type EventStore } from "../../src/store/port.ts";
import { BusyRegion } from "../../src/testing/core/busy-region.ts";

export interface BusyLogOptions {
  readonly units: number;
  readonly callsPerHour: number;
  readonly say: (line: string) => void;
  /** Asked after each step. */
  readonly isDone: (state: RegionState, now: Instant) => boolean;
}

export interface BusyLog {
  readonly events: number;
  readonly state: RegionState;
  readonly now: Instant;
}

export async function writeBusyLog(
  store: EventStore,
  region: string,
  { units, callsPerHour, say, isDone }: BusyLogOptions,
): Promise<BusyLog> {
  const state = makeRegionState();
  let pending: EventRecord[] = [];
  let events = 0;
  const flush = async (): Promise<void> => {
    const records = pending.slice(0, storeLimits.maxRecordsPerCommand);
    pending = pending.slice(records.length);
    await store.append({
      region,
      expectedPosition: events,
      commandId: `c${events}`,
      records,
    });
    events += records.length;
  };
  state.sink = { open: true, put: (event) => pending.push(encodeEvent(event)) };
  const travel = makeStraightLine();
  const busy = new BusyRegion(state, {
    units,
    callsPerHour,
    seed: 7,
    recommend: (from, incident, now) =>
      recommend(from, { id: `bench-${incident}`, incident, now, travel }),
  });
  for (let said = 0; !isDone(state, busy.now);) {
    busy.step();
    if (pending.length >= storeLimits.maxRecordsPerCommand) await flush();
    const position = state.columns.head.position[0];
    if (position - said >= 100_000) {
      said = position;
      say(`${position} events written`);
    }
  }
  while (pending.length > 0) await flush();
  return { events, state, now: busy.now };
}
