/**
 * The bounded queue in front of the telemetry file: samples are gathered for a while and sent as one transfer. When
 * the file cannot keep up, new samples are dropped and counted; nothing ever waits for them.
 */
import { storeLimits, type PositionSample } from "../port.ts";
import { fieldsPerSample } from "./telemetry.ts";

/** Gathered this long before they are written: about 400 samples at 2,000 a second. */
const gatherMillis = 200;

export class PositionQueue {
  dropped = 0;
  readonly #send: (region: string, fields: Float64Array<ArrayBuffer>) => Promise<void>;
  #gathered = new Map<string, number[]>();
  #queuedSamples = 0;
  #timer: NodeJS.Timeout | undefined;
  readonly #sending = new Set<Promise<void>>();

  constructor(send: (region: string, fields: Float64Array<ArrayBuffer>) => Promise<void>) {
    this.#send = send;
  }

  add(region: string, samples: readonly PositionSample[]): void {
    const free = storeLimits.maxQueuedPositions - this.#queuedSamples;
    const taken = samples.length <= free ? samples : samples.slice(0, free);
    this.dropped += samples.length - taken.length;
    this.#queuedSamples += taken.length;
    const fields = this.#gathered.get(region) ?? [];
    this.#gathered.set(region, fields);
    for (const { unit, at, latE7, lonE7 } of taken) fields.push(unit, at, latE7, lonE7);
    this.#timer ??= setTimeout(() => this.#flush(), gatherMillis).unref();
  }

  /** Everything gathered so far is written, or dropped and counted, when it resolves. */
  async drain(): Promise<void> {
    this.#flush();
    await Promise.all(this.#sending);
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const gathered = this.#gathered;
    this.#gathered = new Map();
    for (const [region, fields] of gathered) {
      const sending = this.#write(region, fields);
      this.#sending.add(sending);
      void sending.finally(() => this.#sending.delete(sending));
    }
  }

  async #write(region: string, fields: readonly number[]): Promise<void> {
    const count = fields.length / fieldsPerSample;
    try {
      await this.#send(region, Float64Array.from(fields));
    } catch {
      // Telemetry is no promise: a full disk stops the log by its own error, here it only counts.
      this.dropped += count;
    } finally {
      this.#queuedSamples -= count;
    }
  }
}
