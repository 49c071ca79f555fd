/**
 * Makes the manual packs of all regions: every so many minutes onto the disk, and when somebody asks. State is read
 * from a copy in slices, so no command waits for it; a pack that can not be written costs nobody a command and is
 * said in the log and the metrics. Not here: what is in it (read-pack.ts), what it looks like (render-pack.ts).
 */

import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { noInstant } from "../../base/instant.ts";
import { forkState } from "../../core/state/region-state.ts";
import { LiveFault } from "../fault.ts";
import type { Log } from "../log.ts";
import type { Metrics } from "../metrics.ts";
import type { RegionRuntime } from "../region-runtime.ts";
import { takeSlice } from "../slices.ts";
import { packLimits } from "./pack.ts";
import { readManualPack } from "./read-pack.ts";
import { renderHtml, renderText } from "./render-pack.ts";
import { writePack, type RenderedPack } from "./write-pack.ts";

export type PackedRegion = Pick<
  RegionRuntime,
  "id" | "state" | "position" | "now" | "whenReadable" | "status" | "runSystem"
>;

export interface ManualPackOptions {
  readonly regions: ReadonlyMap<string, PackedRegion>;
  /** Absolute; undefined = none are written, and packs are made on demand alone. */
  readonly directory: string | undefined;
  readonly everyMinutes: number;
  readonly log: Log;
  readonly metrics: Metrics;
}

export class ManualPacks {
  readonly #options: ManualPackOptions;
  readonly #writtenMillis = new Map<string, number>();
  readonly #startedMillis = performance.now();
  readonly #count: ReturnType<Metrics["counter"]>;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> | undefined;
  #isClosed = false;
  #waiting = 0;

  constructor(options: ManualPackOptions) {
    this.#options = options;
    const { metrics, regions, directory } = options;
    this.#count = metrics.counter("muster_manual_packs", "Manual packs by outcome.");
    metrics.gauge(
      "muster_manual_pack_age_seconds",
      "Since the last manual pack was written, or since the start.",
      () =>
        directory === undefined
          ? []
          : [...regions.keys()].map((region) => [{ region }, this.#ageSeconds(region)]),
    );
  }

  /** Writes at once, and then every so many minutes. */
  start(): void {
    const { directory, everyMinutes } = this.#options;
    if (directory === undefined) return;
    void this.writeAll();
    this.#timer = setInterval(() => void this.writeAll(), everyMinutes * 60_000);
    this.#timer.unref();
  }

  /** Resolves when nothing is written any more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#timer);
    await this.#writing;
  }

  /** One round over the regions; while one is under way that one is waited for. Never rejects. */
  writeAll(): Promise<void> {
    this.#writing ??= this.#writeRound().finally(() => {
      this.#writing = undefined;
    });
    return this.#writing;
  }

  /** Rejects with LiveFault `live.busy` where too many wait, and as `whenReadable` does. */
  async make(region: PackedRegion): Promise<RenderedPack> {
    if (this.#waiting >= packLimits.waiting)
      throw new LiveFault("live.busy", "So many manual packs are being made; ask again soon.");
    this.#waiting += 1;
    try {
      return await makePack(region);
    } finally {
      this.#waiting -= 1;
    }
  }

  async #writeRound(): Promise<void> {
    const { regions, directory, log } = this.#options;
    if (directory === undefined) return;
    for (const region of regions.values()) {
      if (this.#isClosed) return;
      // Without a configuration there is nothing to go on with.
      if (region.state.policy === undefined) continue;
      try {
        await writePack(join(directory, region.id), await makePack(region));
        this.#writtenMillis.set(region.id, performance.now());
        this.#count.add({ region: region.id, outcome: "written" });
        await this.#tell(region, true);
      } catch (error) {
        this.#count.add({ region: region.id, outcome: "failed" });
        log.error({ region: region.id, error }, "manual pack not written");
        await this.#tell(region, false);
      }
    }
  }

  /** Into the log, only what is new there. A region that takes nothing has an alarm of its own kind. */
  async #tell(region: PackedRegion, isWritten: boolean): Promise<void> {
    const isKnown = region.state.columns.manualPack.failedAt[0] === noInstant;
    if (region.status !== "taking" || isWritten === isKnown) return;
    try {
      await region.runSystem({ type: "manual-pack.note", isWritten });
    } catch (error) {
      this.#options.log.error(
        { region: region.id, error },
        "that a manual pack failed, or is written again, could not be told",
      );
    }
  }

  #ageSeconds(region: string): number {
    const since = this.#writtenMillis.get(region) ?? this.#startedMillis;
    return Math.round((performance.now() - since) / 1_000);
  }
}

async function makePack(region: PackedRegion): Promise<RenderedPack> {
  const { position, state: live } = region;
  const madeAt = region.now();
  const made = { region: region.id, now: madeAt, position };
  const pack = await inSlices(readManualPack(forkState(live), live.text, made));
  const html = await inSlices(renderHtml(pack));
  const text = await inSlices(renderText(pack));
  // Words may be of a later event than the position: all of it must be on the disk before anybody reads it.
  await region.whenReadable(region.position);
  return { madeAt, html, text };
}

async function inSlices<Value>(work: Generator<void, Value>): Promise<Value> {
  for (;;) {
    const step = takeSlice(work);
    if (step.done === true) return step.value;
    await setImmediate();
  }
}
