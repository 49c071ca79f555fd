/**
 * The program `muster`: one file per command, loaded only when it is asked for, so that a command starts as fast as
 * if it were alone. A fault with a code is printed as one line for a person; anything else is a bug and shows where.
 */

import { Command, CommanderError } from "commander";
import packageJson from "../../package.json" with { type: "json" };
import { mindClosedPipe } from "./closed-pipe.ts";
import { printFault } from "./fault.ts";

type AddCommand = (program: Command) => void;

/** Command name -> how to load it. docs/reference/cli.md is checked against what they define. */
export const commandLoaders: Readonly<Record<string, () => Promise<AddCommand>>> = {
  serve: async () => (await import("./serve.ts")).addServeCommand,
  do: async () => (await import("./do.ts")).addDoCommand,
  where: async () => (await import("./where.ts")).addWhereCommand,
  eta: async () => (await import("./eta.ts")).addEtaCommand,
  forecast: async () => (await import("./forecast.ts")).addForecastCommand,
  demand: async () => (await import("./demand.ts")).addDemandCommand,
  gaps: async () => (await import("./gaps.ts")).addGapsCommand,
  level: async () => (await import("./level.ts")).addLevelCommand,
  "catch-up": async () => (await import("./paper/catch-up.ts")).addCatchUpCommand,
  "manual-pack": async () => (await import("./manual-pack.ts")).addManualPackCommand,
  "queue-plan": async () => (await import("./queue-plan.ts")).addQueuePlanCommand,
  request: async () => (await import("./request.ts")).addRequestCommand,
  aid: async () => (await import("./aid.ts")).addAidCommand,
  warning: async () => (await import("./warning.ts")).addWarningCommand,
  hospital: async () => (await import("./hospital.ts")).addHospitalCommand,
  refuge: async () => (await import("./refuge.ts")).addRefugeCommand,
  "place-hazard": async () => (await import("./place-hazard.ts")).addPlaceHazardCommand,
  report: async () => (await import("./report.ts")).addReportCommand,
  "hand-over": async () => (await import("./hand-over.ts")).addHandOverCommand,
  claim: async () => (await import("./claim.ts")).addClaimCommand,
  directive: async () => (await import("./directive.ts")).addDirectiveCommand,
  closures: async () => (await import("./closures.ts")).addClosuresCommand,
  custody: async () => (await import("./custody.ts")).addCustodyCommand,
  roster: async () => (await import("./roster.ts")).addRosterCommand,
  account: async () => (await import("./account.ts")).addAccountCommand,
  token: async () => (await import("./token.ts")).addTokenCommand,
  backup: async () => (await import("./backup.ts")).addBackupCommand,
  restore: async () => (await import("./backup.ts")).addRestoreCommand,
  doctor: async () => (await import("./doctor.ts")).addDoctorCommand,
  record: async () => (await import("./record.ts")).addRecordCommand,
  verify: async () => (await import("./verify/verify-command.ts")).addVerifyCommand,
  witness: async () => (await import("./witness/witness-command.ts")).addWitnessCommand,
  config: async () => (await import("./config.ts")).addConfigCommand,
  demo: async () => (await import("./demo.ts")).addDemoCommand,
  drive: async () => (await import("./drive.ts")).addDriveCommand,
  import: async () => (await import("./recorded/import.ts")).addImportCommand,
  map: async () => (await import("./map/map-command.ts")).addMapCommand,
  calibrate: async () => (await import("./calibrate.ts")).addCalibrateCommand,
  rehearse: async () => (await import("./rehearse/rehearse-command.ts")).addRehearseCommand,
  fit: async () => (await import("./fit/fit-command.ts")).addFitCommand,
  check: async () => (await import("./statement/check-command.ts")).addCheckCommand,
  statement: async () => (await import("./statement/statement-command.ts")).addStatementCommand,
  queueing: async () => (await import("./queueing/queueing-command.ts")).addQueueingCommand,
};

/** What a shell says of a program that ended at Ctrl-C, so that a loop of it ends, too. */
const stoppedExit = 130;

export async function makeProgram(names: readonly string[]): Promise<Command> {
  const program = new Command("muster")
    .description("Emergency dispatch that holds when the shift does not turn up")
    .version(packageJson.version)
    .showHelpAfterError("(muster help shows the commands)");
  for (const name of names) (await commandLoaders[name]())(program);
  return program;
}

async function main(args: readonly string[]): Promise<void> {
  const [first = ""] = args;
  for (const stream of [process.stdout, process.stderr]) mindClosedPipe(stream, first);
  const names = Object.hasOwn(commandLoaders, first) ? [first] : Object.keys(commandLoaders);
  const program = await makeProgram(names);
  await program.parseAsync(args, { from: "user" });
}

// argv[1] is what the launcher handed over; as an import (tests) nothing runs.
if (import.meta.main || process.argv[1] === import.meta.filename) {
  try {
    await main(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof CommanderError)) printFault(error);
    // Not exitCode alone: whatever is still open must not keep a program that has failed.
    process.exit((error as { code?: unknown }).code === "rehearse.stopped" ? stoppedExit : 1);
  }
}
