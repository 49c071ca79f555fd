/**
 * The contacts of an incident. Each can leave again (a wrong join is undone by a person), and the one that left last
 * can be put back at once. Many callers fold together; the count is always said.
 */

import { useState } from "react";
import { listContactsOf, type ContactRow } from "../live/contact-rows.ts";
import { useMay } from "../live/use-act.ts";
import { useCommand } from "../live/use-command.ts";
import { useRegion } from "../live/use-region.ts";
import { CommandFault } from "../parts/command-fault.tsx";
import { countText, shortTimeText } from "../view/format.ts";
import { openContact } from "../view/view-state.ts";
import type { IncidentPartProps } from "./incident-panel.tsx";

/** Lines shown before "show all". */
const linesFirst = 5;

export function ContactsSection({ row }: IncidentPartProps) {
  const contacts = useRegion((view) => listContactsOf(view, row.number));
  const [isWhole, setIsWhole] = useState(false);
  const [left, setLeft] = useState(0);
  const may = useMay("contact.unlink");
  const runner = useCommand();
  const leave = async (contact: number): Promise<void> => {
    const answer = await runner.run({ type: "contact.unlink", contact });
    if (answer !== undefined) setLeft(contact);
  };
  const joinAgain = async (): Promise<void> => {
    const answer = await runner.run({ type: "contact.link", contact: left, incident: row.number });
    if (answer !== undefined) setLeft(0);
  };
  const shown = isWhole ? contacts : contacts.slice(0, linesFirst);
  return (
    <section className="section stack" aria-label="Contacts">
      <h3>{countText(contacts.length, "contact")}</h3>
      {left > 0 && (
        <div className="hint row spread" role="status">
          <span>Contact {left} left this incident and is open work again.</span>
          <button
            type="button"
            className="button small"
            disabled={!may}
            onClick={() => void joinAgain()}
          >
            Undo: join again
          </button>
        </div>
      )}
      <CommandFault runner={runner} />
      <ul className="incident-contacts">
        {shown.map((contact) => (
          <ContactLine key={contact.number} contact={contact} isOff={!may} onLeave={leave} />
        ))}
      </ul>
      {contacts.length > linesFirst && (
        <button type="button" className="button small" onClick={() => setIsWhole(!isWhole)}>
          {isWhole ? `Show the first ${linesFirst}` : `Show all ${contacts.length}`}
        </button>
      )}
    </section>
  );
}

function ContactLine(props: {
  readonly contact: ContactRow;
  readonly isOff: boolean;
  readonly onLeave: (contact: number) => Promise<void>;
}) {
  const { contact, isOff, onLeave } = props;
  const words = [contact.callerName, contact.callerNumber, contact.words]
    .filter((part) => part !== "")
    .join(" · ");
  return (
    <li className="incident-contact">
      <button
        type="button"
        className="button small quiet"
        onClick={() => openContact(contact.number)}
      >
        <span className="only-read-aloud">Contact </span>
        {contact.number}
      </button>
      <span className="faint">{shortTimeText(contact.ringingAt)}</span>
      <span className="cut" title={words}>
        {words === "" ? contact.channel : words}
      </span>
      <button
        type="button"
        className="button small quiet"
        disabled={isOff}
        onClick={() => void onLeave(contact.number)}
      >
        Leave<span className="only-read-aloud">: take contact {contact.number} out</span>
      </button>
    </li>
  );
}
