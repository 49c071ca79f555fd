/**
 * `muster rehearse --store`: a past moment of a region's log, played on many times, with one thing changed beside it, and
 * what really happened. The store is read and never written; what comes out says REHEARSAL.
 */
import { basename } from "node:path";
import packageJson from "../../../package.json" with { type: "json" };
import {
  findInstant,
  microsPerHour,
  microsPerMinute,
  rfc3339FromInstant,
} from "../../base/instant.ts";
import type { CoreEvent } from "../../core/events.ts";
import { limits } from "../../core/limits.ts";
import { hashState } from "../../core/state/hash.ts";
import { forkState, getPolicy, type RegionState } from "../../core/state/region-state.ts";
import type { BranchChange, Futures } from "../../sim/branch/branch.ts";
import { countRecord, listSteps, type BranchTime } from "../../sim/branch/record.ts";
import { gatherRecorded, listFollowed } from "../../sim/branch/recorded.ts";
import { replayUntil, type BranchPoint } from "../../sim/branch/replay.ts";
import { learnSceneTimes } from "../../sim/forecast/scene-times.ts";
import { CliFault } from "../fault.ts";
import { checkOutFolder, writeOutFiles } from "../out-files.ts";
import { printJson, printLine } from "../print.ts";
import { Progress } from "../progress.ts";
import { readWhole } from "../read-whole.ts";
import { readChange } from "./branch-change.ts";
import {
  branchCsv,
  branchHtml,
  branchTable,
  tellBranch,
  type BranchResult,
} from "./branch-result.ts";
import { checkShuts } from "./describe-travel.ts";
import { describeSource, openTravel } from "./open-travel.ts";
import { playFutures, type FuturesWanted } from "./play-futures.ts";
import { openLog } from "./read-log.ts";
import { stoppable } from "./stoppable.ts";
import { crewLimits } from "./thread-crew.ts";
import { hashConfig, readTravelFit, type TravelFit } from "./travel-file.ts";

export interface BranchOptions {
  readonly store: string;
  readonly region?: string;
  readonly at?: string;
  readonly change?: string;
  readonly demand: string;
  readonly hours: string;
  readonly replications?: string;
  readonly seed: string;
  readonly threads?: string;
  readonly map?: string;
  readonly config?: string;
  readonly out?: string;
  readonly json?: boolean;
}

const stepMicros = 15 * microsPerMinute;
export const branchLimits = { hours: 72, futures: 10_000 } as const;
/** Where the calls after the moment come from. */
const demands = ["recorded", "forecast"] as const;

const outCode = "rehearse.unwritten";

export async function rehearseBranch(options: BranchOptions): Promise<void> {
  const { out } = options;
  if (out !== undefined) checkOutFolder(out, outCode);
  const result = await playFrom(options);
  if (out !== undefined) {
    const files = {
      "result.json": `${JSON.stringify(result, null, 2)}\n`,
      "result.csv": branchCsv(result),
      "report.html": branchHtml(result),
    };
    writeOutFiles(out, files, outCode);
  }
  if (options.json === true) printJson(result);
  else for (const line of branchTable(result)) printLine(line);
}

async function playFrom(options: BranchOptions): Promise<BranchResult> {
  const futures = readWhole(
    "--replications",
    options.replications ?? "100",
    2,
    branchLimits.futures,
  );
  const seed = readWhole("--seed", options.seed, 0, 2 ** 32 - 1);
  const hours = readWhole("--hours", options.hours, 1, branchLimits.hours);
  const threads =
    options.threads === undefined
      ? undefined
      : readWhole("--threads", options.threads, 1, crewLimits.threads);
  const demand = demands.find((each) => each === options.demand);
  if (demand === undefined)
    throw new CliFault(
      "cli.asked-wrongly",
      `--demand: got "${options.demand}", expected ${demands.join(" or ")}`,
    );
  const point = readPoint(options.at);
  const moment = readMoment(options, point, hours);
  const { region, state, time, events } = moment;
  const { now, untilAt } = time;
  const change =
    options.change === undefined ? undefined : readChange(options.change, now, untilAt);
  const fit = readTravelFit(options.config);
  const travel = checkTravel(options.map, fit, state, change);
  const scenes = learnSceneTimes(state, now);
  const recorded = gatherRecorded(state, events, time, scenes, 1);
  const played = await play({
    store: options.store,
    region,
    point,
    time,
    seed,
    futures,
    threads,
    isRecorded: demand === "recorded",
    changes: change === undefined ? [undefined] : [undefined, change],
    map: options.map,
    fit,
  });
  return tellBranch({
    region,
    position: state.columns.head.position[0],
    time,
    steps: listSteps(time),
    change: options.change,
    demand,
    recorded,
    happened: countRecord(forkState(state), events, time),
    played,
    targets: state,
    reproducibility: {
      muster: packageJson.version,
      stateHash: hashState(state),
      ...hashConfig(options.config),
      seed,
      replications: futures,
      ruleFlags: getPolicy(state).config.ruleFlags,
      travel,
      command: commandOf(options, region, futures),
    },
  });
}

/** What to type for the same figures, of a store that has not gone on; threads change none. */
function commandOf(
  { store, at, change, demand, hours, seed, map, config }: BranchOptions,
  region: string,
  futures: number,
): string {
  const said: readonly (readonly [string, string | undefined])[] = [
    ["store", basename(store)],
    ["region", region],
    ["at", at],
    ["change", change],
    ["demand", demand],
    ["hours", hours],
    ["seed", seed],
    ["replications", String(futures)],
    ["map", map === undefined ? undefined : basename(map)],
    ["config", config === undefined ? undefined : basename(config)],
  ];
  const options = said.flatMap(([name, value]) => (value === undefined ? [] : [`--${name} ${value}`])); // prettier-ignore
  return `muster rehearse ${options.join(" ")}`;
}

interface Moment {
  readonly region: string;
  readonly state: RegionState;
  readonly time: BranchTime;
  /** After the moment, as far as they are followed. */
  readonly events: readonly CoreEvent[];
}

function readMoment({ store, region }: BranchOptions, point: BranchPoint, hours: number): Moment {
  const log = openLog(store, region);
  try {
    const { state, lastAt, rest } = replayUntil(log.list(), point);
    const now = "at" in point ? point.at : lastAt;
    const wantedAt = now + hours * microsPerHour;
    const events = listFollowed(rest, wantedAt);
    // Nobody can say what happened after the log ends, so nothing is compared beyond that.
    const endAt = Math.min(wantedAt, events.at(-1)?.entered ?? 0);
    const untilAt = now + Math.floor((endAt - now) / stepMicros) * stepMicros;
    if (untilAt <= now)
      throw new CliFault(
        "rehearse.no-record",
        `--at: the log of ${log.region} has less than a quarter of an hour after ${rfc3339FromInstant(now)}, and a branch is compared with what happened`,
      );
    return { region: log.region, state, time: { now, untilAt, stepMicros }, events };
  } finally {
    log.close();
  }
}

/** What ways are measured by. A closure that shuts nothing would look like one that costs nothing. */
function checkTravel(
  mapPath: string | undefined,
  fit: TravelFit,
  state: RegionState,
  change: BranchChange | undefined,
): string {
  const { map, travelFor } = openTravel({ mapPath, units: limits.units, places: [], fit });
  // Asked first: a map knows no vehicle classes before it knows a state.
  const name = describeSource(travelFor(state).source);
  if (change?.kind === "closure") {
    if (map === undefined)
      throw new CliFault(
        "rehearse.wrong-plan",
        "--change closure: a straight line knows no roads; give a map package with --map FILE",
      );
    checkShuts(map, state, change.closure);
  }
  return name;
}

async function play(wanted: Omit<FuturesWanted, "onProgress" | "signal">): Promise<Futures[]> {
  const progress = new Progress("rehearsing");
  const played = await stoppable((signal) =>
    playFutures({ ...wanted, signal, onProgress: (share) => progress.update(share) }),
  );
  progress.finish();
  if (!("reason" in played)) return played;
  throw new CliFault(
    "rehearse.no-record",
    `no future can be drawn from this moment: ${played.reason} (${played.incidents} in the last day, at least ${played.needed} are needed)`,
  );
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
