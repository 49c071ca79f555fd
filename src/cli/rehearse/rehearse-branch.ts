/**
 * `muster rehearse --store`: a past moment of a region's log, played on many times, with one thing changed beside it, and
 * what really happened. The store is read and never written; what comes out says REHEARSAL.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import packageJson from "../../../package.json" with { type: "json" };
import {
  findInstant,
  microsPerHour,
  microsPerMinute,
  rfc3339FromInstant,
  type Instant,
} from "../../base/instant.ts";
import { limits } from "../../core/limits.ts";
import { forkState } from "../../core/state/region-state.ts";
import { playBranch, type BranchChange, type Futures } from "../../sim/branch/branch.ts";
import { countRecord, listSteps, type BranchTime } from "../../sim/branch/record.ts";
import { replayUntil, type BranchPoint, type Replayed } from "../../sim/branch/replay.ts";
import { CliFault } from "../fault.ts";
import { printJson, printLine } from "../print.ts";
import { Progress } from "../progress.ts";
import { readChange } from "./branch-change.ts";
import {
  branchCsv,
  branchHtml,
  branchTable,
  tellBranch,
  type BranchResult,
} from "./branch-result.ts";
import { describeSource, openTravel, type RehearsalTravel } from "./open-travel.ts";
import { readTravelFit } from "./travel-file.ts";
import { openLog } from "./read-log.ts";

export interface BranchOptions {
  readonly store: string;
  readonly region?: string;
  readonly at?: string;
  readonly change?: string;
  readonly hours: string;
  readonly replications: string;
  readonly seed: string;
  readonly map?: string;
  readonly config?: string;
  readonly out?: string;
  readonly json?: boolean;
}

const stepMicros = 15 * microsPerMinute;
export const branchLimits = { hours: 72, futures: 10_000 } as const;

export function rehearseBranch(options: BranchOptions): void {
  const result = playFrom(options);
  if (options.out !== undefined) write(options.out, result);
  if (options.json === true) printJson(result);
  else for (const line of branchTable(result)) printLine(line);
}

function playFrom(options: BranchOptions): BranchResult {
  const futures = readWhole("--replications", options.replications, 2, branchLimits.futures);
  const seed = readWhole("--seed", options.seed, 0, 2 ** 32 - 1);
  const hours = readWhole("--hours", options.hours, 1, branchLimits.hours);
  const point = readPoint(options.at);
  const log = openLog(options.store, options.region);
  try {
    const replayed = replayUntil(log.list(), point);
    const now = "at" in point ? point.at : replayed.lastAt;
    const { state } = replayed;
    const position = state.columns.head.position[0];
    const rest = readRest(replayed, now + hours * microsPerHour);
    // Nobody can say what happened after the log ends, so nothing is compared beyond that.
    const untilAt = now + Math.floor((rest.lastAt - now) / stepMicros) * stepMicros;
    if (untilAt <= now)
      throw new CliFault(
        "rehearse.no-record",
        `--at: the log of ${log.region} has less than a quarter of an hour after ${rfc3339FromInstant(now)}, and a branch is compared with what happened`,
      );
    const time: BranchTime = { now, untilAt, stepMicros };
    const change =
      options.change === undefined ? undefined : readChange(options.change, now, untilAt);
    if (change?.kind === "closure" && options.map === undefined)
      throw new CliFault(
        "rehearse.wrong-plan",
        "--change closure: a straight line knows no roads; give a map package with --map FILE",
      );
    const happened = countRecord(forkState(state), rest.events, time);
    const travel = openTravel({
      mapPath: options.map,
      units: limits.units,
      places: [],
      fit: readTravelFit(options.config),
    });
    const variants: readonly (BranchChange | undefined)[] =
      change === undefined ? [undefined] : [undefined, change];
    const played = playVariants(variants, replayed, time, { futures, seed, travel });
    return tellBranch({
      region: log.region,
      position,
      time,
      steps: listSteps(time),
      change: options.change,
      happened,
      played,
      targets: state,
      reproducibility: {
        muster: packageJson.version,
        seed,
        replications: futures,
        travel: describeSource(travel.travelFor(state).source),
      },
    });
  } finally {
    log.close();
  }
}

function playVariants(
  variants: readonly (BranchChange | undefined)[],
  { state }: Replayed,
  time: BranchTime,
  { futures, seed, travel }: { futures: number; seed: number; travel: RehearsalTravel },
): Futures[] {
  const progress = new Progress("rehearsing");
  const played = variants.map((change, variant) => {
    const play = playBranch({
      ...time,
      state,
      travel: travel.travelFor,
      futures,
      seed,
      change,
    });
    let step = play.next();
    for (; step.done !== true; step = play.next())
      progress.update((variant + step.value / futures) / variants.length);
    if ("reason" in step.value)
      throw new CliFault(
        "rehearse.no-record",
        `no future can be drawn from this moment: ${step.value.reason} (${step.value.incidents} in the last day, at least ${step.value.needed} are needed)`,
      );
    return step.value;
  });
  progress.finish();
  return played;
}

/** The events as far as `until`, and when the last of the log as far as that was entered: `until` where it goes on. */
function readRest({ rest }: Replayed, until: Instant) {
  const events = [];
  for (const event of rest) {
    if (event.entered > until) return { events, lastAt: until };
    events.push(event);
  }
  return { events, lastAt: events.at(-1)?.entered ?? 0 };
}

function readPoint(text: string | undefined): BranchPoint {
  const position = Number(text);
  if (text !== undefined && /^\d+$/.test(text) && position > 0) return { position };
  const at = text === undefined ? undefined : findInstant(text);
  if (at !== undefined) return { at };
  throw new CliFault(
    "cli.asked-wrongly",
    `--at: got ${text ?? "none"}, expected a position of the log such as 1200, or a time like 2027-03-05T20:30:00Z`,
  );
}

function readWhole(name: string, text: string, from: number, to: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= from && value <= to) return value;
  throw new CliFault(
    "cli.asked-wrongly",
    `${name}: got "${text}", expected a whole number from ${from} to ${to}`,
  );
}

function write(folder: string, result: BranchResult): void {
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "result.json"), `${JSON.stringify(result, null, 2)}\n`);
    writeFileSync(join(folder, "result.csv"), branchCsv(result));
    writeFileSync(join(folder, "report.html"), branchHtml(result));
  } catch (error) {
    throw new CliFault("rehearse.unwritten", `${folder} can not be written (${String(error)})`);
  }
}
