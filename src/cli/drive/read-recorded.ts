/**
 * Reads the files that `muster import` wrote (or a person made in the same form): JSON lines of calls and units,
 * and the region. Every bad line is named with its number and what was expected; none is skipped.
 */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { z } from "zod";
import type { RegionConfig } from "../../core/region/config.ts";
import { regionConfigSchema } from "../../wire/region-config-schema.ts";
import {
  type RecordedCall,
  recordedCallSchema,
  recordedLimits,
  type RecordedUnitLine,
  recordedUnitSchema,
} from "../../wire/recorded/recorded-day.ts";
import { FileFault } from "../yaml-file.ts";

/** Bad lines that are reported before reading stops. */
const reportedLines = 10;

export interface RecordedFiles {
  readonly calls: readonly RecordedCall[];
  readonly units: readonly RecordedUnitLine[];
  readonly region: RegionConfig;
}

/** `regionFile` left out: region.json beside the calls. */
export function readRecordedFiles(
  callsFile: string,
  unitsFile: string,
  regionFile?: string,
): RecordedFiles {
  const calls = readLines(callsFile, recordedCallSchema, recordedLimits.calls);
  const units = readLines(unitsFile, recordedUnitSchema, recordedLimits.units);
  calls.sort((a, b) => a.receivedAt - b.receivedAt);
  const region = readRegion(regionFile ?? join(dirname(callsFile), "region.json"));
  return { calls, units, region };
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? "unknown";
    throw new FileFault(
      "file.unreadable",
      `${path}: can not be read (${reason}); muster import writes it`,
    );
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function readLines<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  most: number,
): z.output<Schema>[] {
  const items: z.output<Schema>[] = [];
  const faults: string[] = [];
  for (const [index, line] of readText(path).split("\n").entries()) {
    if (line.trim() === "") continue;
    const parsed = schema.safeParse(parseJson(line));
    if (parsed.success) items.push(parsed.data);
    else {
      const [issue] = parsed.error.issues;
      faults.push(`${path}:${index + 1}: ${issue.path.map(String).join(".")}: ${issue.message}`);
    }
    if (faults.length >= reportedLines) break;
  }
  if (faults.length > 0) throw new FileFault("file.invalid", faults.join("\n"));
  if (items.length === 0)
    throw new FileFault("file.invalid", `${path}: got no line, expected at least one`);
  if (items.length > most)
    throw new FileFault(
      "file.too-large",
      `${path}: got ${items.length} lines, expected at most ${most}`,
    );
  return items;
}

function readRegion(path: string): RegionConfig {
  const parsed = regionConfigSchema.safeParse(parseJson(readText(path)));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new FileFault(
    "file.invalid",
    `${path}: ${issue.path.map(String).join(".")}: ${issue.message}`,
  );
}
