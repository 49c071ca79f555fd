/**
 * Second opinions on travel times: after a unit was sent, and the allocation is durable and shown, a router of another
 * program is asked how long that way takes, and its answer goes into the log as a fact with its source. It listens to
 * what is published, as a console does, so no command ever waits for it; what comes too fast for it is counted and left
 * out. A crash in here costs an opinion, never an allocation.
 */

import { assert } from "../../base/assert.ts";
import { placeOfIncident } from "../../plan/place.ts";
import { findIncidentRow, hasUnit, type RegionState } from "../../core/state/region-state.ts";
import type { PositionOverlay } from "../../plan/positions.ts";
import type { TravelQuestion } from "../../wire/outside/travel-question.ts";
import type { PublishedEvent } from "../event-text.ts";
import type { Log } from "../log.ts";
import type { Consumer, EventBatch } from "../publisher.ts";
import type { RegionRuntime } from "../region-runtime.ts";
import type { OutsideRouter } from "./outside-router.ts";

export const recorderLimits = { waiting: 200 } as const;

/** Who was sent where. */
interface Journey {
  readonly unit: number;
  readonly incident: number;
}

export class TravelRecorder implements Consumer {
  /** Answers recorded, questions without a usable answer, and journeys left out because too many waited. */
  recorded = 0;
  unanswered = 0;
  leftOut = 0;
  readonly #region: RegionRuntime;
  readonly #router: OutsideRouter;
  readonly #log: Log;
  readonly #waiting: Journey[] = [];
  #working: Promise<void> | undefined;
  #ended = false;

  constructor(region: RegionRuntime, router: OutsideRouter, log: Log) {
    this.#region = region;
    this.#router = router;
    this.#log = log;
    region.publisher.add(this);
  }

  onEvents({ events }: EventBatch): void {
    for (const event of events) if (event.type === "unit.allocated") this.#take(event);
  }

  onPositions(): void {}

  /** The region is being taken down: what still waits is left. */
  onEnd(): void {
    this.#ended = true;
    this.#waiting.length = 0;
  }

  /** Resolves when nothing waits; for tests and an orderly end. */
  async idle(): Promise<void> {
    await this.#working;
  }

  #take({ unit, incident }: PublishedEvent): void {
    if (this.#waiting.length >= recorderLimits.waiting) {
      this.leftOut += 1;
      return;
    }
    this.#waiting.push({ unit, incident });
    this.#working ??= this.#work().finally(() => {
      this.#working = undefined;
    });
  }

  async #work(): Promise<void> {
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      try {
        await this.#record(next);
      } catch (error) {
        // The region may have stopped taking commands meanwhile; an opinion is not worth more than a line in the log.
        this.unanswered += 1;
        this.#log.warn({ region: this.#region.id, error }, "a travel time was not recorded");
      }
    }
  }

  async #record({ unit, incident }: Journey): Promise<void> {
    const { state, telemetry } = this.#region;
    const question = findQuestion(state, telemetry.overlay, unit, incident);
    if (question === undefined) return;
    const answer = await this.#router.ask(question);
    if (this.#ended) return;
    if ("outcome" in answer) {
      this.unanswered += 1;
      return;
    }
    const { kind: source } = this.#router;
    await this.#region.runSystem({
      type: "unit.record-travel",
      unit,
      incident,
      source,
      ...question,
      ...answer,
    });
    this.recorded += 1;
  }
}

/** Undefined when the incident has left the operational state or has no place that anybody stated. */
function findQuestion(
  state: RegionState,
  overlay: PositionOverlay,
  unit: number,
  incident: number,
): TravelQuestion | undefined {
  assert(hasUnit(state, unit), "a published allocation names a unit of the region");
  const row = findIncidentRow(state, incident);
  if (row < 0) return undefined;
  const place = placeOfIncident(state, row);
  if (place.standIn !== "") return undefined;
  const { units } = state.columns;
  const isTracked = unit < overlay.at.length && overlay.at[unit] > units.positionAt[unit];
  return {
    fromLatE7: isTracked ? overlay.latE7[unit] : units.latE7[unit],
    fromLonE7: isTracked ? overlay.lonE7[unit] : units.lonE7[unit],
    toLatE7: place.latE7,
    toLonE7: place.lonE7,
  };
}
