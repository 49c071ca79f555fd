/**
 * Counts what the public is told of a period, exactly, from the events of a region as they come: contacts by what became of them,
 * incidents by area, by grade and by whether anybody was sent, who waits at the end and how long, minutes without a unit, and
 * response times. An event counts in the period in which it occurred, when it was entered before the period was counted, and else as
 * late. Nobody is named and no place is said below an area. Not here: what of it is published (record/disclosure).
 */

import { microsPerMinute, type Instant } from "../../base/instant.ts";
import type { CoreEvent } from "../events.ts";
import { grades, type Grade } from "../vocabulary.ts";

export const waitBands = [
  "under 15 minutes",
  "15 to 60 minutes",
  "1 to 4 hours",
  "over 4 hours",
] as const;
const bandMinutes = [15, 60, 240, Infinity] as const;
export const contactFates = ["answered", "abandoned", "written", "unanswered at the end"] as const;
export const incidentFates = ["unit sent", "closed without a unit", "no unit yet"] as const;

export type CountsOf<K extends string> = { readonly [P in K]: number };

/** Of those reached in a period: how many, and nearest-rank quantiles in whole seconds (0 of nobody). */
export interface ResponseFigures {
  readonly count: number;
  readonly medianSeconds: number;
  readonly ninetySeconds: number;
}

/** Whole numbers; seconds are whole. Areas are those of the region's configuration, all of them. */
export interface PeriodCounts {
  readonly fromAt: Instant;
  readonly untilAt: Instant;
  readonly contacts: CountsOf<(typeof contactFates)[number]>;
  readonly incidents: {
    readonly total: number;
    readonly byArea: { readonly [area: string]: number };
    readonly byAssessed: CountsOf<Grade>;
    readonly byServed: CountsOf<Grade>;
    readonly byFate: CountsOf<(typeof incidentFates)[number]>;
  };
  /** Of all that are open at the end and to which nobody was sent, by how long. */
  readonly waiting: CountsOf<(typeof waitBands)[number]>;
  /** Seconds in which an area had no unit for an Immediate. */
  readonly noUnitSeconds: { readonly [area: string]: number };
  /** From the grade clock to the first unit at the scene, of those reached in the period. */
  readonly responseByAssessed: { readonly [G in Grade]: ResponseFigures };
  readonly responseByServed: { readonly [G in Grade]: ResponseFigures };
  /** Events that occurred before the period and were entered in it. */
  readonly lateEntries: number;
}

interface OpenIncident {
  readonly openedAt: Instant;
  readonly clockAt: Instant;
  area: string;
  assessed: Grade;
  served: Grade;
  isSent: boolean;
  isReached: boolean;
}

interface Contact {
  fate: (typeof contactFates)[number];
  readonly receivedAt: Instant;
}

/** Of one region, over all its periods, one after the other. Memory grows with what is open and with one period. */
export class PeriodCounter {
  #fromAt: Instant;
  readonly #areas = new Set<string>();
  readonly #open = new Map<number, OpenIncident>();
  /** Opened in the period and closed in it. */
  #closed: OpenIncident[] = [];
  readonly #contacts = new Map<number, Contact>();
  /** By area: since when, and how many clocks of Immediate run there. */
  readonly #noUnit = new Map<string, { since: Instant; clocks: number }>();
  readonly #noUnitMicros = new Map<string, number>();
  #responses: { assessed: Grade; served: Grade; seconds: number }[] = [];
  #late = 0;

  constructor(fromAt: Instant) {
    this.#fromAt = fromAt;
  }

  get fromAt(): Instant {
    return this.#fromAt;
  }

  take(event: CoreEvent): void {
    if (event.at < this.#fromAt) this.#late += 1;
    switch (event.type) {
      case "region.configured":
        for (const { code } of event.config.areas) this.#areas.add(code);
        return;
      case "contact.received": {
        const fate = event.channel === "call" ? "unanswered at the end" : "written";
        this.#contacts.set(event.contact, { fate, receivedAt: event.at });
        return;
      }
      case "contact.answered":
        return this.#noteContact(event.contact, "answered");
      case "contact.abandoned":
        return this.#noteContact(event.contact, "abandoned");
      case "no-unit.began":
      case "no-unit.ended":
        return this.#noteNoUnit(event);
      default:
        return this.#takeIncident(event);
    }
  }

  #takeIncident(event: CoreEvent): void {
    if (event.type === "incident.opened") {
      const { at, clockAt, area, assessed, served } = event;
      const open = {
        openedAt: at,
        clockAt,
        area,
        assessed,
        served,
        isSent: false,
        isReached: false,
      };
      this.#open.set(event.incident, open);
      return;
    }
    const incident = "incident" in event ? this.#open.get(event.incident ?? -1) : undefined;
    if (incident === undefined) return;
    if (event.type === "incident.located") incident.area = event.area;
    else if (event.type === "incident.assessed") incident.assessed = event.assessed;
    else if (event.type === "incident.served-grade-set") incident.served = event.served;
    else if (event.type === "unit.allocated") incident.isSent = true;
    else if (event.type === "unit.progressed" && event.status === "at scene")
      this.#reach(incident, event.at);
    else if (event.type === "incident.closed") {
      this.#open.delete(event.incident);
      if (incident.openedAt >= this.#fromAt) this.#closed.push(incident);
    }
  }

  #noteContact(contact: number, fate: Contact["fate"]): void {
    const known = this.#contacts.get(contact);
    // One that hung up and was rung back was not reached in time all the same.
    if (known !== undefined && known.fate === "unanswered at the end") known.fate = fate;
  }

  #reach(incident: OpenIncident, at: Instant): void {
    if (incident.isReached) return;
    incident.isReached = true;
    const { assessed, served, clockAt } = incident;
    const seconds = Math.max(0, Math.round((at - clockAt) / 1e6));
    this.#responses.push({ assessed, served, seconds });
  }

  #noteNoUnit(event: Extract<CoreEvent, { type: "no-unit.began" | "no-unit.ended" }>): void {
    if (event.grade !== "immediate") return;
    const { area, at } = event;
    const known = this.#noUnit.get(area) ?? { since: at, clocks: 0 };
    if (event.type === "no-unit.began") {
      if (known.clocks === 0) known.since = at;
      known.clocks += 1;
    } else if (known.clocks > 0) {
      known.clocks -= 1;
      if (known.clocks === 0) this.#addNoUnit(area, known.since, at);
    }
    this.#noUnit.set(area, known);
  }

  #addNoUnit(area: string, since: Instant, until: Instant): void {
    const micros = Math.max(0, until - Math.max(since, this.#fromAt));
    this.#noUnitMicros.set(area, (this.#noUnitMicros.get(area) ?? 0) + micros);
  }

  /** What there is of the period, which ends at `untilAt`; the next one begins there. */
  finish(untilAt: Instant): PeriodCounts {
    const opened = [
      ...this.#closed,
      ...[...this.#open.values()].filter(
        ({ openedAt }) => openedAt >= this.#fromAt && openedAt < untilAt,
      ),
    ];
    for (const [area, { since, clocks }] of this.#noUnit)
      if (clocks > 0) this.#addNoUnit(area, since, untilAt);
    const closedUnsent = this.#closed.filter(({ isSent }) => !isSent).length;
    const sent = opened.filter(({ isSent }) => isSent).length;
    const counts: PeriodCounts = {
      fromAt: this.#fromAt,
      untilAt,
      contacts: tally(contactFates, this.#listFates(untilAt)),
      incidents: {
        total: opened.length,
        byArea: tally(
          [...this.#areas],
          opened.map(({ area }) => area),
        ),
        byAssessed: tally(
          grades.names,
          opened.map(({ assessed }) => assessed),
        ),
        byServed: tally(
          grades.names,
          opened.map(({ served }) => served),
        ),
        byFate: {
          "unit sent": sent,
          "closed without a unit": closedUnsent,
          "no unit yet": opened.length - sent - closedUnsent,
        },
      },
      waiting: tally(waitBands, this.#listWaits(untilAt)),
      noUnitSeconds: Object.fromEntries(
        [...this.#areas].map((area) => [
          area,
          Math.round((this.#noUnitMicros.get(area) ?? 0) / 1e6),
        ]),
      ),
      responseByAssessed: this.#responsesBy("assessed"),
      responseByServed: this.#responsesBy("served"),
      lateEntries: this.#late,
    };
    this.#begin(untilAt);
    return counts;
  }

  #listFates(untilAt: Instant): Contact["fate"][] {
    return [...this.#contacts.values()]
      .filter(({ receivedAt }) => receivedAt >= this.#fromAt && receivedAt < untilAt)
      .map(({ fate }) => fate);
  }

  #listWaits(untilAt: Instant): (typeof waitBands)[number][] {
    return [...this.#open.values()]
      .filter(({ isSent, openedAt }) => !isSent && openedAt < untilAt)
      .map(({ clockAt }) => {
        const minutes = (untilAt - clockAt) / microsPerMinute;
        return waitBands[bandMinutes.findIndex((most) => minutes < most)];
      });
  }

  #responsesBy(by: "assessed" | "served"): { readonly [G in Grade]: ResponseFigures } {
    const of = (grade: Grade): ResponseFigures =>
      describe(
        this.#responses.filter((response) => response[by] === grade).map(({ seconds }) => seconds),
      );
    return {
      immediate: of("immediate"),
      priority: of("priority"),
      scheduled: of("scheduled"),
      resolution: of("resolution"),
    };
  }

  #begin(fromAt: Instant): void {
    this.#fromAt = fromAt;
    this.#closed = [];
    this.#responses = [];
    this.#late = 0;
    this.#noUnitMicros.clear();
    for (const known of this.#noUnit.values()) if (known.clocks > 0) known.since = fromAt;
    for (const [contact, { receivedAt }] of this.#contacts)
      if (receivedAt < fromAt) this.#contacts.delete(contact);
  }
}

function describe(seconds: number[]): ResponseFigures {
  seconds.sort((a, b) => a - b);
  const rank = (share: number): number => seconds[Math.floor(share * (seconds.length - 1))] ?? 0;
  return { count: seconds.length, medianSeconds: rank(0.5), ninetySeconds: rank(0.9) };
}

/** How often each of `keys` stands in `values`; what is none of them is not counted. */
function tally<K extends string>(keys: readonly K[], values: readonly string[]): CountsOf<K> {
  const counts = new Map<string, number>(keys.map((key) => [key, 0]));
  for (const value of values) {
    const count = counts.get(value);
    if (count !== undefined) counts.set(value, count + 1);
  }
  return Object.fromEntries(counts) as CountsOf<K>;
}
