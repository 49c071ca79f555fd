/**
 * Tells each region's log when its record does not keep up or lacks cosignatures, and when that is over: core/record/lag.ts raises the
 * alarm. Not for every hiccup: it has to last, and be over for a while. A region whose record is not kept any more has no such alarm.
 */

import { noInstant } from "../../base/instant.ts";
import type { Command } from "../../core/commands.ts";
import type { Log } from "../log.ts";
import type { RegionRuntime } from "../region-runtime.ts";
import type { RecordStatus } from "./followed-record.ts";

export const recordWatchLimits = {
  everyMillis: 1_000,
  /** It says of itself that it is late after five seconds; a start after long, or one slow disk, is no alarm yet. */
  behindMillis: 15_000,
  /** A witness answers within ten seconds and is asked again after five. */
  uncosignedMillis: 60_000,
  /** So long it has to be well before the alarm ends. */
  wellMillis: 5_000,
} as const;

type Watched = Pick<RegionRuntime, "id" | "state" | "status" | "runSystem">;
type Seen = Pick<
  RecordStatus,
  "isLate" | "fault" | "signedSeconds" | "presentWitnesses" | "requiredWitnesses"
>;

export interface RecordWatchParts {
  readonly regions: ReadonlyMap<string, Watched>;
  /** Undefined where no record of the region is kept. */
  readonly statusOf: (region: string) => Seen | undefined;
  readonly log: Log;
  /** A clock that only goes on; for tests. */
  readonly millis?: () => number;
}

export class RecordWatch {
  readonly #parts: RecordWatchParts;
  readonly #millis: () => number;
  /** Since when something is otherwise than the log knows, by region and subject. */
  readonly #since = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #isLooking = false;

  constructor(parts: RecordWatchParts) {
    this.#parts = parts;
    this.#millis = parts.millis ?? (() => performance.now());
  }

  start(): this {
    this.#timer = setInterval(() => void this.look(), recordWatchLimits.everyMillis);
    this.#timer.unref();
    return this;
  }

  close(): void {
    clearInterval(this.#timer);
  }

  /** Never rejects. */
  async look(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    for (const region of this.#parts.regions.values())
      if (region.status === "taking" && region.state.policy !== undefined)
        await this.#lookAt(region);
    this.#isLooking = false;
  }

  async #lookAt(region: Watched): Promise<void> {
    const { behindMillis, uncosignedMillis } = recordWatchLimits;
    const { record } = region.state.columns;
    const status = this.#parts.statusOf(region.id);
    const isUpToDate = status?.isLate !== true;
    if (this.#isDue(`${region.id} signing`, isUpToDate, record.behindAt[0], behindMillis))
      await this.#tell(region, {
        type: "record.note-signing",
        isUpToDate,
        code: isUpToDate ? "" : (status.fault?.code ?? "record.late"),
      });
    // Where nothing was signed since the start, nobody was asked.
    const asked = status?.signedSeconds === undefined ? undefined : status;
    const { presentWitnesses: present = 0, requiredWitnesses: required = 0 } = asked ?? {};
    const isEnough = present >= required;
    if (this.#isDue(`${region.id} cosigning`, isEnough, record.uncosignedAt[0], uncosignedMillis))
      await this.#tell(region, { type: "record.note-cosigning", present, required });
  }

  /** Whether it is otherwise than the log knows, and has been for long enough. */
  #isDue(subject: string, isWell: boolean, knownSince: number, lastsMillis: number): boolean {
    if (isWell === (knownSince === noInstant)) {
      this.#since.delete(subject);
      return false;
    }
    const now = this.#millis();
    const since = this.#since.get(subject) ?? now;
    this.#since.set(subject, since);
    return now - since >= (isWell ? recordWatchLimits.wellMillis : lastsMillis);
  }

  async #tell(region: Watched, command: Command): Promise<void> {
    try {
      await region.runSystem(command);
    } catch (error) {
      this.#parts.log.error(
        { region: region.id, error },
        "how the record stands could not be told",
      );
    }
  }
}
