/**
 * What is gathered for one commit: the items as the log writer takes them (items.ts), and beside them who waits for each.
 * It is bounded, so that a burst does not make the first of it wait for all.
 */
import type { Appended, AppendRequest, StoreFault } from "../port.ts";
import { toFault } from "./faults.ts";
import { appendItem, documentItem, type FlatItems, type ItemList, type Refusal } from "./items.ts";
import type { TextJoiner } from "./text-joiner.ts";

const mostItems = 1_024;
const mostBytes = 4 * 1024 * 1024;

/** Facts and private texts of its appends; from whoever writes it, and given back when it is written. */
export interface BatchTexts {
  readonly facts: TextJoiner;
  readonly privateTexts: TextJoiner;
}

export interface DocumentWrite {
  readonly collection: string;
  readonly key: string;
  readonly expectedVersion: number;
  readonly body: string | null;
}

/** An append whose command id may be in the log already. */
export interface DoubtfulId {
  readonly region: string;
  readonly commandId: string;
}

interface Waiting {
  readonly resolve: (answer: never) => void;
  readonly reject: (fault: StoreFault) => void;
  /** The answer when it is accepted: known before, because its expectation is checked. Undefined for a document. */
  readonly answer: Appended | undefined;
  readonly region: string;
}

export class Batch {
  readonly texts: BatchTexts;
  readonly #items: FlatItems = [];
  readonly #waiting: Waiting[] = [];
  readonly #documents = new Map<string, Set<string>>();
  readonly #doubtful: DoubtfulId[] = [];
  #known: readonly boolean[] | undefined;
  #isSealed = false;
  #bytes = 0;
  #settled: PromiseWithResolvers<void> | undefined;

  constructor(texts: BatchTexts) {
    this.texts = texts;
  }

  get count(): number {
    return this.#waiting.length;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get isFull(): boolean {
    return this.#isSealed || this.count >= mostItems || this.#bytes >= mostBytes;
  }

  /** `mayBeKnown`: its command id may be in the log. */
  addAppend(request: AppendRequest, mayBeKnown: boolean): Promise<Appended> {
    const { region, expectedPosition, commandId, fingerprint = null, records } = request;
    const items = this.#items;
    items.push(appendItem, region, expectedPosition, commandId, fingerprint);
    items.push(mayBeKnown ? 1 : 0, records.length);
    if (mayBeKnown) this.#doubtful.push({ region, commandId });
    let bytes = commandId.length;
    for (const { facts, privateText } of records) {
      const factsLength = this.texts.facts.add(facts);
      const textLength = privateText === null ? -1 : this.texts.privateTexts.add(privateText);
      items.push(factsLength, textLength);
      bytes += factsLength + Math.max(0, textLength);
    }
    this.#bytes += bytes;
    const answer = {
      firstPosition: expectedPosition + 1,
      lastPosition: expectedPosition + records.length,
    };
    return new Promise((resolve, reject) =>
      this.#waiting.push({ resolve, reject, answer, region }),
    );
  }

  addDocument(write: DocumentWrite, bytes: number): Promise<void> {
    const { collection, key, expectedVersion, body } = write;
    this.#items.push(documentItem, collection, key, expectedVersion, body);
    this.#bytes += bytes;
    const keys = this.#documents.get(collection);
    if (keys === undefined) this.#documents.set(collection, new Set([key]));
    else keys.add(key);
    return new Promise((resolve, reject) =>
      this.#waiting.push({ resolve, reject, answer: undefined, region: "" }),
    );
  }

  /** The ids to be looked for before it can be written, or undefined where that is done; from now on it takes no more. */
  findDoubtful(): readonly DoubtfulId[] | undefined {
    if (this.#doubtful.length === 0 || this.#known !== undefined) return undefined;
    this.#isSealed = true;
    return this.#doubtful;
  }

  /** Of each doubtful id, in their order, whether it was in the log before this batch. */
  setKnown(known: readonly boolean[]): void {
    this.#known = known;
  }

  get known(): readonly boolean[] {
    return this.#known ?? [];
  }

  /** What the log writer applies. */
  list(): ItemList {
    const { facts, privateTexts } = this.texts;
    return { items: this.#items, joined: { facts: facts.join(), texts: privateTexts.join() } };
  }

  /** Whether it writes the document, or with no key any of the collection. */
  writes(collection: string, key?: string): boolean {
    const keys = this.#documents.get(collection);
    return keys !== undefined && (key === undefined || keys.has(key));
  }

  /** Resolves when it was answered, however. */
  whenSettled(): Promise<void> {
    this.#settled ??= Promise.withResolvers();
    return this.#settled.promise;
  }

  /** It is durable: answers everybody, in order. `onAppended` gets each region's new last position first. */
  settle(
    refusals: readonly Refusal[],
    onAppended: (region: string, position: number) => void,
  ): void {
    let next = 0;
    for (let index = 0; index < this.#waiting.length; index += 1) {
      const waiting = this.#waiting[index];
      const refusal = refusals[next];
      if (refusal !== undefined && refusal.index === index) {
        next += 1;
        waiting.reject(toFault(refusal));
        continue;
      }
      const { answer, region, resolve } = waiting;
      if (answer !== undefined) onAppended(region, answer.lastPosition);
      resolve(answer as never);
    }
    this.#settled?.resolve();
  }

  /** Nobody will ever know here whether it is in the log. */
  fail(fault: StoreFault): void {
    for (const { reject } of this.#waiting) reject(fault);
    this.#settled?.resolve();
  }
}
