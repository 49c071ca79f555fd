/**
 * How a test run is shown: one line a file, skips with their reasons, failures in full. It runs
 * inside the test process (node --test-reporter) and also appends what it learns, as JSON lines, to
 * the file named by MUSTER_TEST_REPORT, so that the runner can add up several processes and name
 * the test during which one died. Deliberately not here: totals; those are the runner's.
 */
import { appendFileSync } from "node:fs";
import { relative } from "node:path";
import type { TestEvent } from "node:test/reporters";
import { inspect, styleText } from "node:util";

/** One line of the report file. */
export type ReportLine =
  | { readonly kind: "running"; readonly test: string }
  | { readonly kind: "failed"; readonly test: string }
  | {
      readonly kind: "totals";
      readonly passed: number;
      readonly failed: number;
      readonly skipped: number;
    };

type FileTally = { file: string; passed: number; failed: number; milliseconds: number };
type Outcome = Extract<TestEvent, { type: "test:pass" | "test:fail" }>["data"];

const reportPath = process.env["MUSTER_TEST_REPORT"];

function report(line: ReportLine): void {
  if (reportPath !== undefined) appendFileSync(reportPath, `${JSON.stringify(line)}\n`);
}

/** Keeps the names of the enclosing suites while events go by, and the tally of the current file. */
class RunView {
  readonly #names: string[] = [];
  #tally: FileTally | undefined;
  readonly #skips = new Map<string, number>();

  start(nesting: number, name: string): void {
    this.#names.length = nesting;
    this.#names[nesting] = name;
  }

  /** Text to print for one finished test; the previous file's line first, if this is a new file. */
  finish(data: Outcome, passed: boolean): string {
    const file = data.file === undefined ? "(no file)" : relative(process.cwd(), data.file);
    const flushed = this.#tally !== undefined && this.#tally.file !== file ? this.flush() : "";
    this.#tally ??= { file, passed: 0, failed: 0, milliseconds: 0 };
    if (data.nesting === 0) this.#tally.milliseconds += data.details.duration_ms;
    if (data.skip !== undefined || data.todo !== undefined) {
      const reason = String(data.skip || data.todo || "no reason given");
      const text = reason === "true" ? "no reason given" : reason;
      if (data.details.type !== "suite") this.#skips.set(text, (this.#skips.get(text) ?? 0) + 1);
      return flushed;
    }
    if (passed) {
      if (data.details.type !== "suite") this.#tally.passed += 1;
      return flushed;
    }
    return flushed + this.#failure(data, this.#tally);
  }

  #failure(data: Outcome, tally: FileTally): string {
    const error = "error" in data.details ? data.details.error : undefined;
    // A suite that only sums up its failed tests says nothing new.
    if (error !== undefined && isSumOfSubtests(error)) return "";
    tally.failed += 1;
    const names = [...this.#names.slice(0, data.nesting), data.name].join(" › ");
    const test = `${tally.file}:${data.line ?? "?"} › ${names}`;
    report({ kind: "failed", test });
    return `${styleText("red", `FAIL  ${test}`)}\n${indent(describeError(error))}\n\n`;
  }

  /** The current file's line, and its skips by reason. */
  flush(): string {
    const tally = this.#tally;
    if (tally === undefined) return "";
    const seconds = (tally.milliseconds / 1000).toFixed(1);
    const failed = tally.failed > 0 ? `, ${tally.failed} failed` : "";
    const mark = tally.failed > 0 ? styleText("red", "fail") : styleText("green", "ok  ");
    const lines = [`${mark}  ${tally.file}  ${tally.passed} passed${failed}  ${seconds} s`];
    for (const [reason, count] of this.#skips) {
      lines.push(`${styleText("yellow", "skip")}  ${tally.file}  ${count} skipped: ${reason}`);
    }
    this.#tally = undefined;
    this.#skips.clear();
    return `${lines.join("\n")}\n`;
  }
}

function isSumOfSubtests(error: Error): boolean {
  return (error as { failureType?: unknown }).failureType === "subtestsFailed";
}

/** The error the test threw (node:test wraps it), with its own causes. */
function describeError(error: Error | undefined): string {
  const thrown: unknown = error?.cause ?? error;
  if (!(thrown instanceof Error)) return inspect(thrown, { depth: 6 });
  const own = (thrown.stack ?? thrown.message)
    .split("\n")
    .filter((line) => !/^\s+at .*node:(internal|async_hooks)/.test(line))
    .join("\n");
  return thrown.cause === undefined ? own : `${own}\ncaused by: ${inspect(thrown.cause)}`;
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, "      ");
}

/** The reporter that node --test loads by this module's default export. */
export default async function* reporter(
  events: AsyncIterable<TestEvent>,
): AsyncGenerator<string, void> {
  const view = new RunView();
  for await (const event of events) {
    if (event.type === "test:dequeue") {
      const file = event.data.file === undefined ? "?" : relative(process.cwd(), event.data.file);
      report({ kind: "running", test: `${file} › ${event.data.name}` });
    } else if (event.type === "test:start") {
      view.start(event.data.nesting, event.data.name);
    } else if (event.type === "test:pass" || event.type === "test:fail") {
      yield view.finish(event.data, event.type === "test:pass");
    } else if (event.type === "test:diagnostic" && event.data.file !== undefined) {
      yield `      ${event.data.message}\n`;
    } else if (event.type === "test:summary") {
      const { tests, passed, skipped, todo } = event.data.counts;
      const failed = tests - passed - skipped - todo; // cancelled ones too: they did not pass
      report({ kind: "totals", passed, failed, skipped: skipped + todo });
      yield view.flush();
    }
  }
}
