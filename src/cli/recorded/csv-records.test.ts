import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { type CsvEntry, csvLimits, listLines, listRecords } from "./csv-records.ts";

async function* inPieces(text: string, length: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += length) yield text.slice(at, at + length);
}

async function read(text: string, length = 7): Promise<CsvEntry[]> {
  return Array.fromAsync(listRecords(listLines(inPieces(text, length))));
}

/** Line and cells joined by |, or line and reason. */
async function check(text: string, expected: readonly string[]): Promise<void> {
  const entries = await read(text);
  assert.deepEqual(
    entries.map((entry) =>
      "record" in entry ? `${entry.line} ${entry.record.join("|")}` : `${entry.line}: ${entry.reason}`,
    ),
    expected,
  ); // prettier-ignore
}

describe("records of a CSV", () => {
  test("cells, quotes, line breaks in quotes, CRLF, a byte order mark, empty lines, no last line end", async () => {
    await check("\uFEFFa,b\r\n1,2\r\n\r\n\"x,\"\"y\"\"\",\"p\r\nq\"\r\n3,", [
      "1 a|b",
      "2 1|2",
      '4 x,"y"|p\nq',
      "6 3|",
    ]); // prettier-ignore
    await check("", []);
  });

  test("a quote that is never closed costs its own line alone", async () => {
    await check('a,b\n1,"x\n2,y\n3,z\n', [
      "1 a|b",
      "2: a quote is opened and never closed",
      "3 2|y",
      "4 3|z",
    ]);
  });

  test("a quote that a later row's quote seems to close costs its own line alone", async () => {
    await check('a,b\n1,"x\n2,y\n3,"z"\n4,w\n', [
      "1 a|b",
      "2: a quote is opened and never closed",
      "3 2|y",
      "4 3|z",
      "5 4|w",
    ]);
    // Two such rows: what lies between is read all the same.
    await check('a,b\n1,"x\n2,y\n3,"z\n4,w\n', [
      "1 a|b",
      "2: a quote is closed, and its cell goes on after it",
      "3 2|y",
      "4: a quote is opened and never closed",
      "5 4|w",
    ]);
    await check('a,b,c\n1,"x,2\n3,y,5\n6",z,7\n8,u,9\n', [
      "1 a|b|c",
      "2: a quote is opened and closed only 2 lines later, with 4 cells until there, expected 3",
      "3 3|y|5",
      "4: a quote is opened and never closed",
      "5 8|u|9",
    ]);
    await check('a,b\n1,x"y"z\n2,w\n', [
      "1 a|b",
      "2: a quote stands in the middle of a cell that does not begin with one",
      "3 2|w",
    ]);
  });

  test("a quote stays open for so many lines and no more", async () => {
    const lines = (count: number): string => `a,b\n1,"${"x\n".repeat(count - 1)}x"\n2,y\n`;
    assert.equal((await read(lines(csvLimits.recordLines), 1_000)).length, 3);
    const entries = await read(lines(csvLimits.recordLines + 1), 1_000);
    assert.ok("reason" in entries[1] && entries[1].line === 2);
    assert.deepEqual(entries.at(-1), { line: csvLimits.recordLines + 3, record: ["2", "y"] });
  });

  test("a line without end is refused", async () => {
    await assert.rejects(read("x".repeat(csvLimits.recordLength + 1), 100_000), RangeError);
  });

  test("whatever the cells, they come back; and a broken row among them costs itself alone", async () => {
    const cell = fc.string({ unit: fc.constantFrom("a", "7", " ", ",", '"', "\n", "é"), maxLength: 6 });
    const row = fc.tuple(cell, cell, cell);
    const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), fc.nat(8), async (rows, at) => {
        const lines = rows.map((cells) => cells.map(quote).join(","));
        const header = "h1,h2,h3";
        const good = await read([header, ...lines].join("\n"));
        assert.deepEqual(
          good.slice(1).map((entry) => "record" in entry && entry.record),
          rows,
        );
        // A quote that nothing after it can close: no row below has one.
        const plain = lines.slice(0, at);
        const rest = ["1,2,3", "4,5,6"];
        const broken = await read([header, ...plain, '9,"open', ...rest].join("\n"));
        const records = broken.flatMap((entry) => ("record" in entry ? [entry.record] : []));
        assert.deepEqual(records.slice(1), [...rows.slice(0, at), ["1", "2", "3"], ["4", "5", "6"]]);
        assert.equal(broken.length - records.length, 1);
      }),
    );
  }); // prettier-ignore
});
