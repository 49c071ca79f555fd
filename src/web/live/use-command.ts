/**
 * An act (use-act.ts) that also keeps what is needed to go on after a refusal: which command it was, which warnings
 * it would have to accept, and the warnings that came with success. A second press while the first is on its way
 * does nothing, because a double press must never act twice. Buttons therefore stay enabled while one is on its way:
 * a disabled button loses the focus, and with it the next key of somebody who works by keyboard.
 */

import { useCallback, useRef, useState } from "react";
import type { Command } from "../../core/commands.ts";
import type { Warning } from "../../core/refusal.ts";
import type { CommandAnswer } from "../api/types.ts";
import { useAct } from "./use-act.ts";

export interface CommandFault {
  readonly message: string;
  readonly code: string;
  /** Warning codes that the same command would have to accept. */
  readonly needs: readonly string[];
  readonly command: Command | undefined;
}

export interface CommandRunner {
  /** Undefined answer = it failed; `fault` says why. */
  readonly run: (command: Command) => Promise<CommandAnswer | undefined>;
  readonly isBusy: boolean;
  readonly fault: CommandFault | undefined;
  readonly warnings: readonly Warning[];
  readonly clear: () => void;
}

const noWarnings: readonly Warning[] = [];

export function useCommand(): CommandRunner {
  const { run: act, isBusy, fault: message, problem, clear: clearFault } = useAct();
  const [last, setLast] = useState<Command | undefined>(undefined);
  const [warnings, setWarnings] = useState(noWarnings);
  const isRunning = useRef(false);
  const run = useCallback(
    async (command: Command): Promise<CommandAnswer | undefined> => {
      if (isRunning.current) return undefined;
      isRunning.current = true;
      setLast(command);
      setWarnings(noWarnings);
      // `act` never throws: a failure is in its fault.
      const answer = await act(command);
      if (answer !== undefined) setWarnings(answer.warnings);
      isRunning.current = false;
      return answer;
    },
    [act],
  );
  const clear = useCallback(() => {
    clearFault();
    setWarnings(noWarnings);
  }, [clearFault]);
  const fault =
    message === ""
      ? undefined
      : { message, code: problem?.code ?? "unknown", needs: problem?.needs ?? [], command: last };
  return { run, isBusy, fault, warnings, clear };
}
