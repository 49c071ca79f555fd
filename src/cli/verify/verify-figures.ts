/**
 * A published series of figures (`figures.json`) against the record: every number in it is the one that the entry at its
 * position published. Not here: whether they were opened as committed to (record/audit/figures-auditor.ts).
 */
import { readFileSync, statSync } from "node:fs";
import { z } from "zod";
import { findInstant } from "../../base/instant.ts";
import { writeCanonical } from "../../record/entry/canonical.ts";
import type { Entry } from "../../record/entry/entry.ts";
import { CliFault } from "../fault.ts";
import type { Finding } from "./verify-record.ts";

const maxBytes = 64 * 1024 * 1024;

/** Of what `/public/REGION/figures.json` has. */
const seriesSchema = z.object({
  periods: z
    .array(
      z.object({
        period: z.number(),
        position: z.int().min(1),
        from: z.string(),
        until: z.string(),
        figures: z.array(
          z.object({
            metric: z.string(),
            part: z.string(),
            value: z.union([z.number(), z.string()]),
          }),
        ),
      }),
    )
    .max(100_000),
});

type Period = z.output<typeof seriesSchema>["periods"][number];

export class FiguresComparison {
  readonly findings: Finding[] = [];
  readonly #periods: Map<number, Period>;
  #compared = 0;

  /** Throws CliFault where the file is no series. */
  constructor(path: string) {
    this.#periods = new Map(readSeries(path).map((period) => [period.position, period]));
  }

  /** Figures that are as published. */
  get compared(): number {
    return this.#compared;
  }

  /** To be called for each entry in the order of the log. */
  see({ position, type, facts }: Entry, index: number): void {
    const period = this.#periods.get(position);
    if (period === undefined) return;
    this.#periods.delete(position);
    const { fromAt, untilAt } = facts;
    const isOfPeriod =
      type === "figures.published" &&
      facts["period"] === period.period &&
      fromAt === findInstant(period.from) &&
      untilAt === findInstant(period.until);
    if (!isOfPeriod)
      this.#add(index, `it is no publication of period ${period.period} with these hours`);
    else if (writeCanonical(facts["figures"] ?? null) !== writeCanonical(period.figures))
      this.#add(index, `period ${period.period} was published with other figures`);
    else this.#compared += period.figures.length;
  }

  /** Once all entries were seen: a position that the record does not have yet is a finding, too. */
  end(): void {
    for (const { position, period } of this.#periods.values())
      this.#add(position - 1, `period ${period}: the signed record has no such entry`);
  }

  #add(index: number, message: string): void {
    this.findings.push({ code: "record.wrong-figures", index, message });
  }
}

function readSeries(path: string): readonly Period[] {
  let value: unknown;
  try {
    if (statSync(path).size > maxBytes) throw new Error(`more than ${maxBytes} bytes`);
    value = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new CliFault("record.unreachable", `${path} cannot be read: ${(error as Error).message}`);
  }
  const read = seriesSchema.safeParse(value);
  if (read.success) return read.data.periods;
  const [issue] = read.error.issues;
  throw new CliFault(
    "cli.asked-wrongly",
    `${path}: expected the figures.json of a public page, got at ${issue.path.map(String).join(".") || "its top"}: ${issue.message}`,
  );
}
