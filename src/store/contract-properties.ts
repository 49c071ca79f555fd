/**
 * Random histories against a model: whatever is appended, repeated, expected wrongly or sent ahead of durability,
 * the engine answers as the model does and the log reads back as the model's. The seed is printed with a failure.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { listPrivateTexts } from "./chunks.ts";
import type { StoreCase } from "./contract-tools.ts";
import { StoreFault, type Appended, type EventStore, type StoredRecord } from "./port.ts";

interface Step {
  readonly region: number;
  readonly command: number;
  /** Added to the head that a caller without errors would expect. */
  readonly offBy: number;
  readonly texts: readonly { readonly facts: string; readonly privateText: string | null }[];
  /** Wait for everything before the next step. */
  readonly wait: boolean;
}

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    region: fc.nat(2),
    command: fc.nat(30),
    offBy: fc.constantFrom(0, 0, 0, 0, 0, -1, 1, 2),
    texts: fc.array(
      fc.record({
        facts: fc.string({ unit: "grapheme" }).map((text) => JSON.stringify({ text })),
        privateText: fc.option(
          fc.string({ unit: "grapheme" }).map((text) => JSON.stringify({ text })),
        ),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    wait: fc.boolean(),
  }),
  { maxLength: 40 },
);

/** The port's promises in a few lines, per region. */
class Model {
  readonly records: StoredRecord[] = [];
  readonly commands = new Map<string, Appended>();

  append(expected: number, commandId: string, step: Step): string {
    if (this.commands.has(commandId)) return "store.duplicate-command";
    if (expected !== this.records.length) return "store.stale-position";
    const firstPosition = this.records.length + 1;
    for (const text of step.texts)
      this.records.push({ position: this.records.length + 1, ...text });
    this.commands.set(commandId, { firstPosition, lastPosition: this.records.length });
    return `${firstPosition}-${this.records.length}`;
  }
}

export function testStoreProperties(
  engine: string,
  withStore: (run: StoreCase) => Promise<void>,
): void {
  void test(`${engine}: random histories equal the model's`, () =>
    withStore(async (store) => {
      let run = 0;
      const property = fc.asyncProperty(
        steps,
        fc.integer({ min: 1, max: 50 }),
        async (history, limit) => {
          run += 1;
          await checkHistory(store, `run-${run}`, history, limit);
        },
      );
      await fc.assert(property, { numRuns: 60 });
    }));
}

async function checkHistory(
  store: EventStore,
  prefix: string,
  history: readonly Step[],
  limit: number,
): Promise<void> {
  const models = [new Model(), new Model(), new Model()];
  const outcomes: Promise<string>[] = [];
  const expectedOutcomes: string[] = [];
  for (const step of history) {
    const model = models[step.region];
    const expectedPosition = Math.max(0, model.records.length + step.offBy);
    const commandId = `c${step.command}`;
    const region = `${prefix}-${step.region}`;
    outcomes.push(
      outcomeOf(store.append({ region, expectedPosition, commandId, records: step.texts })),
    );
    expectedOutcomes.push(model.append(expectedPosition, commandId, step));
    if (step.wait) await Promise.all(outcomes);
  }
  assert.deepEqual(await Promise.all(outcomes), expectedOutcomes);
  for (const [index, model] of models.entries())
    await checkLog(store, `${prefix}-${index}`, model, limit);
}

async function checkLog(
  store: EventStore,
  region: string,
  model: Model,
  limit: number,
): Promise<void> {
  assert.equal(await store.readHead(region), model.records.length);
  for (let after = 0; after <= model.records.length; after += limit) {
    const expected = model.records.slice(after, after + limit);
    assert.deepEqual(await store.read(region, after, limit), expected);
    const chunk = await store.readChunk(region, after, limit);
    assert.equal(
      Buffer.from(chunk.factsArray).toString(),
      `[${expected.map((record) => record.facts).join(",")}]`,
    );
    assert.deepEqual([chunk.first, chunk.count], [after + 1, expected.length]);
    assert.deepEqual(
      listPrivateTexts(chunk),
      expected.flatMap(({ position, privateText }) =>
        privateText === null ? [] : [{ position, text: privateText }],
      ),
    );
  }
  for (let command = 0; command <= 30; command += 1) {
    assert.deepEqual(
      await store.findCommand(region, `c${command}`),
      model.commands.get(`c${command}`),
    );
  }
}

function outcomeOf(append: Promise<Appended>): Promise<string> {
  return append.then(
    ({ firstPosition, lastPosition }) => `${firstPosition}-${lastPosition}`,
    (error: unknown) => {
      if (error instanceof StoreFault) return error.code;
      throw error;
    },
  );
}
