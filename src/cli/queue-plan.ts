/**
 * `muster queue-plan`: a plan of the whole queue of a running server, with the lines that send the first visit of each
 * unit. It sends nobody: whoever agrees gives the lines to `muster do`.
 */

import type { Command } from "commander";
import type { QueuePlanView } from "../wire/shown-queue-plan.ts";
import { addClientOptions, Client, type ClientOptions } from "./client.ts";
import { printJson, printLine } from "./print.ts";

interface QueuePlanOptions extends ClientOptions {
  readonly region?: string;
  readonly json?: boolean;
}

export function addQueuePlanCommand(program: Command): void {
  const command = program
    .command("queue-plan")
    .description("plan the whole queue: which unit goes where, in which sequence")
    .option("--region <id>", "region; needed when the server has several")
    .option("--json", "print the server's answer as it is");
  addClientOptions(command).action(showPlan);
}

async function showPlan(options: QueuePlanOptions): Promise<void> {
  const client = await Client.open(options, "dispatcher");
  const region = encodeURIComponent(await client.region(options.region));
  const plan = await client.ask<QueuePlanView>("POST", `/api/regions/${region}/queue-plan`);
  if (options.json === true) printJson(plan);
  else for (const line of linesOf(plan)) printLine(line);
}

function* linesOf(plan: QueuePlanView): Generator<string> {
  const best =
    plan.method === "proven" ? "no plan is better" : `at most ${plan.gapPercent} % above the best`;
  yield `${plan.cost} risk minutes (${best}); call by call ${plan.callByCallCost}; from position ${plan.madeAt}, in ${plan.tookMillis} ms`;
  for (const { callSign, visits } of plan.units) {
    const way = visits.map(
      ({ incident, assessed, arrivesSeconds, starved }) =>
        `${incident} (${assessed}, ${Math.round(arrivesSeconds / 60)} min${starved ? ", overdue" : ""})`,
    );
    yield `${callSign}: ${way.join(", then ")}`;
  }
  if (plan.unserved.length > 0) yield `no unit for all that is asked: ${plan.unserved.join(", ")}`;
  if (plan.leftOut > 0) yield `not looked at, with less risk and waiting: ${plan.leftOut}`;
  const firsts = plan.units.filter(({ visits }) => visits.length > 0);
  if (firsts.length > 0) yield "to send the first of each:";
  for (const { callSign, visits } of firsts)
    yield `  muster do "send ${callSign} > ${visits[0].incident}"`;
}
