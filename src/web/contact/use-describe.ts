/**
 * Tells the other consoles what was written about a contact: when nothing was typed for a moment, and at once before
 * the contact joins or becomes an incident. A failure here stops nobody; it is said, and the next change tries again.
 */

import { useCallback, useEffect, useMemo, useRef } from "react";
import { useSend } from "../live/use-region.ts";
import { describeCommand } from "./draft-commands.ts";
import type { Draft, TypedParts } from "./draft.ts";

const waitMillis = 1500;

export interface Describe {
  /** Sends what is not on record yet and waits for it. */
  readonly flush: () => Promise<void>;
  readonly stop: () => void;
}

export function useDescribe(
  contact: number | undefined,
  typed: TypedParts,
  known: Draft,
): Describe {
  const send = useSend();
  const now = useRef({ contact, typed, known, send });
  const sent = useRef<TypedParts>({});
  const isStopped = useRef(false);
  const flush = useCallback(async (): Promise<void> => {
    const at = now.current;
    if (isStopped.current || at.contact === undefined || at.send === undefined) return;
    const command = describeCommand(at.contact, at.typed, {
      ...at.known,
      ...sent.current,
    });
    if (command === undefined) return;
    const before = sent.current;
    sent.current = at.typed;
    try {
      await at.send(command);
    } catch {
      // Not on record: the next pause in typing, or the act that ends the form, sends it again.
      sent.current = before;
    }
  }, []);
  const stop = useCallback(() => {
    isStopped.current = true;
  }, []);
  useEffect(() => {
    now.current = { contact, typed, known, send };
    const timer = setTimeout(() => void flush(), waitMillis);
    return () => clearTimeout(timer);
  }, [contact, typed, known, send, flush]);
  useEffect(() => {
    isStopped.current = false;
    return () => void flush();
  }, [flush]);
  return useMemo(() => ({ flush, stop }), [flush, stop]);
}
