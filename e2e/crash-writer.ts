/**
 * The child of the crash test: appends commands as fast as it can, up to 32 ahead of durability, repeats some old
 * ids, and adds a line to a file for each acknowledgement, until it is killed. What a killed process has written to
 * a file stays there, so the parent knows every acknowledgement. Commits are synced now in one place, now in the other. Arguments: data directory, file for the
 * acknowledgements, prefix of the command ids, seed. Says "ready" when the store is open.
 */
import { openSync, writeSync } from "node:fs";
import { openSqliteStore } from "../src/store/sqlite/engine.ts";
import { StoreFault, type EventStore } from "../src/store/port.ts";
import { crashRegions, fingerprintOf, recordsOf } from "./crash-model.ts";

const [directory, acknowledgedPath, prefix, seedText] = process.argv.slice(2);
const maxAhead = 32;

/** Numerical Recipes' linear generator: only the order of things depends on it. */
function makeRandom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

class Writer {
  readonly #store: EventStore;
  readonly #acknowledged = openSync(acknowledgedPath, "a");
  readonly #random = makeRandom(Number(seedText));
  readonly #heads = new Map<string, number>();
  #ahead: Promise<void>[] = [];

  constructor(store: EventStore) {
    this.#store = store;
  }

  async run(): Promise<never> {
    for (const region of crashRegions) await this.#readHead(region);
    console.log("ready");
    for (let n = 0; ; n += 1) {
      const region = crashRegions[this.#random(crashRegions.length)];
      // A repeat is of a command of any region, so some are new to this region: the store must know which.
      const repeat = n > 50 && this.#random(10) === 0;
      this.#ahead.push(this.#append(region, `${prefix}-${repeat ? this.#random(n) : n}`));
      if (this.#ahead.length >= maxAhead) await this.#ahead.shift();
      if (repeat) {
        // Nobody knows whether it was taken: settle everything and ask for the head.
        await Promise.all(this.#ahead);
        this.#ahead = [];
        await this.#readHead(region);
      }
      if (this.#random(20) === 0) await this.#rest();
      if (this.#random(50) === 0) {
        this.#store.recordPositions(region, [{ unit: n, at: n, latE7: n, lonE7: n }]);
      }
    }
  }

  async #append(region: string, command: string): Promise<void> {
    const records = recordsOf(command);
    const expectedPosition = this.#heads.get(region) ?? 0;
    this.#heads.set(region, expectedPosition + records.length);
    try {
      const answer = await this.#store.append({
        region,
        expectedPosition,
        commandId: command,
        fingerprint: fingerprintOf(command),
        records,
      });
      writeSync(
        this.#acknowledged,
        `${region} ${command} ${answer.firstPosition} ${answer.lastPosition}\n`,
      );
    } catch (error) {
      if (!(error instanceof StoreFault) || error.code === "store.failed") throw error;
    }
  }

  async #readHead(region: string): Promise<void> {
    this.#heads.set(region, await this.#store.readHead(region));
  }

  async #rest(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, this.#random(4)));
  }
}

const chooses = makeRandom(Number(seedText) + 1);
const syncPlace = () => (chooses(2) === 0 ? "main" : "thread");
await new Writer(await openSqliteStore({ directory, syncPlace })).run();
