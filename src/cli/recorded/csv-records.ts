/**
 * Records of a CSV file (RFC 4180), line by line, so that one wrong row costs that row and no other. A quote that is
 * opened and never closed takes every line after it into one cell; here such a line is given back with the reason, and
 * reading goes on with the line after it. A record with line breaks in its quotes is still one record, if it then has
 * as many cells as the header. Not here: what a cell means.
 */

export const csvLimits = {
  /** Lines of one record; a quote that stays open for longer is taken as never closed. */
  recordLines: 200,
  /** Characters of one record. */
  recordLength: 1_000_000,
} as const;

export type CsvEntry =
  | { readonly line: number; readonly record: readonly string[] }
  /** The line is no record, alone or with those after it. */
  | { readonly line: number; readonly reason: string };

/** Pieces of text as lines without their ends (LF or CRLF); a byte order mark at the start is left out. */
export async function* listLines(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = "";
  let isFirst = true;
  for await (const piece of pieces) {
    const lines = (rest + (isFirst ? piece.replace(/^\uFEFF/, "") : piece)).split("\n");
    isFirst = false;
    rest = lines.pop() ?? "";
    if (rest.length > csvLimits.recordLength)
      throw new RangeError(`a line has more than ${csvLimits.recordLength} characters`);
    yield* lines.map((line) => line.replace(/\r$/, ""));
  }
  if (rest !== "") yield rest.replace(/\r$/, "");
}

/** Lines that are read ahead and can be gone back to. */
class LineQueue {
  readonly #lines: AsyncIterator<string>;
  readonly #ahead: string[] = [];
  /** Number of the first line ahead. */
  line = 1;

  constructor(lines: AsyncIterable<string>) {
    this.#lines = lines[Symbol.asyncIterator]();
  }

  /** The line so many after the first one ahead; undefined at the end. */
  async find(index: number): Promise<string | undefined> {
    while (this.#ahead.length <= index) {
      const next = await this.#lines.next();
      if (next.done === true) return undefined;
      this.#ahead.push(next.value);
    }
    return this.#ahead[index];
  }

  drop(count: number): void {
    this.#ahead.splice(0, count);
    this.line += count;
  }
}

export async function* listRecords(lines: AsyncIterable<string>): AsyncGenerator<CsvEntry> {
  const queue = new LineQueue(lines);
  let width: number | undefined;
  for (let first = await queue.find(0); first !== undefined; first = await queue.find(0)) {
    const { line } = queue;
    if (first === "") {
      queue.drop(1);
      continue;
    }
    const read = first.includes('"')
      ? await readQuoted(queue, first, width)
      : { used: 1, record: first.split(",") };
    if ("record" in read) {
      width ??= read.record.length;
      queue.drop(read.used);
      yield { line, record: read.record };
    } else {
      queue.drop(1);
      yield { line, reason: read.reason };
    }
  }
}

type QuotedRecord =
  | { readonly used: number; readonly record: readonly string[] }
  | { readonly reason: string };

/** Takes as many lines as it needs for its quotes to be closed. */
async function readQuoted(
  queue: LineQueue,
  first: string,
  width: number | undefined,
): Promise<QuotedRecord> {
  let text = first;
  let used = 1;
  for (let isOpen = hasOpenQuote(first); isOpen; used += 1) {
    const next = await queue.find(used);
    const isTooLong = used >= csvLimits.recordLines || text.length > csvLimits.recordLength;
    if (next === undefined || isTooLong) return { reason: "a quote is opened and never closed" };
    text += `\n${next}`;
    if (hasOpenQuote(next)) isOpen = false;
  }
  const record = split(text);
  if (typeof record === "string") return { reason: record };
  if (used > 1 && width !== undefined && record.length !== width)
    return {
      reason: `a quote is opened and closed only ${used - 1} lines later, with ${record.length} cells until there, expected ${width}`,
    };
  return { used, record };
}

/** An odd number of quotes: a doubled one is two. */
function hasOpenQuote(text: string): boolean {
  let isOpen = false;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) isOpen = !isOpen;
  return isOpen;
}

/** Cells, or why it is no record. The quotes of `text` are even in number. */
function split(text: string): readonly string[] | string {
  const cells: string[] = [];
  for (let at = 0; ;) {
    if (text[at] === '"') {
      const end = findClosingQuote(text, at);
      if (end < 0) return "a quote is opened and never closed";
      if (end + 1 < text.length && text[end + 1] !== ",")
        return "a quote is closed, and its cell goes on after it";
      cells.push(text.slice(at + 1, end).replaceAll('""', '"'));
      at = end + 1;
    } else {
      const comma = text.indexOf(",", at);
      const cell = text.slice(at, comma < 0 ? undefined : comma);
      if (cell.includes('"'))
        return "a quote stands in the middle of a cell that does not begin with one";
      cells.push(cell);
      at += cell.length;
    }
    if (at >= text.length) return cells;
    at += 1;
  }
}

/** The quote that closes the one at `open`, or -1; two in a row are one that stands in the cell. */
function findClosingQuote(text: string, open: number): number {
  let at = text.indexOf('"', open + 1);
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}
