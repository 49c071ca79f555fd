/**
 * Nights of a plan: reads it, plays its variants on the same nights, prints what came out and writes result.json,
 * result.csv and report.html. What was played stands in each of them, so that somebody else gets the same figures.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import packageJson from "../../../package.json" with { type: "json" };
import {
  compare,
  summarise,
  type Comparison,
  type VariantSummary,
} from "../../sim/rehearsal/summary.ts";
import type { RehearsalPlan } from "../../sim/rehearsal/plan.ts";
import type { NightFigures } from "../../sim/rehearsal/tally.ts";
import { withZones } from "../../sim/rehearsal/zones.ts";
import { printJson, printLine } from "../print.ts";
import { CliFault } from "../fault.ts";
import { checkOutFolder, writeOutFiles } from "../out-files.ts";
import { Progress } from "../progress.ts";
import { readWhole } from "../read-whole.ts";
import {
  listVariants,
  makePlan,
  plainVariant,
  readPlanFile,
  type OpenedPlan,
} from "./plan-file.ts";
import { describeTravel } from "./describe-travel.ts";
import type { NightReply } from "./night-worker.ts";
import { nightLimits, playNights, type NightsWanted } from "./play-nights.ts";
import { hashConfig, readTravelFit } from "./travel-file.ts";
import { csvOf, tableOf } from "./result-text.ts";
import { OtherRegions, type AidSummary } from "./other-regions.ts";
import { stoppable } from "./stoppable.ts";
import { StoppingRule, type Stopping } from "./stopping-rule.ts";
import { htmlOf } from "./report-html.ts";

export interface PlanOptions {
  /** Left out = 100, or as many as --until-half-width takes. */
  readonly replications?: string;
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
  /** Only where nights were played until the intervals were narrow. */
  readonly stopping?: Stopping;
  /** What it takes to get the same figures again. */
  readonly reproducibility: {
    readonly muster: string;
    readonly planSha256: string;
    /** Only where the calls come from a demand model. */
    readonly demandModelSha256?: string;
    /** Only where the ways' calibration comes from a server's configuration. */
    readonly configSha256?: string;
    readonly seed: number;
    readonly replications: number;
    readonly ruleFlags: readonly number[];
    readonly travel: string;
    /** Where the files of the same hashes are. */
    readonly command: string;
  };
}

const outCode = "rehearse.unwritten";
const usualReplications = 100;

export async function rehearsePlan(path: string, options: PlanOptions): Promise<void> {
  const { out } = options;
  if (out !== undefined) checkOutFolder(out, outCode);
  const result = await playPlan(path, options);
  if (out !== undefined) {
    const files = {
      "result.json": `${JSON.stringify(result, null, 2)}\n`,
      "result.csv": csvOf(result),
      "report.html": htmlOf(result),
    };
    writeOutFiles(out, files, outCode);
  }
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
  const plans = makePlans(opened, variants, options.map);
  const others = new OtherRegions(plans);
  const isCompared = options.compare !== undefined;
  const half = options.untilHalfWidth;
  const rule = half === undefined ? undefined : new StoppingRule(plans, half, isCompared);
  const seed = readWhole("--seed", options.seed, 0, 2 ** 32 - 1);
  const read = readTravelFit(options.config);
  // What a demand model says of its own records' ways goes before what a configuration says of others.
  const fit = { ...read, straightLine: plans[0].straightLine ?? read.straightLine };
  const wanted = { seed, plans, fit, map: options.map, ...readAmounts(options) };
  // Opened here too: what is wrong with it is said before any thread begins, and its hash goes into the result.
  const travel = describeTravel(options.map, fit, plans);
  const nights = await playWanted(wanted, rule, (night) => others.add(night));
  const played = variants.map((variant, at) => ({ variant, nights: nights[at] }));
  const replications = nights[0].length;
  return {
    plan: text.name,
    variants: played.map((each, at) => summarise(each.variant, plans[at], each.nights)),
    comparison: isCompared ? compare(plans[0], played[0], played[1]) : undefined,
    ...others.result(variants, isCompared, replications),
    ...(rule === undefined ? {} : { stopping: rule.tell(nights) }),
    reproducibility: {
      muster: packageJson.version,
      planSha256: createHash("sha256").update(readFileSync(path)).digest("hex"),
      ...(demandModel === undefined ? {} : { demandModelSha256: demandModel.sha256 }),
      ...hashConfig(options.config),
      seed,
      replications,
      ruleFlags: plans[0].config.ruleFlags,
      travel,
      command: commandOf(path, options, seed, replications),
    },
  };
}

/** Throws CliFault where the plan does not go with what was asked. */
function makePlans(
  opened: OpenedPlan,
  variants: readonly string[],
  map: string | undefined,
): RehearsalPlan[] {
  const plans = variants.map((variant) => {
    const plan = makePlan(opened, variant);
    return map === undefined ? plan : withZones(plan);
  });
  if (map !== undefined && plans.some(({ neighbours }) => neighbours !== undefined))
    throw new CliFault(
      "cli.asked-wrongly",
      "--map: a plan with several regions goes by straight line; leave the map out",
    );
  return plans;
}

/** How many nights at most, and on how many threads. */
function readAmounts({
  replications,
  untilHalfWidth,
  threads,
}: PlanOptions): Pick<NightsWanted, "most" | "threads"> {
  const usual = untilHalfWidth === undefined ? usualReplications : nightLimits.replications;
  const most =
    replications === undefined
      ? usual
      : readWhole("--replications", replications, 2, nightLimits.replications);
  if (threads === undefined) return { most };
  return { most, threads: readWhole("--threads", threads, 1, nightLimits.threads) };
}

async function playWanted(
  wanted: Omit<NightsWanted, "onProgress" | "signal">,
  rule: StoppingRule | undefined,
  onNight: (night: NightReply) => void,
): Promise<NightFigures[][]> {
  const { plans, most } = wanted;
  const progress = new Progress("rehearsing");
  // Until a first block says more of it, a night whose end nobody knows is one of the usual number.
  let expected = rule === undefined ? most : Math.min(most, usualReplications);
  const isEnough = (nights: readonly (readonly NightFigures[])[]): boolean => {
    if (rule === undefined) return false;
    expected = Math.min(most, rule.expect(nights));
    return rule.isEnough(nights);
  };
  const nights = await stoppable((signal) =>
    playNights({
      ...wanted,
      signal,
      onNight,
      isEnough,
      onProgress: (played) => progress.update(played / plans.length / expected),
    }),
  );
  progress.finish();
  return nights;
}

/** What to type for the same figures; threads change none. */
function commandOf(
  path: string,
  { compare: compared, map, config }: PlanOptions,
  seed: number,
  replications: number,
): string {
  return [
    `muster rehearse ${basename(path)} --seed ${seed} --replications ${replications}`,
    ...(map === undefined ? [] : [`--map ${basename(map)}`]),
    ...(config === undefined ? [] : [`--config ${basename(config)}`]),
    ...(compared === undefined ? [] : [`--compare ${compared.join(" ")}`]),
  ].join(" ");
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
  if (compared[0] === compared[1])
    throw new CliFault(
      "cli.asked-wrongly",
      `--compare: got "${compared[0]}" twice, and its nights do not differ from themselves; name two variants`,
    );
  return [...compared];
}
