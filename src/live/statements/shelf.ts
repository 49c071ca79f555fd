/**
 * The checks of statements that stand in a region's log, with what corrected them. Read from the log when somebody
 * asks, from where the last reading ended; the first one reads it whole. A card whose private text was erased is still
 * there with its verdict.
 */
import type { Instant } from "../../base/instant.ts";
import type { CoreEvent } from "../../core/events.ts";
import type { Card } from "../../record/statement/card.ts";
import { listPrivateTexts, parseArray, readChunks } from "../../store/chunks.ts";
import type { EventStore } from "../../store/port.ts";

export const shelfLimits = { kept: 10_000 } as const;

export interface KeptCheck {
  /** Position of its event. */
  readonly number: number;
  readonly at: Instant;
  readonly askedBy: string;
  readonly madeAt: number;
  readonly verdict: string;
  readonly metric: string | null;
  readonly corrects: number | null;
  readonly why: string;
  /** Null: its text was erased. */
  readonly card: Card | null;
  /** Numbers of the later checks that correct it. */
  readonly correctedBy: number[];
}

export class StatementShelf {
  readonly #checks = new Map<number, KeptCheck>();
  #position = 0;
  #reading: Promise<void> = Promise.resolve();

  /** All up to the log's end, oldest first; the oldest are dropped beyond the limit. */
  async list(store: EventStore, region: string): Promise<readonly KeptCheck[]> {
    // One reading after the other, so that no event is taken twice.
    const reading = this.#reading.catch(() => undefined).then(() => this.#readOn(store, region));
    this.#reading = reading;
    await reading;
    return [...this.#checks.values()];
  }

  async find(store: EventStore, region: string, number: number): Promise<KeptCheck | undefined> {
    await this.list(store, region);
    return this.#checks.get(number);
  }

  async #readOn(store: EventStore, region: string): Promise<void> {
    for await (const chunk of readChunks(store, region, this.#position)) {
      const events = parseArray(chunk.factsArray) as CoreEvent[];
      const wanted = events.flatMap((event, index) =>
        event.type === "statement.checked" || event.type === "statement.corrected"
          ? [{ event, number: chunk.first + index }]
          : [],
      );
      if (wanted.length > 0) {
        const texts = new Map(
          listPrivateTexts(chunk).map(({ position, text }) => [position, text]),
        );
        for (const { event, number } of wanted) this.#keep(event, number, texts.get(number));
      }
      this.#position = chunk.first + events.length - 1;
    }
  }

  #keep(
    event: Extract<CoreEvent, { type: "statement.checked" | "statement.corrected" }>,
    number: number,
    text: string | undefined,
  ): void {
    const { card, why } = readPrivate(text);
    const corrects = event.type === "statement.corrected" ? event.corrects : null;
    const { at, askedBy, madeAt, verdict, metric } = event;
    this.#checks.set(number, {
      number,
      at,
      askedBy,
      madeAt,
      verdict,
      metric,
      corrects,
      why,
      card,
      correctedBy: [],
    });
    if (corrects !== null) this.#checks.get(corrects)?.correctedBy.push(number);
    if (this.#checks.size > shelfLimits.kept)
      for (const oldest of this.#checks.keys()) {
        this.#checks.delete(oldest);
        break;
      }
  }
}

function readPrivate(text: string | undefined): {
  readonly card: Card | null;
  readonly why: string;
} {
  if (text === undefined) return { card: null, why: "" };
  const { card, why } = JSON.parse(text) as { readonly card?: string; readonly why?: string };
  return { card: card === undefined ? null : (JSON.parse(card) as Card), why: why ?? "" };
}
