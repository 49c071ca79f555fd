/**
 * `muster queueing`: a planner's first answer, by formula, in the time it takes to press a key. Each formula is right
 * for a room that is much simpler than a real one; docs/reference/queueing.md says what each leaves out. Nothing here
 * reads the log or talks to a server.
 */
import type { Command } from "commander";
import { addGradedCommands } from "./graded-commands.ts";
import { addHypercubeCommand } from "./hypercube-command.ts";
import { addPoolCommands } from "./pool-commands.ts";

export function addQueueingCommand(program: Command): void {
  const queueing = program
    .command("queueing")
    .description("waits, losses and ways by formula, for a first answer");
  addPoolCommands(queueing);
  addGradedCommands(queueing);
  addHypercubeCommand(queueing);
}
