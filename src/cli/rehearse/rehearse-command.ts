/**
 * `muster rehearse`: a planner's nights on a virtual clock, under the rules of the live room; or recorded demand, call by
 * call; or on from a past moment of a log. It reads files and writes files of its own: it knows no server and no outbound
 * port, and reads a store without being able to write it, so a rehearsal can reach nobody.
 */
import type { Command } from "commander";
import { CliFault } from "../fault.ts";
import { rehearseBranch } from "./rehearse-branch.ts";
import { rehearsePlan, type PlanOptions } from "./rehearse-plan.ts";
import { rehearseTrace } from "./rehearse-trace.ts";

interface RehearseOptions extends PlanOptions {
  readonly trace?: string;
  readonly store?: string;
  readonly region?: string;
  readonly at?: string;
  readonly change?: string;
  readonly demand: string;
  readonly hours: string;
}

export function addRehearseCommand(program: Command): void {
  program
    .command("rehearse")
    .description("play nights on a virtual clock, under the rules of the live room")
    .argument("[plan]", "a plan to rehearse (YAML)")
    .option(
      "--replications <number>",
      "nights of each variant, at most (100; with --until-half-width as many as it takes)",
    )
    .option(
      "--until-half-width <share>",
      "stop when the 95 % interval of the share in time (with --compare: of its difference) is this narrow in every grade, such as 0.01",
    )
    .option(
      "--compare <variants...>",
      "two variants, or plan and one: their difference, night by night",
    )
    .option("--seed <number>", "the same seed gives the same nights", "1")
    .option("--threads <number>", "threads to play on; changes no figure")
    .option("--map <file>", "map package to drive on; without it by straight line")
    .option(
      "--config <file>",
      "the server's configuration: its calibration of travel times (travel); without it London's",
    )
    .option("--trace <folder>", "recorded demand: city.json, travel-ms.u32le.gz, calls.csv.gz")
    .option("--store <directory>", "a store: play on from a past moment of a region's log")
    .option("--region <id>", "with --store: whose log; needed when the store has several")
    .option("--at <moment>", "with --store: a position of the log, or a time")
    .option(
      "--change <what>",
      "with --store, one of units=+3, units=-3, demand=1.5, hold-back=priority:1, closure=LAT,LON,METRES, level=priority-only",
    )
    .option(
      "--demand <source>",
      "with --store, the calls after the moment: recorded as they came, or drawn as a forecast",
      "recorded",
    )
    .option("--hours <number>", "with --store: how long to play on", "4")
    .option(
      "--out <path>",
      "folder for result.json, result.csv and report.html; with --trace the CSV file to write",
    )
    .option("--json", "print one JSON object")
    .action(rehearse);
}

type OptionName = keyof RehearseOptions;

/** What else may be said with each of the three. */
const together = {
  "a plan": ["replications", "untilHalfWidth", "compare", "seed", "threads", "map", "config"],
  "--trace": [],
  // prettier-ignore
  "--store": ["region", "at", "change", "demand", "hours", "replications", "seed", "threads", "map", "config"],
} as const satisfies Record<string, readonly OptionName[]>;
type Mode = keyof typeof together;

/** An option that would change nothing is a misunderstanding, and is refused. */
function checkTogether(mode: Mode, command: Command): void {
  const own = ["trace", "store", "out", "json"];
  for (const { long, attributeName } of command.options.map((option) => ({
    long: option.long ?? "",
    attributeName: option.attributeName(),
  }))) {
    if (command.getOptionValueSource(attributeName) !== "cli" || own.includes(attributeName))
      continue;
    if ((together[mode] as readonly string[]).includes(attributeName)) continue;
    const others = Object.entries(together).flatMap(([name, options]) =>
      (options as readonly string[]).includes(attributeName) ? [name] : [],
    );
    throw new CliFault(
      "cli.asked-wrongly",
      `${long} does not go with ${mode}, where it would change nothing; it goes with ${others.join(" or ")}`,
    );
  }
}

async function rehearse(
  plan: string | undefined,
  options: RehearseOptions,
  command: Command,
): Promise<void> {
  const { trace, store, out } = options;
  if ([plan, trace, store].filter((each) => each !== undefined).length !== 1)
    throw new CliFault(
      "cli.asked-wrongly",
      "rehearse takes a plan (muster rehearse PLAN.yaml), --trace FOLDER or --store DIRECTORY, one of the three",
    );
  if (store !== undefined) {
    checkTogether("--store", command);
    await rehearseBranch({ ...options, store });
    return;
  }
  if (plan !== undefined) {
    checkTogether("a plan", command);
    await rehearsePlan(plan, options);
    return;
  }
  checkTogether("--trace", command);
  if (trace === undefined || out === undefined)
    throw new CliFault("cli.asked-wrongly", "--trace needs --out FILE, the CSV to write");
  await rehearseTrace({
    trace,
    out,
    ...(options.json === undefined ? {} : { json: options.json }),
  });
}
