/**
 * The side panel of one contact, by its state: ringing (answer it), answered (write it down and make an incident of
 * it, join it to one, or end it), abandoned (call back), linked (leave again), ended. `new` is an empty form: the
 * contact is made, and its clock starts, with the first thing typed.
 */

import { useCallback, useEffect, useState } from "react";
import { findContact, type ContactRow } from "../live/contact-rows.ts";
import { useMay } from "../live/use-act.ts";
import { useCommand } from "../live/use-command.ts";
import { useNow, useRegion } from "../live/use-region.ts";
import { CommandFault } from "../parts/command-fault.tsx";
import { Panel } from "../parts/panel.tsx";
import { clockText, sentenceCase, timeText } from "../view/format.ts";
import { openIncident } from "../view/view-state.ts";
import { AbandonedContact } from "./abandoned-contact.tsx";
import { ContactFacts } from "./contact-facts.tsx";
import { GradeReport } from "./grade-report.tsx";
import { ContactDraftForm } from "./contact-draft-form.tsx";
import "./contact.css";
import { LinkedContact } from "./linked-contact.tsx";
import { formKeyOf } from "./use-contact-number.ts";

export interface ContactFormProps {
  readonly contact: number | "new";
  readonly onClose: () => void;
}

export function ContactForm({ contact, onClose }: ContactFormProps) {
  const row = useRegion((view) => (contact === "new" ? undefined : findContact(view, contact)));
  const title = contact === "new" ? "New contact" : `Contact ${contact}`;
  return (
    <Panel
      label={title.toLowerCase()}
      title={title}
      onClose={onClose}
      tools={row !== undefined && <ContactTools row={row} />}
    >
      {contact !== "new" && row === undefined ? (
        <p className="empty">
          Contact {contact} is not in the operational state: it never was, or has left it. The log
          keeps it.
        </p>
      ) : (
        <ContactBody key={formKeyOf(contact)} contact={contact} row={row} onClose={onClose} />
      )}
    </Panel>
  );
}

function ContactTools({ row }: { readonly row: ContactRow }) {
  return (
    <>
      <span className="chip">{sentenceCase(row.channel)}</span>
      <span className="soft">{row.state}</span>
      {row.state !== "ended" && row.state !== "linked" && <SinceClock row={row} />}
    </>
  );
}

/** How long it rings, or how long ago it was answered: the grade clock runs from there. */
function SinceClock({ row }: { readonly row: ContactRow }) {
  const now = useNow();
  const since = row.answeredAt > 0 ? row.answeredAt : row.ringingAt;
  return <span className="contact-since">{clockText(Math.max(0, now - since))}</span>;
}

interface ContactBodyProps {
  readonly contact: number | "new";
  readonly row: ContactRow | undefined;
  readonly onClose: () => void;
}

function ContactBody({ contact, row, onClose }: ContactBodyProps) {
  // The incident this contact left last, so that leaving can be undone; it goes with the panel.
  const [left, setLeft] = useState(0);
  const onLeft = useCallback((incident: number) => setLeft(incident), []);
  if (contact === "new" || row?.state === "answered" || row === undefined)
    return (
      <>
        {left > 0 && row !== undefined && <LeftNote contact={row.number} incident={left} />}
        {row !== undefined && <GradeReport key={row.number} row={row} />}
        <ContactDraftForm contact={contact} row={row} onClose={onClose} />
      </>
    );
  if (row.state === "ringing") return <RingingContact row={row} />;
  if (row.state === "abandoned") return <AbandonedContact row={row} />;
  if (row.state === "linked") return <LinkedContact row={row} onLeft={onLeft} />;
  return <EndedContact row={row} />;
}

/** Undo the other way round: a contact that left an incident can be put back with one key. */
function LeftNote({ contact, incident }: { readonly contact: number; readonly incident: number }) {
  const runner = useCommand();
  const mayLink = useMay("contact.link");
  const join = async (): Promise<void> => {
    const answer = await runner.run({ type: "contact.link", contact, incident });
    if (answer !== undefined) openIncident(incident);
  };
  return (
    <>
      <div className="hint row spread" role="status">
        <span>Left incident {incident}. This contact is open work again.</span>
        <button
          type="button"
          className="button small"
          disabled={!mayLink}
          onClick={() => void join()}
        >
          Undo: join {incident} again
        </button>
      </div>
      <CommandFault runner={runner} />
    </>
  );
}

function RingingContact({ row }: { readonly row: ContactRow }) {
  const runner = useCommand();
  const mayAnswer = useMay("contact.answer");
  const mayAbandon = useMay("contact.abandon");
  const { run } = runner;
  useEffect(() => {
    document.getElementById("answer-contact")?.focus();
  }, []);
  return (
    <div className="section stack">
      <ContactFacts row={row} />
      <GradeReport key={row.number} row={row} />
      <div className="row">
        <button
          id="answer-contact"
          type="button"
          className="button primary"
          disabled={!mayAnswer}
          onClick={() => void run({ type: "contact.answer", contact: row.number })}
        >
          Answer
        </button>
        <button
          type="button"
          className="button"
          disabled={!mayAbandon}
          onClick={() => void run({ type: "contact.abandon", contact: row.number })}
        >
          Caller has gone
        </button>
      </div>
      <CommandFault runner={runner} />
    </div>
  );
}

function EndedContact({ row }: { readonly row: ContactRow }) {
  return (
    <div className="section stack">
      <p>
        Ended at {timeText(row.endedAt)} without an incident: {row.outcome}.
      </p>
      <ContactFacts row={row} />
    </div>
  );
}
