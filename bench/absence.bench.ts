/**
 * Whether absence is seen, and how often on a day when nothing is the matter: drawn musters of 368 heads in twelve teams, looked
 * at every minute from half an hour before the beginning to half an hour after it (an hour with a late bus), as the core does it. The musters are drawn from the
 * model itself, so the figures hold as far as that does.
 */
import { microsPerMinute } from "../src/base/instant.ts";
import { RandomStream } from "../src/base/random.ts";
import { gammaFrom } from "../src/base/samplers.ts";
import {
  alarmRatio,
  isEnough,
  measureAbsence,
  poolRatios,
  standardAbsenceRule as rule,
  type AbsenceRatios,
} from "../src/core/absence/absence-model.ts";
import { makeMuster, type MusterHead } from "../src/testing/core/muster.ts";
import { atLeast, atMost, figure, type Bench } from "./bench.ts";

const heads = 368;
const teams = 12;
const ordinaryMusters = 10_000;
const missingMusters = 1_000;
const pooledNights = 100;
const regions = 12;
const seed = 20_261_128;

class Musters {
  readonly #random = new RandomStream(seed, "absence");
  readonly #uniform = (): number => this.#random.uniform();

  /** The share that stays away on an ordinary day: beta, as a ratio of gammas. */
  ordinaryShare(): number {
    const size = 1 / rule.correlation - 1;
    const away = gammaFrom(this.#random, rule.noShowShare * size, 1);
    return away / (away + gammaFrom(this.#random, (1 - rule.noShowShare) * size, 1));
  }

  draw(away: number, lateTeam = -1): MusterHead[] {
    const lateMinutes = 20 + 20 * this.#uniform();
    return makeMuster(this.#uniform, { heads, teams, away, lateTeam, lateMinutes });
  }
}

function look(muster: readonly MusterHead[], minute: number): AbsenceRatios {
  const groups = Array.from({ length: teams }, (_, team) => ({
    team,
    planned: 0,
    arrived: 0,
    announced: 0,
    since: minute * microsPerMinute,
  }));
  for (const head of muster) {
    groups[head.team].planned += 1;
    if (head.minute <= minute) groups[head.team].arrived += 1;
  }
  return measureAbsence(rule, groups, { onDuty: 0, left: 0 });
}

/** Minute of the first alarm; Infinity = none until `until`. */
function firstAlarm(musters: readonly (readonly MusterHead[])[], until: number): number {
  for (let minute = -30; minute <= until; minute += 1) {
    const ratios = musters.map((muster) => look(muster, minute));
    if (poolRatios(ratios) >= Math.log(alarmRatio)) return minute;
  }
  return Infinity;
}

function count(runs: number, happens: (run: number) => boolean): number {
  let found = 0;
  for (let run = 0; run < runs; run += 1) if (happens(run)) found += 1;
  return found;
}

export const bench: Bench = {
  name: "absence",
  about: "absence seen, and false alarms on ordinary musters, as shares of drawn musters",
  async run({ say }) {
    const musters = new Musters();
    say(`${missingMusters} musters with 30 % missing`);
    const seen = count(missingMusters, () => firstAlarm([musters.draw(0.3)], 10) <= 10);
    say(`${pooledNights} nights of ${regions} regions with 12 % missing`);
    let alone = 0;
    const pooled = count(pooledNights, () => {
      const night = Array.from({ length: regions }, () => musters.draw(0.12));
      alone += count(regions, (region) => firstAlarm([night[region]], 15) <= 15);
      return firstAlarm(night, 15) <= 15;
    });
    say(`${missingMusters} bad nights: 6 % sick and a late bus`);
    const bus = count(missingMusters, (run) => firstAlarm([musters.draw(0.06, run % teams)], 60) < Infinity); // prettier-ignore
    say(`${ordinaryMusters} ordinary musters, some minutes`);
    const startedAt = performance.now();
    const wrong = count(ordinaryMusters, () => firstAlarm([musters.draw(musters.ordinaryShare())], 30) < Infinity); // prettier-ignore
    const millis = (performance.now() - startedAt) / ordinaryMusters / 61;
    return [
      atLeast("30 % missing of 368, alarm within 10 minutes", (100 * seen) / missingMusters, "%", 99), // prettier-ignore
      atMost("false alarms in 1,000 ordinary musters", (1_000 * wrong) / ordinaryMusters, "alarms", 1), // prettier-ignore
      atLeast("12 regions with 12 % missing, alarm within 15 minutes", (100 * pooled) / pooledNights, "%", 95), // prettier-ignore
      figure("of these regions, alarms alone within 15 minutes", (100 * alone) / pooledNights / regions, "%"), // prettier-ignore
      atMost("6 % sick and a late bus, alarms in 1,000", (1_000 * bus) / missingMusters, "alarms", 1), // prettier-ignore
      atMost("of 12 heads something is said (1 = yes)", isEnough(rule, 12) ? 1 : 0, "", 0),
      figure("one look at a region", millis, "ms"),
    ];
  },
};
