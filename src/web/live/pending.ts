/**
 * Commands on their way: sent, perhaps answered, but their log position has not come back on the stream yet. Screens
 * show them as pending (dashed) and never as done. A refusal takes the command out at once; the sender gets the
 * problem and shows it in place. Nothing is guessed about what a pending command will do.
 */

import type { Command } from "../../core/commands.ts";

export interface PendingCommand {
  readonly id: string;
  readonly command: Command;
  /** Log position to wait for; 0 = not answered yet. */
  readonly position: number;
}

/** More than this on their way at once: the oldest answered one is forgotten (it is in the log anyway). */
const pendingMost = 200;

export class PendingBook {
  #commands: readonly PendingCommand[] = [];

  /** A new array object whenever something changed. */
  list(): readonly PendingCommand[] {
    return this.#commands;
  }

  add(id: string, command: Command): void {
    this.#commands = [...this.#commands.slice(-pendingMost + 1), { id, command, position: 0 }];
  }

  answer(id: string, position: number): void {
    this.#commands = this.#commands.map((pending) =>
      pending.id === id ? { ...pending, position } : pending,
    );
  }

  drop(id: string): void {
    this.#commands = this.#commands.filter((pending) => pending.id !== id);
  }

  /** What is in the log already is forgotten; what still waits for its answer stays. */
  dropAnswered(): void {
    this.#commands = this.#commands.filter((pending) => pending.position === 0);
  }

  /** The screen has folded the log up to here. */
  settle(position: number): void {
    const left = this.#commands.filter(
      (pending) => pending.position === 0 || pending.position > position,
    );
    if (left.length !== this.#commands.length) this.#commands = left;
  }
}

/** So many commands without an answer are remembered; at the limit the oldest is forgotten. */
const unansweredMost = 50;

/** Commands whose answer the network hid: they may or may not have happened, so a repeat needs the same id. */
export class UnansweredCommands {
  readonly #ids = new Map<string, string>();

  keep(command: Command, id: string): void {
    this.#ids.set(JSON.stringify(command), id);
    const [oldest] = this.#ids.keys();
    if (this.#ids.size > unansweredMost && oldest !== undefined) this.#ids.delete(oldest);
  }

  /** The id of the same command sent before without an answer; it is forgotten here and kept again if need be. */
  take(command: Command): string | undefined {
    const key = JSON.stringify(command);
    const id = this.#ids.get(key);
    this.#ids.delete(key);
    return id;
  }
}

/** Units in commands that would allocate them, by unit id. */
export function pendingUnits(commands: readonly PendingCommand[]): ReadonlyMap<number, number> {
  const units = new Map<number, number>();
  for (const { command } of commands)
    if (command.type === "unit.send")
      for (const unit of command.units) units.set(unit, command.incident);
  return units;
}
