/**
 * Sending lines: the answer, the refusal with what would have to be accepted, and the lines sent before. A refused
 * line stays in the field; where accepting its warnings is enough, the next Enter on the same line does that.
 */

import { useCallback, useRef, useState } from "react";
import { sendLine } from "../api/client.ts";
import { isProblem, messageOf } from "../api/problem.ts";
import { useConsole, useSend } from "../live/use-region.ts";

export interface LineSaid {
  /** The line it belongs to. */
  readonly line: string;
  readonly kind: "done" | "refused";
  readonly text: string;
  /** Warning codes that sending the line again accepts. */
  readonly needs: readonly string[];
}

/** Lines kept for the arrow keys. */
const historyMost = 50;

function countOf(events: number): string {
  return events === 1 ? "1 event" : `${events} events`;
}

export interface LineSender {
  readonly said: LineSaid | undefined;
  readonly isBusy: boolean;
  /** Undefined where commands are off. */
  readonly send: ((line: string) => Promise<boolean>) | undefined;
  readonly clear: () => void;
  /** The line before the one shown (1 = the last one sent); undefined = there is none. */
  readonly findBefore: (steps: number) => string | undefined;
}

export function useLine(): LineSender {
  const { region } = useConsole();
  const mayAct = useSend() !== undefined;
  const [said, setSaid] = useState<LineSaid | undefined>(undefined);
  const [isBusy, setIsBusy] = useState(false);
  const isSending = useRef(false);
  const history = useRef<readonly string[]>([]);
  const send = useCallback(
    async (line: string): Promise<boolean> => {
      if (isSending.current || line === "") return false;
      isSending.current = true;
      setIsBusy(true);
      const accept = said?.line === line && said.kind === "refused" ? said.needs : [];
      const next = await askServer(region, line, accept);
      setSaid(next);
      if (next.kind === "done") history.current = [line, ...history.current].slice(0, historyMost);
      isSending.current = false;
      setIsBusy(false);
      return next.kind === "done";
    },
    [region, said],
  );
  const clear = useCallback(() => setSaid(undefined), []);
  const findBefore = useCallback((steps: number) => history.current[steps - 1], []);
  return { said, isBusy, send: mayAct ? send : undefined, clear, findBefore };
}

async function askServer(
  region: string,
  line: string,
  accept: readonly string[],
): Promise<LineSaid> {
  try {
    const { events, warnings } = await sendLine(region, line, accept);
    const more = warnings.map((warning) => warning.message);
    const text = [`Done: ${line} (${countOf(events)})`, ...more].join(". ");
    return { line, kind: "done", text, needs: [] };
  } catch (thrown) {
    const needs = isProblem(thrown) ? thrown.needs : [];
    return { line, kind: "refused", text: messageOf(thrown), needs };
  }
}
