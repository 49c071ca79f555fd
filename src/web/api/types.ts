/**
 * Shapes of the server's JSON answers that are not core values already. They are read as they are: the server is
 * ours and checks what it takes in; the version of both comes from one build.
 */

import type { Command } from "../../core/commands.ts";
import type { CoreEvent } from "../../core/events.ts";
import type { Refusal, Warning } from "../../core/refusal.ts";
import type { Role } from "../../core/vocabulary.ts";

export type Mode = "live" | "replay" | "rehearsal";

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** The unit id of a crew's account. */
  readonly unit?: number;
}

export interface Session {
  readonly account: Account;
  /** Null when there is no cookie session (a token). */
  readonly csrf: string | null;
  readonly regions: readonly { readonly id: string; readonly name: string }[];
  readonly demo: boolean;
  readonly mode: Mode;
  readonly clock: { readonly now: number; readonly speed: number };
}

export interface CommandAnswer {
  /** Log position of the command's last event. */
  readonly position: number;
  readonly events: number;
  readonly made: {
    readonly contact?: number;
    readonly incident?: number;
    readonly unit?: number;
    readonly request?: number;
    readonly alarm?: number;
  };
  readonly warnings: readonly Warning[];
  /** True when this is the stored answer of an earlier attempt. */
  readonly replayed?: boolean;
}

export interface Preview {
  readonly commands: readonly Command[];
  /** One sentence each, in the order they would happen. */
  readonly events: readonly string[];
  readonly warnings: readonly Warning[];
  readonly refusal?: Refusal;
}

export interface LoggedEvent {
  readonly position: number;
  readonly event: CoreEvent;
}

/** Telemetry of the stream: last positions of some units, degrees times 10^7. */
export interface PositionsMessage {
  readonly at: number;
  readonly units: readonly number[];
  readonly lat: readonly number[];
  readonly lon: readonly number[];
  /** Seconds each position was old at `at`. */
  readonly ages: readonly number[];
}

/** The stream's heartbeat. */
export interface HeadMessage {
  /** Last durable log position of the region. */
  readonly position: number;
  /** The region's clock, in microseconds. */
  readonly now: number;
  readonly status: "taking" | "loading" | "failed" | "stopping";
  /** Age in seconds of each feed by name; a feed that never spoke is left out. */
  readonly feeds: Readonly<Record<string, number>>;
}

/** What a one-time link is for: the first account, or a new password for `account`. */
export interface SetupPurpose {
  readonly purpose: "first account" | "password";
  readonly account: string | null;
}
