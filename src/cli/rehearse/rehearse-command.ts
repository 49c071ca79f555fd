/**
 * `muster rehearse`: a planner's nights on a virtual clock, under the rules of the live room; or recorded demand, call by
 * call. It reads files and writes files: it knows no server, no store and no outbound port, so a rehearsal can reach
 * nobody.
 */
import type { Command } from "commander";
import { CliFault } from "../fault.ts";
import { rehearsePlan, type PlanOptions } from "./rehearse-plan.ts";
import { rehearseTrace } from "./rehearse-trace.ts";

interface RehearseOptions extends PlanOptions {
  readonly trace?: string;
}

export function addRehearseCommand(program: Command): void {
  program
    .command("rehearse")
    .description("play nights on a virtual clock, under the rules of the live room")
    .argument("[plan]", "a plan to rehearse (YAML)")
    .option("--replications <number>", "nights of each variant, at most", "100")
    .option(
      "--until-half-width <share>",
      "stop when the 95 % interval of the share in time is this narrow in every grade, such as 0.01",
    )
    .option(
      "--compare <variants...>",
      "two variants, or plan and one: their difference, night by night",
    )
    .option("--seed <number>", "the same seed gives the same nights", "1")
    .option("--threads <number>", "threads to play on; changes no figure")
    .option("--map <file>", "map package to drive on; without it by straight line")
    .option("--trace <folder>", "recorded demand: city.json, travel-ms.u32le.gz, calls.csv.gz")
    .option(
      "--out <path>",
      "folder for result.json, result.csv and report.html; with --trace the CSV file to write",
    )
    .option("--json", "print one JSON object")
    .action(rehearse);
}

async function rehearse(plan: string | undefined, options: RehearseOptions): Promise<void> {
  const { trace, out } = options;
  if ((plan === undefined) === (trace === undefined))
    throw new CliFault(
      "cli.asked-wrongly",
      "rehearse takes a plan (muster rehearse PLAN.yaml) or --trace FOLDER, one of the two",
    );
  if (plan !== undefined) {
    await rehearsePlan(plan, options);
    return;
  }
  if (trace === undefined || out === undefined)
    throw new CliFault("cli.asked-wrongly", "--trace needs --out FILE, the CSV to write");
  await rehearseTrace({
    trace,
    out,
    ...(options.json === undefined ? {} : { json: options.json }),
  });
}
