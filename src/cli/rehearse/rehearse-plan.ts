/**
 * Nights of a plan: reads it, plays its variants on the same nights, prints what came out and writes result.json,
 * result.csv and report.html. What was played stands in each of them, so that somebody else gets the same figures.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import packageJson from "../../../package.json" with { type: "json" };
import {
  compare,
  summarise,
  widestShare,
  type Comparison,
  type VariantSummary,
} from "../../sim/rehearsal/summary.ts";
import { withZones } from "../../sim/rehearsal/zones.ts";
import { printJson, printLine } from "../print.ts";
import { CliFault } from "../fault.ts";
import { Progress } from "../progress.ts";
import { readWhole } from "../read-whole.ts";
import { listVariants, makePlan, plainVariant, readPlanFile } from "./plan-file.ts";
import { describeTravel } from "./describe-travel.ts";
import { nightLimits, playNights } from "./play-nights.ts";
import { readTravelFit } from "./travel-file.ts";
import { csvOf, tableOf } from "./result-text.ts";
import { OtherRegions, type AidSummary } from "./other-regions.ts";
import { stoppable } from "./stoppable.ts";
import { htmlOf } from "./report-html.ts";

export interface PlanOptions {
  readonly replications: string;
  readonly untilHalfWidth?: string;
  readonly compare?: readonly string[];
  readonly seed: string;
  readonly threads?: string;
  readonly map?: string;
  readonly config?: string;
  readonly out?: string;
  readonly json?: boolean;
}

export interface RehearsalResult {
  readonly plan: string;
  readonly variants: readonly VariantSummary[];
  readonly comparison: Comparison | undefined;
  /** Only of a plan with several regions: the others, and what all did for each other. */
  readonly regions?: readonly RegionResult[];
  readonly aid?: readonly AidSummary[];
  /** What it takes to get the same figures again. */
  readonly reproducibility: {
    readonly muster: string;
    readonly planSha256: string;
    /** Only where the calls come from a demand model. */
    readonly demandModelSha256?: string;
    readonly seed: number;
    readonly replications: number;
    readonly ruleFlags: readonly number[];
    readonly travel: string;
  };
}

export async function rehearsePlan(path: string, options: PlanOptions): Promise<void> {
  const result = await playPlan(path, options);
  if (options.out !== undefined) writeResult(options.out, result);
  if (options.json === true) printJson(result);
  else for (const line of tableOf(result)) printLine(line);
}

export interface RegionResult {
  readonly region: string;
  readonly variants: readonly VariantSummary[];
  readonly comparison: Comparison | undefined;
}

async function playPlan(path: string, options: PlanOptions): Promise<RehearsalResult> {
  const opened = readPlanFile(path);
  const { text, demandModel } = opened;
  const variants = wantedVariants(listVariants(text), options.compare);
  const plans = variants.map((variant) => {
    const plan = makePlan(opened, variant);
    return options.map === undefined ? plan : withZones(plan);
  });
  if (options.map !== undefined && plans.some(({ neighbours }) => neighbours !== undefined))
    throw new CliFault(
      "cli.asked-wrongly",
      "--map: a plan with several regions goes by straight line; leave the map out",
    );
  const others = new OtherRegions(plans);
  const seed = readWhole("--seed", options.seed, 0, 2 ** 32 - 1);
  const most = readWhole("--replications", options.replications, 2, nightLimits.replications);
  const half = options.untilHalfWidth;
  const enough = half === undefined ? undefined : readShare("--until-half-width", half);
  const read = readTravelFit(options.config);
  // What a demand model says of its own records' ways goes before what a configuration says of others.
  const fit = { ...read, straightLine: plans[0].straightLine ?? read.straightLine };
  // Opened here too: what is wrong with it is said before any thread begins, and its hash goes into the result.
  const travel = describeTravel(options.map, fit, plans);
  const progress = new Progress("rehearsing");
  const nights = await stoppable((signal) =>
    playNights({
      seed,
      plans,
      most,
      signal,
      map: options.map,
      fit,
      onProgress: (share) => progress.update(share),
      onNight: (night) => others.add(night),
      ...(options.threads === undefined
        ? {}
        : { threads: readWhole("--threads", options.threads, 1, nightLimits.threads) }),
      ...(enough === undefined
        ? {}
        : { isEnough: (so) => so.every((each, at) => widestShare(plans[at], each) <= enough) }),
    }),
  );
  progress.finish();
  const played = variants.map((variant, at) => ({ variant, nights: nights[at] }));
  return {
    plan: text.name,
    variants: played.map((each, at) => summarise(each.variant, plans[at], each.nights)),
    comparison: options.compare === undefined ? undefined : compare(plans[0], played[0], played[1]),
    ...others.result(variants, options.compare !== undefined, nights[0].length),
    reproducibility: {
      muster: packageJson.version,
      planSha256: createHash("sha256").update(readFileSync(path)).digest("hex"),
      ...(demandModel === undefined ? {} : { demandModelSha256: demandModel.sha256 }),
      seed,
      replications: nights[0].length,
      ruleFlags: plans[0].config.ruleFlags,
      travel,
    },
  };
}

function wantedVariants(
  known: readonly string[],
  compared: readonly string[] | undefined,
): string[] {
  if (compared === undefined) return [...known];
  const unknown = compared.find((variant) => !known.includes(variant));
  if (unknown !== undefined || compared.length !== 2)
    throw new CliFault(
      "cli.asked-wrongly",
      `--compare takes two of ${known.join(", ")} ("${plainVariant}" is the plan itself), got ${compared.join(" ")}`,
    );
  return [...compared];
}

function readShare(name: string, text: string): number {
  const value = Number(text);
  if (value > 0 && value < 1) return value;
  throw new CliFault("cli.asked-wrongly", `${name}: got "${text}", expected a share such as 0.01`);
}

function writeResult(folder: string, result: RehearsalResult): void {
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "result.json"), `${JSON.stringify(result, null, 2)}\n`);
    writeFileSync(join(folder, "result.csv"), csvOf(result));
    writeFileSync(join(folder, "report.html"), htmlOf(result));
  } catch (error) {
    throw new CliFault("rehearse.unwritten", `${folder} can not be written (${String(error)})`);
  }
}
