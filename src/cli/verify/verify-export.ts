/**
 * An overseer's export against the record that lies beside it: each event is the one of its entry, and its salts open the
 * commitments. Whoever was handed the folder needs neither the server nor the overseer for that.
 */
import { closeSync, existsSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import type { Entry } from "../../record/entry/entry.ts";
import { CliFault } from "../fault.ts";
import {
  type ExportedEvent,
  eventsFile,
  faultOfExported,
  summaryFile,
} from "../export/exported.ts";
import type { Finding } from "./verify-record.ts";

const maxFindings = 20;
/** An event with its words, its entry and salts is far shorter. */
const maxLine = 4 * 1024 * 1024;

export function isExport(folder: string): boolean {
  return existsSync(join(folder, summaryFile)) && existsSync(join(folder, eventsFile));
}

export class ExportComparison {
  readonly findings: Finding[] = [];
  readonly #lines: Iterator<string>;
  #event: ExportedEvent | undefined;
  /** Events that come without their words though their entry has some, and positions of which an event says so. */
  readonly #wordless: number[] = [];
  readonly #erasures = new Set<number>();
  #compared = 0;

  constructor(folder: string) {
    this.#lines = readLines(join(folder, eventsFile));
    this.#advance();
  }

  /** Events that are as recorded. */
  get compared(): number {
    return this.#compared;
  }

  #advance(): void {
    const before = this.#event?.position ?? 0;
    const next = this.#lines.next();
    if (next.done === true) {
      this.#event = undefined;
      return;
    }
    try {
      this.#event = JSON.parse(next.value) as ExportedEvent;
    } catch {
      throw new CliFault("record.unreachable", `${eventsFile}: a line after position ${before} is no JSON`); // prettier-ignore
    }
    if (!(this.#event.position > before))
      throw new CliFault("record.unreachable", `${eventsFile}: position ${this.#event.position} comes after ${before}; expected them in order, each once`); // prettier-ignore
  }

  /** To be called for each entry in the order of the log, with its bytes. */
  see({ position, type, facts, hashes }: Entry, index: number, bytes: Uint8Array): void {
    const { position: erased } = facts;
    if (type === "record.text-erased" && typeof erased === "number") this.#erasures.add(erased);
    if (this.#event?.position !== position) return;
    const event = this.#event;
    this.#advance();
    const fault = Buffer.from(event.entry).equals(bytes)
      ? faultOfExported(event)
      : "its entry is not the one in the record";
    if (hashes.text !== undefined && event.text === null) this.#wordless.push(position);
    if (fault === undefined) this.#compared += 1;
    else if (this.findings.length < maxFindings)
      this.findings.push({ code: "record.wrong-row", index, message: `the event at position ${position} (${type}): ${fault}` }); // prettier-ignore
  }

  /** Once all entries were seen. */
  end(): void {
    for (const position of this.#wordless)
      if (!this.#erasures.has(position))
        this.findings.push({ code: "record.wrong-row", index: position - 1, message: `the event at position ${position} comes without its words, and no event says that they were erased` }); // prettier-ignore
    if (this.#event === undefined) return;
    const { position } = this.#event;
    this.findings.push({ code: "record.wrong-row", index: position - 1, message: `the signed record has no position ${position}` }); // prettier-ignore
  }
}

function* readLines(path: string): Generator<string> {
  const file = openSync(path, "r");
  try {
    const chunk = Buffer.alloc(1 << 16);
    let rest: Buffer = Buffer.alloc(0);
    for (let read = readSync(file, chunk); read > 0; read = readSync(file, chunk)) {
      rest = Buffer.concat([rest, chunk.subarray(0, read)]);
      for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
        yield rest.subarray(0, end).toString("utf8");
        rest = rest.subarray(end + 1);
      }
      if (rest.length > maxLine)
        throw new CliFault("record.unreachable", `${path}: a line of more than ${maxLine} bytes`);
    }
    if (rest.length > 0) yield rest.toString("utf8");
  } finally {
    closeSync(file);
  }
}
