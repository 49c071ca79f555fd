/**
 * The forecasts of one region: every half minute, and soon after a change of who is there, it takes a picture of the
 * state and has another thread play futures of it. It keeps the newest, has them recorded, and looks at the room when
 * their moments come. Nothing waits for it: a forecast that fails is told in the process log and the next one is tried.
 * Not here: how futures are played (sim/forecast).
 */
import type { Instant } from "../../base/instant.ts";
import type { Forecast, NoForecast, WhatIf } from "../../core/forecast.ts";
import { figuresOf } from "../../sim/forecast/room-figures.ts";
import { isForecast } from "../../sim/forecast/forecast.ts";
import type { EventStore } from "../../store/port.ts";
import { LiveFault } from "../fault.ts";
import type { Log } from "../log.ts";
import type { Consumer, EventBatch } from "../publisher.ts";
import type { RegionRuntime } from "../region-runtime.ts";
import { ForecastRecord } from "./forecast-record.ts";
import type { ForecastThread } from "./forecast-thread.ts";
import { offerEvidence } from "./evidence.ts";
import { forecastKinds, forecastLimits, kindNames, type ForecastKind } from "./kinds.ts";
import { takePicture, type Picture } from "./picture.ts";
import { isTurning } from "./turning.ts";

const sweepMillis = 3_600_000;
const lookMillis = 1_000;

export interface ForecasterOptions {
  readonly region: RegionRuntime;
  readonly store: EventStore;
  readonly thread: ForecastThread;
  readonly log: Log;
  readonly everySeconds: number;
}

export interface Answered {
  readonly asItIs: Forecast;
  readonly changed: Forecast;
}

export class Forecaster implements Consumer {
  /** Forecasts made, and attempts that failed, since the start. */
  made = 0;
  failed = 0;
  readonly record: ForecastRecord;
  readonly #options: ForecasterOptions;
  readonly #newest = new Map<ForecastKind, Forecast | NoForecast>();
  #timers: NodeJS.Timeout[] = [];
  #soon: NodeJS.Timeout | undefined;
  #making: Promise<void> | undefined;
  #lookedAt: Instant;
  #seed = 1;
  #isClosed = false;

  constructor(options: ForecasterOptions) {
    this.#options = options;
    this.record = new ForecastRecord(options.region.id, options.store);
    this.#lookedAt = options.region.now();
    options.region.publisher.add(this);
  }

  /** Begins to make forecasts by itself. */
  start(): void {
    const { region, everySeconds, log } = this.#options;
    const warn = (message: string) => (error: unknown) =>
      log.warn({ region: region.id, error }, message);
    this.record.load(region.now()).catch(warn("forecasts of before are not judged"));
    const every = (millis: number, work: () => void) => {
      this.#timers.push(setInterval(work, millis).unref());
    };
    every(everySeconds * 1_000, () => void this.makeNow());
    every(lookMillis, () => void this.look());
    every(sweepMillis, () => {
      this.record.sweep(region.now()).catch(warn("old forecasts are not deleted"));
    });
    this.#makeSoon();
  }

  onEvents({ events }: EventBatch): void {
    if (this.#timers.length > 0 && events.some(isTurning)) this.#makeSoon();
  }

  onPositions(): void {}

  /** The region was loaded anew, or is being taken down: then `close` is called, too. */
  onEnd(): void {}

  #makeSoon(): void {
    this.#soon ??= setTimeout(() => {
      this.#soon = undefined;
      void this.makeNow();
    }, forecastLimits.settleMillis).unref();
  }

  newest(kind: ForecastKind): Forecast | NoForecast | undefined {
    return this.#newest.get(kind);
  }

  /** Both kinds; when they are being made already, those. Never rejects. */
  makeNow(): Promise<void> {
    this.#making ??= this.#makeBoth().finally(() => {
      this.#making = undefined;
    });
    return this.#making;
  }

  async #makeBoth(): Promise<void> {
    for (const kind of kindNames) {
      if (this.#isClosed) return;
      try {
        await this.#make(kind);
      } catch (error) {
        if (this.#isClosed) return;
        this.failed += 1;
        const { log, region } = this.#options;
        log.warn({ region: region.id, kind, error }, "no forecast was made");
      }
    }
  }

  async #make(kind: ForecastKind): Promise<void> {
    const { region, thread } = this.#options;
    const picture = this.#takePicture();
    const { position } = region;
    this.#seed = (this.#seed + 1) >>> 0;
    const result = await thread.make({ picture, kind, seed: this.#seed, isQuestion: false });
    // What was forecast from must not be something that the log will never have.
    await region.whenReadable(position);
    this.#newest.set(kind, result);
    this.made += 1;
    if (!isForecast(result)) return;
    await this.record.keep(kind, result);
    if (kind === "near") await offerEvidence(region, result);
  }

  /** What would be with one thing changed, beside what is expected as it is: the same luck in both. */
  async ask(kind: ForecastKind, whatIf: WhatIf): Promise<Answered | NoForecast> {
    const { region, thread } = this.#options;
    const picture = this.#takePicture();
    const { position } = region;
    this.#seed = (this.#seed + 1) >>> 0;
    const wanted = { kind, seed: this.#seed, isQuestion: true };
    const copy = { ...picture, ...copyOf(picture) };
    const [asItIs, changed] = await Promise.all([
      thread.make({ ...wanted, picture }),
      thread.make({ ...wanted, picture: copy, whatIf }),
    ]);
    await region.whenReadable(position);
    if (!isForecast(asItIs)) return asItIs;
    return isForecast(changed) ? { asItIs, changed } : changed;
  }

  #takePicture(): Picture {
    const { region } = this.#options;
    if (region.status !== "taking")
      throw new LiveFault(
        "live.busy",
        "The region takes no commands now, so there is no forecast.",
      );
    const picture = takePicture(region.id, region.state, region.telemetry.overlay, region.now());
    if (picture === undefined)
      throw new LiveFault("live.busy", "The region has no configuration yet.");
    return picture;
  }

  /**
   * When a step of the near forecasts is over, what is now stands for its end, a second late at most. Resolves when that is
   * judged; never rejects.
   */
  async look(): Promise<void> {
    const { region, log } = this.#options;
    const { stepMicros } = forecastKinds.near;
    const now = region.now();
    const step = Math.floor(now / stepMicros) * stepMicros;
    if (step <= this.#lookedAt || region.state.policy === undefined || region.status !== "taking")
      return;
    this.#lookedAt = now;
    try {
      await this.record.judge(step, figuresOf(region.state));
    } catch (error) {
      log.warn({ region: region.id, error }, "forecasts are not judged");
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#soon);
    for (const timer of this.#timers.splice(0)) clearInterval(timer);
    await this.record.idle();
  }
}

function copyOf({ buffer, positions }: Picture): Pick<Picture, "buffer" | "positions"> {
  const { latE7, lonE7, at } = positions;
  return {
    buffer: buffer.slice(0),
    positions: { latE7: latE7.slice(), lonE7: lonE7.slice(), at: at.slice() },
  };
}
