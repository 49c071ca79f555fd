/**
 * One act of a person: sends a command, knows when it is on its way, and keeps the refusal or fault to be shown in
 * place (never a pop-up somewhere else). `useMay(type)` says whether this account's role may ask for it at all; the
 * server checks the same table again.
 */

import { useCallback, useState } from "react";
import { authority } from "../../core/authority.ts";
import type { Command, CommandType } from "../../core/commands.ts";
import { isProblem, messageOf, type Problem } from "../api/problem.ts";
import type { CommandAnswer } from "../api/types.ts";
import { useConsole, useSend } from "./use-region.ts";

export interface Act {
  /** Undefined answer = it failed; `fault` and `problem` say why. */
  readonly run: (command: Command) => Promise<CommandAnswer | undefined>;
  readonly isBusy: boolean;
  readonly fault: string;
  readonly problem: Problem | undefined;
  readonly clear: () => void;
}

const offText = "Commands are off outside LIVE. Go back to live first.";

export function useAct(): Act {
  const send = useSend();
  const [isBusy, setIsBusy] = useState(false);
  const [thrown, setThrown] = useState<unknown>(undefined);
  const run = useCallback(
    async (command: Command) => {
      setIsBusy(true);
      setThrown(undefined);
      try {
        if (send === undefined) throw new Error(offText);
        return await send(command);
      } catch (fault) {
        setThrown(fault);
        return undefined;
      } finally {
        setIsBusy(false);
      }
    },
    [send],
  );
  const clear = useCallback(() => setThrown(undefined), []);
  const fault = thrown === undefined ? "" : messageOf(thrown);
  return { run, isBusy, fault, problem: isProblem(thrown) ? thrown : undefined, clear };
}

/** False in replay and rehearsal, and for roles the core's authority table leaves out. */
export function useMay(type: CommandType): boolean {
  const { session } = useConsole();
  return useSend() !== undefined && authority[type].includes(session.account.role);
}
