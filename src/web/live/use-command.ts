/**
 * Runs commands for one place on the screen and keeps what the server said there: the refusal, what would have to be
 * accepted, the warnings that came with success. One command at a time; a second one while the first is on its way
 * is ignored, because a double press must never act twice.
 */

import { useCallback, useRef, useState } from "react";
import type { Command, CommandType } from "../../core/commands.ts";
import { authority } from "../../core/authority.ts";
import type { Warning } from "../../core/refusal.ts";
import { isProblem, messageOf } from "../api/problem.ts";
import type { CommandAnswer } from "../api/types.ts";
import { useConsole, useSend } from "./use-region.ts";

export interface CommandFault {
  readonly message: string;
  readonly code: string;
  /** Warning codes that the same command would have to accept. */
  readonly needs: readonly string[];
  readonly command: Command;
}

export interface CommandRunner {
  /** Undefined where commands are off (replay, rehearsal). */
  readonly run: ((command: Command) => Promise<CommandAnswer | undefined>) | undefined;
  readonly isBusy: boolean;
  readonly fault: CommandFault | undefined;
  readonly warnings: readonly Warning[];
  readonly clear: () => void;
}

export function useCommand(): CommandRunner {
  const send = useSend();
  const [isBusy, setIsBusy] = useState(false);
  const [fault, setFault] = useState<CommandFault | undefined>(undefined);
  const [warnings, setWarnings] = useState<readonly Warning[]>([]);
  const isRunning = useRef(false);
  const run = useCallback(
    async (command: Command): Promise<CommandAnswer | undefined> => {
      if (send === undefined || isRunning.current) return undefined;
      isRunning.current = true;
      setIsBusy(true);
      setFault(undefined);
      setWarnings([]);
      try {
        const answer = await send(command);
        setWarnings(answer.warnings);
        return answer;
      } catch (thrown) {
        const known = isProblem(thrown) ? thrown : undefined;
        const code = known?.code ?? "unknown";
        setFault({ message: messageOf(thrown), code, needs: known?.needs ?? [], command });
        return undefined;
      } finally {
        isRunning.current = false;
        setIsBusy(false);
      }
    },
    [send],
  );
  const clear = useCallback(() => {
    setFault(undefined);
    setWarnings([]);
  }, []);
  return { run: send === undefined ? undefined : run, isBusy, fault, warnings, clear };
}

/** Whether the person's role may ask for a command; the server decides again. */
export function useMayAsk(): (type: CommandType) => boolean {
  const { session } = useConsole();
  const { role } = session.account;
  return useCallback((type) => authority[type].includes(role), [role]);
}
