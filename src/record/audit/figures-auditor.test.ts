import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import type { Entry } from "../entry/entry.ts";
import { FiguresAuditor } from "./figures-auditor.ts";

const sha256 = (bytes: Uint8Array): Uint8Array => createHash("sha256").update(bytes).digest();
const salt = "5a".repeat(32);
const exact = '{"incidents":15}';
const commitment = createHash("sha256").update(`${salt}\n${exact}`).digest("hex");
const hours = { fromAt: 0, untilAt: 21_600_000_000 };

const entry = (type: string, facts: Entry["facts"]): Entry => ({
  position: 1,
  type: `figures.${type}`,
  at: 0,
  entered: 0,
  facts,
  hashes: {},
});
const committed = entry("committed", { period: 1, ...hours, commitment });
const published = entry("published", { period: 1, ...hours, figures: [] });
const opened = entry("opened", { period: 1, ...hours, salt, exact });

/** Codes and messages that the entries give, in order. */
function audit(...entries: Entry[]): { readonly said: string[]; readonly opened: number } {
  const auditor = new FiguresAuditor(sha256);
  const said = entries.flatMap((each) => {
    const fault = auditor.see(each);
    return fault === undefined ? [] : [`${fault.code} ${fault.message}`];
  });
  return { said, opened: auditor.opened };
}

test("what was committed to, published and opened with the same figures is right", () => {
  assert.deepEqual(audit(committed, published, opened), { said: [], opened: 1 });
  const other = entry("committed", { period: 2, fromAt: 1, untilAt: 2, commitment });
  assert.deepEqual(audit(committed, other, published, opened).said, []);
});

test("each way to go back on it is found", () => {
  const changed = entry("opened", { ...opened.facts, exact: '{"incidents":16}' });
  const table: readonly (readonly [readonly Entry[], RegExp])[] = [
    [[committed, published, changed], /other figures than were committed to/],
    [[published], /never committed to/],
    [[committed, published, published], /published before/],
    [[committed, published, opened, opened], /was opened before/],
    [[committed, entry("published", { ...published.facts, untilAt: 5 })], /other hours/],
    [[committed, committed], /comes after period 1/],
    [[entry("committed", { ...committed.facts, commitment: "abc" })], /64 hexadecimal digits/],
    [[committed, entry("opened", { ...opened.facts, salt: null })], /without salt/],
  ];
  for (const [entries, expected] of table) {
    const { said } = audit(...entries);
    assert.equal(said.length, 1);
    assert.match(said[0], expected);
    assert.match(said[0], /^record\.wrong-figures /);
  }
});

test("facts that did not fit the entry, and other entries, are passed over", () => {
  assert.deepEqual(audit(entry("published", {}), { ...opened, type: "operation" }).said, []);
});
