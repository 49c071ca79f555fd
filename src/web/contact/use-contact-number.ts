/**
 * The number of the contact that a form writes. An empty form has none: with the first thing typed it makes a contact
 * and answers it, so that the clock runs and nothing is lost, and the address then names the contact. A failure says
 * so and keeps what was typed; where the way there failed it tries again by itself, otherwise with the next act.
 * `contact.receive` is never sent twice for one form.
 */

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { sendCommand } from "../api/client.ts";
import { isProblem, messageOf } from "../api/problem.ts";
import { findContact } from "../live/contact-rows.ts";
import { useConsole, useRegion, useSend } from "../live/use-region.ts";
import { changeView } from "../view/view-state.ts";
import { moveDraft, useDraftOwner } from "./draft.ts";

export interface ContactNumber {
  /** Undefined until the contact is made. */
  readonly current: number | undefined;
  /** Makes the contact in the background; says in `fault` when that failed. */
  readonly begin: () => void;
  /** Makes the contact when there is none yet; undefined when that failed. */
  readonly get: () => Promise<number | undefined>;
  readonly fault: string;
}

/** A caller is on the line: what failed on the way there is tried again so soon. */
const againMillis = 2_000;

/** Whether the same may go well in a moment: nobody answered, or the server takes nothing now. */
function isPassing(thrown: unknown): boolean {
  return (
    isProblem(thrown) && (thrown.status === 0 || thrown.status === 429 || thrown.status >= 500)
  );
}

/** The form that a contact was made in goes on as the form of that contact: same element, same focus. */
const bornAs = new Map<number, string>();
let forms = 0;

/** A key for the form's element; `new` forms keep theirs when their contact gets its number. */
export function formKeyOf(contact: number | "new"): string {
  return contact === "new" ? `form-${forms}` : (bornAs.get(contact) ?? String(contact));
}

export function useContactNumber(contact: number | "new"): ContactNumber {
  const owner = useDraftOwner();
  const { region } = useConsole();
  const send = useSend();
  const [made, setMade] = useState<number | undefined>(undefined);
  const [fault, setFault] = useState("");
  const [isAgain, setIsAgain] = useState(false);
  const received = useRef<number | undefined>(undefined);
  /** One id per form: an attempt whose answer was lost is the same command again. */
  const receiveId = useRef(crypto.randomUUID());
  const making = useRef<Promise<number | undefined> | undefined>(undefined);

  const make = useCallback(async (): Promise<number | undefined> => {
    if (send === undefined) return undefined;
    try {
      setFault("");
      if (received.current === undefined) {
        const receive = { type: "contact.receive", channel: "call" } as const;
        received.current = (await sendCommand(region, receive, receiveId.current)).made.contact;
      }
      const number = received.current;
      if (number === undefined) return undefined;
      await send({ type: "contact.answer", contact: number });
      setMade(number);
      return number;
    } catch (thrown) {
      const isAnsweredAlready = isProblem(thrown) && thrown.code === "contact.wrong-state";
      if (isAnsweredAlready && received.current !== undefined) {
        // The answer to an earlier attempt was lost; the contact is what was wanted.
        setMade(received.current);
        return received.current;
      }
      making.current = undefined;
      const again = isPassing(thrown);
      setIsAgain(again);
      setFault(
        `The contact is not on record yet: ${messageOf(thrown)} What you typed is kept${again ? "; it is tried again by itself" : ""}.`,
      );
      return undefined;
    }
  }, [region, send]);
  const get = useCallback(async () => {
    if (contact !== "new") return contact;
    if (making.current === undefined) making.current = make();
    return making.current;
  }, [contact, make]);
  const begin = useCallback(() => {
    if (contact === "new" && making.current === undefined) void get();
  }, [contact, get]);
  useEffect(() => {
    if (fault === "" || !isAgain) return undefined;
    const timer = setTimeout(begin, againMillis);
    return () => clearTimeout(timer);
  }, [fault, isAgain, begin]);

  const isAnswered = useRegion(
    (view) => made !== undefined && findContact(view, made)?.state === "answered",
  );
  useEffect(() => {
    if (contact !== "new" || made === undefined || !isAnswered) return;
    bornAs.set(made, formKeyOf("new"));
    forms += 1;
    moveDraft(owner, "new", String(made));
    changeView({ contact: String(made) });
  }, [contact, made, isAnswered, owner]);
  const current = contact === "new" ? made : contact;
  return useMemo(() => ({ current, begin, get, fault }), [current, begin, get, fault]);
}
