/**
 * How long callers waited for the first unit at the scene, counted in classes that are each a tenth wider than the last:
 * bounded memory, and quantiles right to about 5 %. A wait that was cut short by the end of a future counts as "at least
 * so long". Not here: whose waits.
 */
import { microsPerSecond, type Micros } from "../../base/instant.ts";

const classes = 110;
const shortestSeconds = 5;
const growth = Math.log(1.1);

export class WaitHistogram {
  readonly #ended = new Float64Array(classes);
  readonly #cut = new Float64Array(classes);
  count = 0;
  /** Of all, those cut short with what they had waited. */
  #sum = 0;
  cutShort = 0;

  add(wait: Micros, isCut: boolean): void {
    const seconds = wait / microsPerSecond;
    const place = Math.ceil(
      Math.log(Math.max(seconds, shortestSeconds) / shortestSeconds) / growth,
    );
    const histogram = isCut ? this.#cut : this.#ended;
    histogram[Math.min(classes - 1, place)] += 1;
    this.count += 1;
    this.#sum += seconds;
    if (isCut) this.cutShort += 1;
  }

  /** Seconds; where some were cut short it is a lower bound. Undefined without any. */
  get mean(): number | undefined {
    return this.count === 0 ? undefined : this.#sum / this.count;
  }

  /**
   * Seconds within which this share of callers is reached, by the product-limit estimate (Kaplan and Meier 1958).
   * Undefined without any, and where so many were cut short that it can not be said.
   */
  quantile(share: number): number | undefined {
    let left = this.count;
    let waiting = 1;
    for (let place = 0; place < classes; place += 1) {
      if (left <= 0) return undefined;
      waiting *= 1 - this.#ended[place] / left;
      left -= this.#ended[place] + this.#cut[place];
      if (waiting <= 1 - share) return shortestSeconds * Math.exp((place - 0.5) * growth);
    }
    return undefined;
  }
}
