/**
 * A command on its way in and the answer on its way out, as the live loop sees them.
 */

import type { Instant } from "../base/instant.ts";
import type { Actor } from "../core/authority.ts";
import type { Command } from "../core/commands.ts";
import type { Made } from "../core/decision.ts";
import type { Warning } from "../core/refusal.ts";
import type { RegionState } from "../core/state/region-state.ts";

export interface CommandRequest {
  /** Made by the client, unique for ever within the region. */
  readonly id: string;
  /** Fingerprint of the request, to tell a retry from another command under the same id. */
  readonly digest: string;
  readonly actor: Actor;
  /** When it occurred; undefined = now. */
  readonly occurredAt?: Instant | undefined;
  /** The log must be at this position, or command.stale. */
  readonly expect?: number | undefined;
  /** The commands, all or none; a line is read against the state of the moment it is decided in. */
  readonly read: (state: RegionState) => readonly Command[];
}

export interface CommandAnswer {
  /** Position of the last event it made; the head where it made none. */
  readonly position: number;
  readonly events: number;
  readonly made: Made;
  readonly warnings: readonly Warning[];
  /** This is the answer to an earlier request with the same id. */
  readonly replayed?: true;
  /** It was made again from the log, which does not hold warnings: `warnings` is empty and says nothing. */
  readonly warningsLost?: true;
}
