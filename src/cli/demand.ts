/** `muster demand`: what opened in the last hour by type and area, against what is ordinary there, from a running server. */

import type { Command } from "commander";
import type { DemandView } from "../wire/shown-demand.ts";
import { addClientOptions, Client, type ClientOptions } from "./client.ts";
import { gapLine } from "./gaps.ts";
import { printJson, printLine } from "./print.ts";

interface DemandOptions extends ClientOptions {
  readonly region?: string;
  readonly json?: boolean;
}

export function addDemandCommand(program: Command): void {
  const command = program
    .command("demand")
    .description("what opened in the last hour by type and area, against what is ordinary")
    .option("--region <id>", "region; needed when the server has several")
    .option("--json", "print the server's answer as it is");
  addClientOptions(command).action(showDemand);
}

async function showDemand(options: DemandOptions): Promise<void> {
  const client = await Client.open(options, "dispatcher");
  const region = encodeURIComponent(await client.region(options.region));
  const demand = await client.ask<DemandView>("GET", `/api/regions/${region}/demand`);
  if (options.json === true) {
    printJson(demand);
    return;
  }
  printLine(`what is ordinary is learned from ${demand.hours} hours`);
  for (const gap of demand.gaps) printLine(gapLine(gap));
  for (const cell of demand.cells)
    printLine(
      `${cell.verdict}: ${cell.incidentType} in ${cell.area}, ${cell.counted} in ${cell.minutes} min; ordinary ${cell.expected} (${cell.expectedLow} to ${cell.expectedHigh})`,
    );
}
