/**
 * Keeps the forecasts of a region that were made by themselves, and judges them when their moment has come: a document
 * for each forecast, thinned out with age, and a document of scores for each day. What the room was like is looked at
 * when a step of the near forecasts is over; a step at which the server was not running is judged by nobody. Losing any
 * of it loses no command. Not here: how a forecast is judged (sim/forecast/score.ts).
 */
import { microsPerDay, microsPerHour, type Instant, type Micros } from "../../base/instant.ts";
import type { Forecast, RoomFigures } from "../../core/forecast.ts";
import { addScore, addScores, makeScores, type Scores } from "../../sim/forecast/score.ts";
import type { EventStore, StoredDocument } from "../../store/port.ts";
import { forecastKinds, kindNames, type ForecastKind } from "./kinds.ts";

export const recordRule = {
  /** All are kept for so long; of older ones the first of each step. */
  wholeMicros: microsPerHour,
  keptMicros: 7 * microsPerDay,
  scoredDays: 30,
  /** Documents looked at in one go. */
  page: 500,
} as const;

const forecastsName = "forecasts";
const scoresName = "forecast-scores";

interface Kept {
  readonly key: string;
  readonly at: Instant;
  readonly slot: number;
}

export class ForecastRecord {
  readonly #region: string;
  readonly #store: EventStore;
  /** By kind: documents that are not thinned out yet, oldest first, and forecasts whose moments are still to come. */
  readonly #recent: { readonly [K in ForecastKind]: Kept[] } = { near: [], far: [] };
  readonly #pending: { readonly [K in ForecastKind]: Forecast[] } = { near: [], far: [] };
  readonly #scores = new Map<
    string,
    { version: number; readonly of: { readonly [K in ForecastKind]: Scores } }
  >();
  #writing: Promise<void> = Promise.resolve();

  constructor(region: string, store: EventStore) {
    this.#region = region;
    this.#store = store;
  }

  /** What was kept before the start, so that it is judged all the same. */
  async load(now: Instant): Promise<void> {
    for (const kind of kindNames) {
      const since = now - forecastKinds[kind].horizonMicros;
      for (const { key, body } of await this.#listFrom(kind, since)) {
        const forecast = JSON.parse(body) as Forecast;
        this.#remember(kind, key, forecast);
      }
    }
    const firstDay = dayOf(now - recordRule.scoredDays * microsPerDay);
    const prefix = `${this.#region}/`;
    const documents = await this.#store.listDocuments(
      scoresName,
      recordRule.page,
      `${prefix}${firstDay}`,
    );
    for (const { key, version, body } of documents) {
      if (!key.startsWith(prefix)) break;
      const kept = JSON.parse(body) as { readonly [K in ForecastKind]: Scores };
      // Onto sums of now: a day that was judged by an older version lacks some of them.
      const of = { near: makeScores(), far: makeScores() };
      for (const kind of kindNames) addScores(of[kind], kept[kind]);
      this.#scores.set(key.slice(prefix.length), { version, of });
    }
  }

  async #listFrom(kind: ForecastKind, since: Instant): Promise<StoredDocument[]> {
    const prefix = `${this.#region}/${kind}/`;
    const found: StoredDocument[] = [];
    for (let after = `${prefix}${padded(since)}`; ;) {
      const page = await this.#store.listDocuments(forecastsName, recordRule.page, after);
      for (const document of page) {
        if (!document.key.startsWith(prefix)) return found;
        found.push(document);
      }
      if (page.length < recordRule.page) return found;
      after = page[page.length - 1].key;
    }
  }

  /** Resolves when it is durable. */
  keep(kind: ForecastKind, forecast: Forecast): Promise<void> {
    const key = `${this.#region}/${kind}/${padded(forecast.at)}`;
    return this.#write(async () => {
      await this.#store.writeDocument(forecastsName, key, 0, JSON.stringify(forecast));
      this.#remember(kind, key, forecast);
      for (const old of this.#takeOld(kind, forecast.at))
        await this.#store.writeDocument(forecastsName, old.key, 1, null);
    });
  }

  #remember(kind: ForecastKind, key: string, forecast: Forecast): void {
    const { stepMicros } = forecastKinds[kind];
    const slot = Math.floor(forecast.at / stepMicros);
    const isFirst = this.#recent[kind].every((kept) => kept.slot !== slot);
    this.#recent[kind].push({ key, at: forecast.at, slot });
    // One for each step is judged: the others say nearly the same, and would only be counted twice.
    if (isFirst) this.#pending[kind].push(forecast);
  }

  /** Takes out what is to go: of those that are no longer kept whole all but the first of a step. */
  #takeOld(kind: ForecastKind, now: Instant): Kept[] {
    const recent = this.#recent[kind];
    const gone: Kept[] = [];
    while (
      recent.length > 1 &&
      recent[0].at < now - recordRule.wholeMicros &&
      recent[0].slot !== recent[recent.length - 1].slot
    ) {
      const [first, second] = recent.splice(0, 2);
      if (second.slot === first.slot) {
        gone.push(second);
        recent.unshift(first);
      } else recent.unshift(second);
    }
    return gone;
  }

  /** The room at the end of a step: everything that was said of this moment is judged. */
  judge(at: Instant, came: RoomFigures): Promise<void> {
    return this.#write(async () => {
      const day = this.#dayOfScores(at);
      let judged = 0;
      for (const kind of kindNames) {
        const pending = this.#pending[kind];
        for (const forecast of pending) if (addScore(day.of[kind], forecast, at, came)) judged += 1;
        const left = pending.filter(({ stepsAt }) => (stepsAt.at(-1) ?? 0) > at);
        pending.splice(0, pending.length, ...left);
      }
      if (judged === 0) return;
      const key = `${this.#region}/${dayOf(at)}`;
      await this.#store.writeDocument(scoresName, key, day.version, JSON.stringify(day.of));
      day.version += 1;
    });
  }

  #dayOfScores(at: Instant) {
    const key = dayOf(at);
    let day = this.#scores.get(key);
    if (day === undefined) {
      day = { version: 0, of: { near: makeScores(), far: makeScores() } };
      this.#scores.set(key, day);
    }
    return day;
  }

  /** Sums of all days that are kept. */
  sumScores(): { readonly days: number; readonly of: { readonly [K in ForecastKind]: Scores } } {
    const of = { near: makeScores(), far: makeScores() };
    for (const day of this.#scores.values())
      for (const kind of kindNames) addScores(of[kind], day.of[kind]);
    return { days: this.#scores.size, of };
  }

  /** The newest kept before or at an instant, by a search of a day back; undefined when there is none. */
  async find(kind: ForecastKind, at: Instant): Promise<Forecast | undefined> {
    const documents = await this.#listFrom(kind, at - microsPerDay);
    const last = documents.findLast(({ key }) => Number(key.split("/").at(-1)) <= at);
    return last === undefined ? undefined : (JSON.parse(last.body) as Forecast);
  }

  /** Deletes what is too old, a page at a time. */
  sweep(now: Instant): Promise<void> {
    return this.#write(async () => {
      for (const kind of kindNames) {
        const prefix = `${this.#region}/${kind}/`;
        const page = await this.#store.listDocuments(forecastsName, recordRule.page, prefix);
        const before = `${prefix}${padded(now - recordRule.keptMicros)}`;
        for (const { key, version } of page)
          if (key.startsWith(prefix) && key < before)
            await this.#store.writeDocument(forecastsName, key, version, null);
      }
      const firstDay = dayOf(now - recordRule.scoredDays * microsPerDay);
      for (const [day, { version }] of this.#scores) {
        if (day >= firstDay) continue;
        this.#scores.delete(day);
        if (version > 0)
          await this.#store.writeDocument(scoresName, `${this.#region}/${day}`, version, null);
      }
    });
  }

  /** One after the other: versions are counted here. A write that fails leaves the next to try. */
  #write(work: () => Promise<void>): Promise<void> {
    const done = this.#writing.then(work);
    this.#writing = done.catch(() => undefined);
    return done;
  }

  /** Resolves when nothing is being written any more. */
  async idle(): Promise<void> {
    await this.#writing;
  }
}

function padded(at: Micros): string {
  return String(Math.max(0, at)).padStart(17, "0");
}

function dayOf(at: Instant): string {
  return padded(Math.floor(at / microsPerDay) * microsPerDay);
}
