/**
 * Recorded calls for a fit: CSV files read with one mapping, or calls.jsonl that `muster import` wrote. Rows that can not be
 * read are remarks with line and reason; rows that say again what another one says are left out and counted. Only what a fit
 * may know leaves this file: no call number, no place name, no unit's name.
 */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { basename, dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { distanceM } from "../../base/distance.ts";
import { isTimeZone } from "../../base/zone-offsets.ts";
import { secondsFromMicros, type Instant } from "../../base/instant.ts";
import type { ModelSource } from "../../sim/demand-model/demand-model.ts";
import type { FitCall, FitResponse, FitType } from "../../sim/fit/fit-call.ts";
import type { FitInput } from "../../sim/fit/fit-model.ts";
import { gatherDay, type RecordedDay } from "../../wire/recorded/gather.ts";
import { mappingSchema, type Mapping } from "../../wire/recorded/mapping.ts";
import type {
  RecordedCall,
  RecordedResponse,
  RecordedUnitLine,
} from "../../wire/recorded/recorded-day.ts";
import type { RecordedRow } from "../../wire/recorded/row.ts";
import { readRecordedFiles } from "../drive/read-recorded.ts";
import { CliFault } from "../fault.ts";
import { Progress, type ProgressOutput } from "../progress.ts";
import { readCalls, type RowRemark } from "../recorded/read-calls.ts";
import { readYamlFile } from "../yaml-file.ts";

export interface FitMaterial extends FitInput {
  /** The day as it is played; its region has the mapping's response plans. */
  readonly day: RecordedDay;
  readonly remarks: readonly (RowRemark & { readonly file: string })[];
}

export interface FitSource {
  readonly calls: readonly string[];
  readonly mapping?: string;
  readonly timeZone?: string;
}

/** Throws FileFault, ImportFault or CliFault. */
export function readFitMaterial(
  source: FitSource,
  output: ProgressOutput = process.stderr,
): Promise<FitMaterial> {
  checkZone(source.timeZone);
  const isJsonl = source.calls.map((file) => file.endsWith(".jsonl"));
  if (isJsonl.includes(true)) {
    if (source.calls.length > 1 || source.mapping !== undefined)
      throw new CliFault(
        "cli.asked-wrongly",
        "calls.jsonl of muster import stands alone: one file, without --mapping",
      );
    return readImported(source);
  }
  if (source.mapping === undefined)
    throw new CliFault(
      "cli.asked-wrongly",
      "calls in CSV need --mapping FILE, which says what their columns mean; see mappings/",
    );
  return readCsvFiles(source, source.mapping, output);
}

function checkZone(timeZone: string | undefined): void {
  if (timeZone === undefined || isTimeZone(timeZone)) return;
  throw new CliFault(
    "cli.asked-wrongly",
    `--time-zone: got "${timeZone}", expected an IANA name like America/Los_Angeles`,
  );
}

async function readCsvFiles(
  { calls, timeZone }: FitSource,
  mappingFile: string,
  output: ProgressOutput,
): Promise<FitMaterial> {
  const mapping = readYamlFile(mappingFile, mappingSchema);
  const seen = new Set<string>();
  const known = new Set<string>();
  const rows: RecordedRow[] = [];
  const sources: ModelSource[] = [];
  const remarks: (RowRemark & { readonly file: string })[] = [];
  for (const path of calls) {
    const file = basename(path);
    const read = await readCalls(path, mapping, new Progress(`reading ${file}`, output));
    const before = known.size;
    let repeated = 0;
    for (const row of read.rows) {
      const key = wordsOf(row);
      if (seen.has(key)) repeated += 1;
      else {
        seen.add(key);
        known.add(row.call);
        rows.push(row);
      }
    }
    for (const remark of read.remarks) remarks.push({ ...remark, file });
    sources.push({
      file,
      sha256: await hashFile(path),
      rows: read.rowCount,
      calls: known.size - before,
      rowsLeftOut: read.remarks.filter(({ kept }) => !kept).length,
      repeated,
    });
  }
  const day = gatherDay(mapping, rows);
  return {
    name: mapping.region.id,
    attribution: mapping.attribution,
    timeZone: timeZone ?? mapping.timeZone,
    sources,
    types: listTypes(mapping),
    calls: listFitCalls(day.calls, day.units),
    day,
    remarks,
  };
}

/** What a row says but for its number: two rows that agree in all of it are one that was written twice. */
function wordsOf({ call, receivedAt, type, grade, latE7, lonE7, unit }: RecordedRow): string {
  return unit === undefined
    ? [receivedAt, type.code, grade, latE7, lonE7].join(" ")
    : JSON.stringify([call, unit.name, ...Object.values(unit.times)]);
}

async function readImported({ calls: [path], timeZone = "UTC" }: FitSource): Promise<FitMaterial> {
  const { calls, units, region } = readRecordedFiles(path, join(dirname(path), "units.jsonl"));
  const minutes = new Map(
    calls.map(({ incidentType, sceneMinutes }) => [incidentType, sceneMinutes]),
  );
  const source: ModelSource = {
    file: basename(path),
    sha256: await hashFile(path),
    rows: calls.length,
    calls: calls.length,
    rowsLeftOut: 0,
    repeated: 0,
  };
  return {
    name: region.id,
    attribution: region.name,
    timeZone,
    sources: [source],
    types: region.incidentTypes.map(({ code, name, group }) => ({
      code,
      name,
      group,
      sceneMinutes: minutes.get(code) ?? 30,
    })),
    calls: listFitCalls(calls, units),
    day: { calls, units, region },
    remarks: [],
  };
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}

export function listTypes({ types, otherType }: Mapping): FitType[] {
  const all = [...Object.values(types), ...(otherType === undefined ? [] : [otherType])];
  const byCode = new Map(all.map((type) => [type.code, type]));
  return [...byCode.values()].map(({ code, name, group, sceneMinutes }) => ({
    code,
    name,
    group,
    sceneMinutes,
  }));
}

export function listFitCalls(
  calls: readonly RecordedCall[],
  units: readonly RecordedUnitLine[],
): FitCall[] {
  const bases = new Map(units.map(({ callSign, base }) => [callSign, base]));
  return calls.map((call): FitCall => {
    const { receivedAt, incidentType, grade, latE7, lonE7, area, responses } = call;
    const sent = responses.flatMap(({ dispatchedAt }) => dispatchedAt ?? []);
    return {
      receivedAt,
      type: incidentType,
      grade,
      latE7,
      lonE7,
      area,
      handlingSeconds:
        sent.length === 0 ? undefined : secondsBetween(receivedAt, Math.min(...sent)),
      responses: responses.map((response) => {
        const base = bases.get(response.unit);
        return makeResponse(
          response,
          base === undefined ? undefined : distanceM(base.latE7, base.lonE7, latE7, lonE7),
        );
      }),
    };
  });
}

function makeResponse(
  { dispatchedAt, respondingAt, onSceneAt, availableAt }: RecordedResponse,
  metres: number | undefined,
): FitResponse {
  const seconds = secondsBetween(respondingAt, onSceneAt);
  return {
    turnoutSeconds: secondsBetween(dispatchedAt, respondingAt),
    sceneSeconds: secondsBetween(onSceneAt, availableAt),
    journey: metres === undefined || seconds === undefined ? undefined : { metres, seconds },
  };
}

function secondsBetween(from: Instant | null, to: Instant | null): number | undefined {
  return from === null || to === null || to < from ? undefined : secondsFromMicros(to - from);
}
