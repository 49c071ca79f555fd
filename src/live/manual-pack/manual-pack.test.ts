import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { packLimits, type ManualPack } from "./pack.ts";
import { renderHtml, renderText } from "./render-pack.ts";
import { writePack } from "./write-pack.ts";

const root = mkdtempSync(join(tmpdir(), "muster-pack-"));
after(() => rmSync(root, { recursive: true, force: true }));

function finish(work: Generator<void, string>): string {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

test("the newest twelve stay, what a crash left goes, and nothing else is touched", async () => {
  const directory = join(root, "kept");
  const day = 86_400_000_000;
  const madeAt = (index: number) => 20_000 * day + index * 600_000_000;
  await writePack(directory, { madeAt: madeAt(0), html: "0", text: "0" });
  writeFileSync(join(directory, "notes.txt"), "mine");
  writeFileSync(join(directory, "manual-pack-20240101T000000Z.html.unfinished"), "half");
  for (let index = 1; index < 15; index += 1)
    await writePack(directory, { madeAt: madeAt(index), html: `${index}`, text: `${index}` });
  const names = readdirSync(directory).sort();
  assert.equal(names.length, 2 * packLimits.kept + 1);
  assert.equal(names.at(-1), "notes.txt");
  const pages = names.filter((name) => name.endsWith(".html"));
  assert.deepEqual(
    pages.map((name) => readFileSync(join(directory, name), "utf8")),
    Array.from({ length: packLimits.kept }, (_, index) => `${index + 3}`),
  );
});

test("a pack that can not be written leaves no half file", async () => {
  const directory = join(root, "shut");
  mkdirSync(join(directory, "manual-pack-20330518T033320Z.html"), { recursive: true });
  await assert.rejects(writePack(directory, { madeAt: 2e15, html: "2", text: "2" }));
  assert.deepEqual(
    readdirSync(directory).filter((name) => name.endsWith(".unfinished")),
    [],
  );
});

test("tables without rows are said to be empty", () => {
  const tables = [{ title: "Open incidents", notes: [], columns: ["Number"], rows: [] }];
  const pack: ManualPack = { region: "r", name: "R & Co", madeAt: 1e15, position: 7, tables };
  assert.match(
    finish(renderHtml(pack)),
    /R &amp; Co[^]*<h2>Open incidents \(0\)<\/h2>\n<\/main>\n<\/body>/,
  );
  assert.match(finish(renderText(pack)), /R & Co\n[^]*OPEN INCIDENTS \(0\)\n$/);
});
