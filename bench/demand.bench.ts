/**
 * Whether a rise of demand is seen, and how often on an ordinary week: drawn cells with a mean of 5 an hour whose hours
 * differ among themselves as the model says, looked at every minute as the live loop does it.
 */
import { microsPerHour, microsPerMinute } from "../src/base/instant.ts";
import { RandomStream } from "../src/base/random.ts";
import { DemandCounts } from "../src/live/demand-watch.ts";
import { atLeast, atMost, figure, type Bench, sized } from "./bench.ts";

const weeks = 4;
const begin = 3_000 * 168 * microsPerHour;
const steadiness = 40;
const surges = sized(4_000, 10);
const ordinaryWeeks = sized(120, 1);

interface Seen {
  readonly isListed: boolean;
  readonly isAlarmed: boolean;
}

/** Hours of `mean` calls, each hour its own rate. */
class Cell {
  readonly #random: RandomStream;
  readonly counts = new DemandCounts();
  now = begin;

  constructor(seed: number) {
    this.#random = new RandomStream(seed, "demand");
  }

  /** Takes one hour's calls; answers whether it was listed as more and whether it alarmed at some minute of it. */
  hour(mean: number, isLooking: boolean): Seen {
    const rate = this.#random.gamma(steadiness, mean / steadiness);
    const at = Array.from({ length: this.#random.poisson(rate) }, () => this.#random.uniform())
      .map((share) => this.now + Math.floor(share * microsPerHour))
      .sort((a, b) => a - b);
    const seen = { isListed: false, isAlarmed: false };
    for (let minute = 1; minute <= 60; minute += 1) {
      const until = this.now + minute * microsPerMinute;
      while (at.length > 0 && at[0] <= until)
        this.counts.take({ at: at.shift() ?? until, incidentType: "noise", area: "north" });
      if (!isLooking || seen.isAlarmed) continue;
      const verdict = this.counts.list(until)[0]?.verdict;
      seen.isAlarmed = verdict === "more than ordinary";
      seen.isListed ||= seen.isAlarmed || verdict === "perhaps more";
    }
    this.now += microsPerHour;
    return seen;
  }

  learn(mean: number): this {
    for (let hour = 0; hour < weeks * 168; hour += 1) this.hour(mean, false);
    return this;
  }
}

function share(times: number, happens: (seed: number) => boolean): number {
  let count = 0;
  for (let seed = 0; seed < times; seed += 1) if (happens(seed)) count += 1;
  return (100 * count) / times;
}

export const bench: Bench = {
  name: "demand",
  about: "a rise of demand seen within the hour, and false alarms in ordinary weeks",
  run({ say }) {
    say(`${surges} hours with four times a mean of 5`);
    const found = Array.from({ length: surges }, (_, seed) =>
      new Cell(seed).learn(5).hour(20, true),
    );
    const listed = (100 * found.filter(({ isListed }) => isListed).length) / surges;
    const alarmed = (100 * found.filter(({ isAlarmed }) => isAlarmed).length) / surges;
    say(`${ordinaryWeeks} ordinary weeks`);
    const ordinary: Seen[] = [];
    for (let seed = 0; seed < ordinaryWeeks; seed += 1) {
      const cell = new Cell(1_000_000 + seed).learn(5);
      for (let hour = 0; hour < 168; hour += 1) ordinary.push(cell.hour(5, true));
    }
    const inThousand = (count: number): number => (1_000 * count) / ordinary.length;
    say("four times a mean of 0.25");
    const few = share(200, (seed) => {
      const cell = new Cell(seed).learn(0.25);
      cell.hour(1, true);
      return cell.counts.list(cell.now)[0]?.verdict === "too few to say";
    });
    return Promise.resolve([
      atLeast("x4 on 5 an hour, flagged within the hour", listed, "%", 95),
      atLeast("of these with an alarm", alarmed, "%", 91),
      figure(
        "ordinary hours of 5, flagged, in 1,000 hours",
        inThousand(ordinary.filter(({ isListed }) => isListed).length),
        "",
      ),
      atMost(
        "ordinary hours of 5, with an alarm, in 1,000 hours",
        inThousand(ordinary.filter(({ isAlarmed }) => isAlarmed).length),
        "",
        16,
      ),
      atLeast("x4 on 0.25 an hour, too few to say", few, "%", 100),
      atMost("x4 on 0.25 an hour, flagged", 100 - few, "%", 0),
    ]);
  },
};
