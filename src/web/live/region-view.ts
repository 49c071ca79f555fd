/**
 * What every screen reads: one region's state at one log position, whoever supplies it (live stream or replay).
 * A new view object is made for every painted version, so it can key caches; the state inside is the same, folded on.
 * Nobody outside live/ and replay/ may change the state, or keep a column of it across an await.
 */

import type { Instant } from "../../base/instant.ts";
import type { RegionState } from "../../core/state/region-state.ts";
import type { Mode } from "../api/types.ts";
import type { Telemetry } from "./telemetry.ts";

export interface RegionView {
  readonly mode: Mode;
  readonly region: string;
  readonly state: RegionState;
  readonly position: number;
  readonly telemetry: Telemetry;
}

/** How the way to the server is; every count and age on the screen comes from here. */
export interface LinkStatus {
  readonly phase: "loading" | "live" | "cut off" | "signed out";
  /** Events that the server has and this screen has not folded yet, as of the last heartbeat. */
  readonly behind: number;
  /** Milliseconds (performance clock) when the stream last said anything; 0 = never. */
  readonly heardAtMillis: number;
  /** Age in seconds of each feed at the last heartbeat. */
  readonly feeds: Readonly<Record<string, number>>;
  /** Whether the server takes commands for the region; `failed` = its store failed, it only shows. */
  readonly region: "taking" | "loading" | "failed" | "stopping";
  /** Why it is cut off, as a sentence. */
  readonly reason: string;
}

/** Supplier of a region view: the live stream, or the recorded past. */
export interface RegionSource {
  /** Undefined until the first state is there. */
  findView(): RegionView | undefined;
  getLink(): LinkStatus;
  /** The region's clock; never steps back. */
  now(): Instant;
  /** Calls back at most ten times a second, after the view or the link changed. */
  subscribe(listener: () => void): () => void;
  /** Calls back when unit positions moved without any event (telemetry). */
  subscribeToPositions(listener: () => void): () => void;
}
