/**
 * Restart: the state of a region from its newest snapshot and the events after it, or from all events when there is
 * no usable snapshot. A snapshot is only a cache: one that cannot be read, or lies beyond the log, is told in the
 * process log and the fold starts at the beginning. If we crash in here nothing was written.
 */

import { evolve } from "../core/evolve.ts";
import { BugError } from "../base/assert.ts";
import { joinText } from "../core/event-codec.ts";
import { makeRegionState, type RegionState } from "../core/state/region-state.ts";
import { findSnapshotState } from "../core/state/snapshot.ts";
import { parseArray, readChunks } from "../store/chunks.ts";
import type { EventStore, FactsChunk } from "../store/port.ts";
import type { Log } from "./log.ts";

export interface LoadedRegion {
  readonly state: RegionState;
  readonly position: number;
  /** Position of the snapshot it began with; 0 = none. */
  readonly snapshotAt: number;
  /** When the last event was entered; 0 = the log is empty. */
  readonly lastEntered: number;
}

export async function loadRegion(
  store: EventStore,
  region: string,
  log: Log,
): Promise<LoadedRegion> {
  const head = await store.readHead(region);
  const begun = await beginWithSnapshot(store, region, head, log);
  if (begun !== undefined) {
    try {
      return await foldRest(store, region, begun);
    } catch (error) {
      // It looked right and does not fit the log: the log is what counts.
      log.error(
        { region, snapshotAt: positionOf(begun), error },
        "snapshot does not fit the log, folding all",
      );
    }
  }
  return foldRest(store, region, makeRegionState());
}

export function positionOf(state: RegionState): number {
  return state.columns.head.position[0];
}

async function beginWithSnapshot(
  store: EventStore,
  region: string,
  head: number,
  log: Log,
): Promise<RegionState | undefined> {
  const snapshot = await store.findSnapshot(region).catch((error: unknown) => {
    log.warn({ region, error }, "snapshot cannot be read, folding all");
    return undefined;
  });
  if (snapshot === undefined) return undefined;
  const state = readSnapshot(snapshot.bytes);
  if (state === undefined || positionOf(state) !== snapshot.position || snapshot.position > head) {
    log.warn({ region, position: snapshot.position, head }, "snapshot is not usable, folding all");
    return undefined;
  }
  return state;
}

/** Sound bytes may still be of a shape that this version does not know: a cache must not keep a region from starting. */
function readSnapshot(bytes: Uint8Array): RegionState | undefined {
  try {
    return findSnapshotState(bytes);
  } catch {
    return undefined;
  }
}

async function foldRest(
  store: EventStore,
  region: string,
  state: RegionState,
): Promise<LoadedRegion> {
  const snapshotAt = positionOf(state);
  let lastEntered = state.enteredAt;
  for await (const chunk of readChunks(store, region, snapshotAt))
    lastEntered = foldChunk(state, chunk);
  if (lastEntered === 0 && snapshotAt > 0) {
    const [last] = await store.read(region, snapshotAt - 1, 1);
    lastEntered = (JSON.parse(last.facts) as { entered: number }).entered;
  }
  return { state, position: positionOf(state), snapshotAt, lastEntered };
}

/** Folds one chunk and answers when its last event was entered. */
function foldChunk(state: RegionState, chunk: FactsChunk): number {
  const facts = parseArray(chunk.factsArray);
  const texts = parseTexts(chunk);
  const { textPositions } = chunk;
  let next = 0;
  let entered = 0;
  facts.forEach((fact, index) => {
    const isNext = next < textPositions.length && textPositions[next] === chunk.first + index;
    const event = joinText(fact, isNext ? texts[next] : undefined);
    if (isNext) next += 1;
    evolve(state, event);
    entered = event.entered;
  });
  return entered;
}

/** All private texts of a chunk in one parse: one for each costs more than folding its event. */
function parseTexts({ textsArray, textPositions }: FactsChunk): unknown[] {
  const texts = parseArray(textsArray);
  if (texts.length !== textPositions.length)
    throw new BugError("a private text of the log is not one JSON value");
  return texts;
}
