/**
 * Gathers what the writer accepts into runs (event-runs.ts). The texts of a whole message are joined already; as long
 * as one command after the other is accepted, a run is a piece of them, cut out once. Commands are gathered the same
 * way, their ids in the order of acceptance. Not here: what is accepted (log-writer.ts), reading (event-runs.ts).
 */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { bytesOf, checksumOf, mostBytesPerRun } from "./event-runs.ts";
import { fieldsPerCommand } from "./command-runs.ts";
import { positionsPerRegion } from "./schema.ts";

/** Texts that many events stand in, joined by commas, in UTF-8. */
export interface JoinedTexts {
  readonly facts: Uint8Array<ArrayBuffer>;
  readonly texts: Uint8Array<ArrayBuffer>;
}

const encoder = new TextEncoder();
const comma = encoder.encode(",");

export function joinTexts(facts: readonly string[], texts: readonly string[]): JoinedTexts {
  return { facts: encoder.encode(facts.join(",")), texts: encoder.encode(texts.join(",")) };
}

export class RunBuilder {
  readonly #insertRun: StatementSync;
  readonly #insertPrivate: StatementSync;
  readonly #insertCommands: StatementSync;
  #joined: JoinedTexts = joinTexts([], []);
  /** Where the next event's facts and private text begin. */
  #factsAt = 0;
  #textsAt = 0;
  /** The run that is being gathered: key of its first event, and where its texts begin in the joined ones. */
  #id = 0;
  #factsFrom = 0;
  #textsFrom = 0;
  /** What it has from joined texts before these. */
  readonly #facts = new Pieces();
  readonly #texts = new Pieces();
  readonly #lengths: number[] = [];
  readonly #textLengths: number[] = [];
  #hasText = false;
  /** The commands that are being gathered, as command-runs.ts reads them. */
  readonly #commands: (string | number | null)[] = [];
  #commandRegion = 0;
  #commandFirst = 0;
  #lastSeq: number;

  constructor(database: DatabaseSync, lastSeq: number) {
    this.#lastSeq = lastSeq;
    this.#insertRun = database.prepare("INSERT INTO event_runs VALUES (?, ?, ?, ?, ?)");
    this.#insertPrivate = database.prepare("INSERT INTO private_runs VALUES (?, ?, ?, ?)");
    this.#insertCommands = database.prepare("INSERT INTO command_runs VALUES (?, ?, ?, ?, ?, ?)");
  }

  /** The next events and texts are pieces of these; a run goes on from one message to the next. */
  begin(joined: JoinedTexts): void {
    this.#putAside();
    this.#joined = joined;
    this.#factsAt = 0;
    this.#textsAt = 0;
    this.#factsFrom = 0;
    this.#textsFrom = 0;
  }

  /** A command whose events follow: `first` is the position of the first of them. */
  addCommand(
    region: number,
    commandId: string,
    first: number,
    count: number,
    fingerprint: number | null,
  ): void {
    if (this.#commands.length > 0 && region !== this.#commandRegion) this.#flushCommands();
    if (this.#commands.length === 0) {
      this.#commandRegion = region;
      this.#commandFirst = first;
    }
    this.#commands.push(commandId, count, fingerprint);
    this.#lastSeq += 1;
  }

  /** The next event of the joined texts is accepted and gets this place in the log; `textLength` -1 = no private text. */
  addEvent(region: number, position: number, length: number, textLength: number): void {
    const id = region * positionsPerRegion + position;
    if (this.#lengths.length > 0 && id !== this.#id + this.#lengths.length) this.#flushRun();
    if (this.#lengths.length === 0) {
      this.#id = id;
      this.#factsFrom = this.#factsAt;
      this.#textsFrom = this.#textsAt;
    }
    this.#lengths.push(length);
    this.#textLengths.push(textLength);
    if (textLength >= 0) this.#hasText = true;
    this.#pass(length, textLength);
    if (this.#facts.bytes + this.#factsAt - this.#factsFrom > mostBytesPerRun) this.#flushRun();
  }

  /** The next event of the joined texts was refused. */
  skipEvent(length: number, textLength: number): void {
    this.#flushRun();
    this.#pass(length, textLength);
  }

  /** Writes what is gathered; to be called before a commit. */
  end(): void {
    this.#flushRun();
    this.#flushCommands();
  }

  #putAside(): void {
    if (this.#lengths.length === 0) return;
    this.#facts.add(this.#joined.facts, this.#factsFrom, this.#factsAt - 1);
    this.#texts.add(this.#joined.texts, this.#textsFrom, this.#textsAt - 1);
    this.#factsFrom = this.#factsAt;
    this.#textsFrom = this.#textsAt;
  }

  #pass(length: number, textLength: number): void {
    this.#factsAt += length + 1;
    if (textLength >= 0) this.#textsAt += textLength + 1;
  }

  #flushRun(): void {
    const count = this.#lengths.length;
    if (count === 0) return;
    this.#putAside();
    const facts = this.#facts.join();
    const texts = this.#texts.join();
    const lengths = bytesOf(new Int32Array(this.#lengths));
    this.#insertRun.run(this.#id, count, lengths, facts, checksumOf(lengths, facts));
    if (this.#hasText) {
      const textLengths = bytesOf(new Int32Array(this.#textLengths));
      this.#insertPrivate.run(this.#id, textLengths, texts, checksumOf(textLengths, texts));
    }
    this.#lengths.length = 0;
    this.#textLengths.length = 0;
    this.#hasText = false;
  }

  #flushCommands(): void {
    const count = this.#commands.length / fieldsPerCommand;
    if (count === 0) return;
    const text = JSON.stringify(this.#commands);
    const crc = checksumOf(new Uint8Array(0), text);
    this.#insertCommands.run(
      this.#lastSeq,
      this.#commandRegion,
      this.#commandFirst,
      count,
      text,
      crc,
    );
    this.#commands.length = 0;
  }
}

/** Pieces of joined texts that one run is made of. */
class Pieces {
  bytes = 0;
  #pieces: Uint8Array[] = [];

  /** Nothing where `to` is before `from`: no event of the piece had a text. */
  add(joined: Uint8Array, from: number, to: number): void {
    if (to < from) return;
    if (this.#pieces.length > 0) this.#pieces.push(comma);
    this.#pieces.push(joined.subarray(from, to));
    this.bytes += to - from + 1;
  }

  /** Joined by commas, and forgotten. */
  join(): Uint8Array {
    const pieces = this.#pieces;
    this.#pieces = [];
    this.bytes = 0;
    return pieces.length === 1 ? pieces[0] : Buffer.concat(pieces);
  }
}
