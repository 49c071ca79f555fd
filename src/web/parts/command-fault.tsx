/**
 * What the server said to a command, in the place where it was given: the refusal, and for one that would go ahead
 * when a warning is accepted, the button that accepts it. Read aloud as soon as it appears.
 */

import type { Command } from "../../core/commands.ts";
import type { CommandRunner } from "../live/use-command.ts";

export interface CommandFaultProps {
  readonly runner: CommandRunner;
  /** Runs the refused command again with its warnings accepted; without it nothing can be accepted here. */
  readonly onAccept?: (command: Command) => void;
}

/** The refused command with the needed warnings accepted; undefined when it has no such thing. */
function accepted(runner: CommandRunner): Command | undefined {
  const { fault } = runner;
  if (fault === undefined || fault.needs.length === 0 || fault.command?.type !== "unit.send")
    return undefined;
  return { ...fault.command, accept: fault.needs as NonNullable<typeof fault.command.accept> };
}

export function CommandFault({ runner, onAccept }: CommandFaultProps) {
  const { fault, warnings } = runner;
  const command = accepted(runner);
  return (
    <div aria-live="assertive" className="command-fault">
      {fault !== undefined && (
        <div className="fault row spread">
          <span data-code={fault.code}>{fault.message}</span>
          <span className="row">
            {onAccept !== undefined && command !== undefined && (
              <button
                type="button"
                className="button small danger"
                autoFocus
                onClick={() => onAccept(command)}
              >
                Do it anyway
              </button>
            )}
            <button type="button" className="button small quiet" onClick={runner.clear}>
              Dismiss
            </button>
          </span>
        </div>
      )}
      {warnings.map((warning) => (
        <p key={`${warning.code}-${warning.unit ?? ""}`} className="hint">
          {warning.message}
        </p>
      ))}
    </div>
  );
}
