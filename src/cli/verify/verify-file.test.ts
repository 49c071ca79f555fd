/**
 * What somebody is handed, checked on a machine that knows the key and nothing else: a proof, a verdict card, a series of
 * figures, an overseer's export; and each of them spoilt.
 */
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { roomCentre } from "../../testing/control-room.ts";
import { recordStatusOf } from "../../testing/record/wait-for-record.ts";
import { runMuster } from "../../testing/run-muster.ts";
import { TestClock } from "../../testing/test-clock.ts";
import { TestServer, testRegion } from "../../testing/test-server.ts";

const root = mkdtempSync(join(tmpdir(), "muster-verify-file-"));
after(() => rmSync(root, { recursive: true, force: true }));
const at = (name: string): string => join(root, name);
const read = (name: string): string => readFileSync(at(name), "utf8");

let key = "";
const verify = (name: string, ...args: string[]) =>
  runMuster(["verify", at(name), "--key", key, ...args], {});

/** Looks until the step has come; what is told is an event of the log. */
async function look(
  server: TestServer,
  step: "figuresCommitted" | "figuresPublished" | "figuresOpened",
) {
  // prettier-ignore
  const keeper = server.running.context.figures.get(testRegion);
  for (let looks = 0; looks < 800; looks += 1) {
    await keeper?.look();
    if (server.region.state.columns.head[step][0] > 0) return;
    await sleep(25);
  }
  assert.fail(`${step} did not come`);
}

async function playPeriod(server: TestServer, clock: TestClock): Promise<void> {
  await server.running.context.figures.get(testRegion)?.whenRead;
  for (let made = 0; made < 7; made += 1) {
    const contact = {
      type: "contact.receive",
      channel: "call",
      callerName: "Ada",
      words: "a fire",
    };
    await server.command(contact);
    const { latE7, lonE7 } = roomCentre;
    const location = { state: "given", latE7: latE7 + made, lonE7, radiusM: 0 };
    await server.command({ type: "incident.open", incidentType: "burglary", location, grade: "priority", summary: "a shed" }); // prettier-ignore
  }
  while (server.region.publisher.position < server.region.position) await sleep(5);
  clock.move(4 * 3_600 + 60);
  await look(server, "figuresCommitted");
  clock.move(3_600);
  await look(server, "figuresPublished");
  clock.move(31 * 86_400);
  await look(server, "figuresOpened");
}

async function keep(server: TestServer): Promise<void> {
  const first = new Date(server.clock.now() / 1000 - 40 * 86_400_000).toISOString();
  const until = new Date(server.clock.now() / 1000 + 1000).toISOString();
  const erased = await server.post(`/api/regions/${testRegion}/record/erase`, { position: 2, reason: "asked for" }, "administrator"); // prettier-ignore
  assert.equal(erased.status, 200, erased.text);
  const status = await recordStatusOf(server);
  key = status.keys[0] ?? "";
  const proof = await server.request(`/record/${testRegion}/proof/3`);
  writeFileSync(at("proof"), proof.text);
  const day = new Date(server.clock.now() / 1000 - 31 * 86_400_000).toISOString().slice(0, 7);
  const statement = { text: "There were calls.", metric: "calls", area: "Test", period: day, comparator: "ge", value: 1 }; // prettier-ignore
  const answer = await server.post(`/api/regions/${testRegion}/statements/evaluate`, { statement, timeZone: "UTC" }, "supervisor"); // prettier-ignore
  assert.equal(answer.status, 200, answer.text);
  writeFileSync(at("card"), answer.text);
  const series = await server.request(`/public/${testRegion}/figures.json`);
  writeFileSync(at("figures"), series.text);
  const env = { MUSTER_URL: server.origin, MUSTER_TOKEN: await server.token("overseer") };
  const args = ["record", "export", "--from", first, "--until", until, "--out", at("export")];
  const exported = await runMuster(args, env);
  assert.equal(exported.code, 0, exported.stderr);
}

/** A card whose verdict goes by a definition of normal. */
async function keepNormal(server: TestServer, clock: TestClock): Promise<void> {
  const path = `/api/regions/${testRegion}`;
  const conditions = [{ metric: "calls", comparator: "le", value: 10 }];
  const defined = await server.post(`${path}/normal`, { words: "Few calls.", conditions });
  assert.equal(defined.status, 200, defined.text);
  const from = Number(defined.json["position"]);
  for (let looks = 0; ; looks += 1) {
    const events = await server.store.read(testRegion, from, 100);
    if (events.some(({ facts }) => facts.includes("normal.published"))) break;
    assert.ok(looks < 1_000, "it is not published");
    await sleep(25);
  }
  clock.move(3 * 3_600);
  await server.command({ type: "contact.receive", channel: "call" });
  await recordStatusOf(server);
  const period = new Date(server.clock.now() / 1000 - 3_600_000).toISOString().slice(0, 13);
  const statement = { metric: "normal", area: "Test", period, comparator: "is" };
  const answer = await server.post(`${path}/statements/evaluate`, { statement });
  assert.match(answer.text, /"definition":\{"position"/);
  writeFileSync(at("normal"), answer.text);
}

describe("muster verify, of what somebody is handed", () => {
  before(async () => {
    const clock = new TestClock();
    const record = { directory: at("kept"), origin: "test.example/record", everyMillis: 200 };
    const server = await TestServer.start({ units: 2, clock, config: { record } });
    try {
      await playPeriod(server, clock);
      await keep(server);
      await keepNormal(server, clock);
    } finally {
      await server.stop();
    }
  });

  test("a proof stands alone; with a changed entry, path or key it fails", async () => {
    const fine = await verify("proof");
    assert.equal(fine.code, 0, fine.stderr);
    assert.match(fine.stdout, /entry 2 \(leaf hash .*\): \{"at":/);
    assert.match(
      fine.stdout,
      /nothing is wrong; signed by test\.example\/record\/.* for \d+ entries/,
    );
    const lines = read("proof").split("\n");
    const entry = Buffer.from(lines[1].slice("extra ".length), "base64");
    writeFileSync(at("entry"), entry);
    writeFileSync(at("without"), [lines[0], ...lines.slice(2)].join("\n"));
    assert.equal((await verify("without", "--entry", at("entry"))).code, 0);
    assert.match((await verify("without")).stderr, /give the entry's bytes with --entry/);
    writeFileSync(at("entry"), `${entry.toString()} `);
    assert.match((await verify("without", "--entry", at("entry"))).stderr, /record\.wrong-proof/);
    const moved = lines.map((line) => (line === "index 2" ? "index 3" : line)).join("\n");
    writeFileSync(at("moved"), moved);
    assert.equal((await verify("moved")).code, 1);
    const other = await runMuster(["verify", at("proof"), "--key", "other+c3e7a0b5+AQ=="], {});
    assert.equal(other.code, 1);
    writeFileSync(at("nonsense"), "hello");
    assert.match((await verify("nonsense")).stderr, /neither a proof .* nor a verdict card/);
  });

  test("the entries of a verdict card are in the signed log; a changed one, or one that was not counted, is found", async () => {
    const fine = await verify("card");
    assert.equal(fine.code, 0, fine.stderr);
    assert.match(
      fine.stdout,
      /card 1, "There were calls\.": 10 entries are in the log of \d+; it names 14/,
    );
    const spoil = async (from: string | RegExp, to: string): Promise<string> => {
      const text = read("card").replace(from, to);
      assert.notEqual(text, read("card"));
      writeFileSync(at("spoilt"), text);
      const { code, stderr } = await verify("spoilt");
      assert.equal(code, 1);
      return stderr;
    };
    assert.match(await spoil(/"treeSize":\d+/, '"treeSize":3'), /record\.wrong-checkpoint/);
    assert.match(await spoil('\\"at\\":', '\\"At\\":'), /record\.wrong-proof/);
    assert.match(
      await spoil(/"positions":\[\d+,/, '"positions":['),
      /no side of the card has counted it/,
    );
    assert.match(await spoil(/"proof":\{/, '"proof":"no record","was":{'), /record\.unsigned/);
    assert.match(await spoil(/"proof":\{/, '"proof":7,"was":{'), /no verdict card; at proof/);
  });

  test("a definition of normal on a card was published, by the card's own proofs; another checkpoint or entry is found", async () => {
    const fine = await verify("normal");
    assert.equal(fine.code, 0, fine.stderr);
    for (const [from, to] of [
      [/("publishedEntry":".*?\\"definition\\":)\d+/, "$11"],
      [/("publishedPosition":)\d+/, "$12"],
      [/("definition":\{.*?"checkpoint":".*?— \S+ )..../, "$1AAAA"],
    ] as const) {
      const text = read("normal").replace(from, to);
      assert.notEqual(text, read("normal"), String(from));
      writeFileSync(at("normal-spoilt"), text);
      const spoilt = await verify("normal-spoilt");
      assert.equal(spoilt.code, 1);
      assert.match(spoilt.stderr, /the definition of normal: /);
    }
  });

  test("a series of figures is the one in the record, and its opening the one committed to", async () => {
    const fine = await verify("export", "--figures", at("figures"));
    assert.equal(fine.code, 0, fine.stderr);
    assert.match(fine.stdout, /all \d\d+ figures are as published/);
    assert.match(fine.stdout, /1 periods of figures are opened as they were committed to/);
    writeFileSync(at("figures-changed"), read("figures").replace('"value":5', '"value":15'));
    const changed = await verify("export", "--figures", at("figures-changed"));
    assert.match(
      changed.stderr,
      /position \d+: period 1 was published with other figures \(record\.wrong-figures\)/,
    );
    writeFileSync(at("figures-moved"), read("figures").replace(/"position":\d+/, '"position":1'));
    assert.match(
      (await verify("export", "--figures", at("figures-moved"))).stderr,
      /no publication of period 1/,
    );
    writeFileSync(at("figures-none"), '{"periods":[{}]}');
    const none = await verify("export", "--figures", at("figures-none"));
    assert.match(
      none.stderr,
      /expected the figures\.json of a public page, got at periods\.0\.period/,
    );
  });

  test("an export is as recorded; an edited event, hidden words and one that was added are found", async () => {
    const fine = await verify("export");
    assert.match(fine.stdout, /all \d+ events of the export are as recorded/, fine.stderr);
    const spoil = async (name: string, change: (lines: string[]) => string[]): Promise<string> => {
      cpSync(at("export"), at(name), { recursive: true });
      const lines = change(read("export/events.ndjson").trimEnd().split("\n"));
      writeFileSync(join(at(name), "events.ndjson"), `${lines.join("\n")}\n`);
      const { code, stderr } = await verify(name);
      assert.equal(code, 1);
      return stderr;
    };
    const edited = await spoil("edited", (lines) =>
      lines.map((line) => line.replace('"assessed":"priority"', '"assessed":"scheduled"')),
    );
    assert.match(edited, /private facts differ/);
    const hidden = await spoil("hidden", (lines) =>
      lines.map((line) =>
        line.includes("a shed")
          ? line
              .replace(/"text":\{.*?\},"entry"/, '"text":null,"entry"')
              .replace(/"textSalt":"[0-9a-f]*"/, '"textSalt":null')
          : line,
      ),
    );
    assert.match(hidden, /comes without its words, and no event says that they were erased/);
    const twice = await spoil("twice", (lines) => [...lines, lines.at(-1) ?? ""]);
    assert.match(twice, /expected them in order, each once/);
    const broken = await spoil("broken", (lines) => [...lines, "{"]);
    assert.match(broken, /is no JSON/);
  });
});
