/**
 * Contacts that are work: ringing ones with how long they ring, answered ones without an incident, abandoned ones
 * with the time their call-back is due. One line each, the most urgent first; the strip grows to a few lines and then
 * scrolls, and it always says how many there are.
 */

import { useState } from "react";
import { isProblem } from "../api/problem.ts";
import { listContactRows, type ContactRow } from "../live/contact-rows.ts";
import { useNow, useRegion, useSend } from "../live/use-region.ts";
import { clockText, countText } from "../view/format.ts";
import { openContact, useViewState } from "../view/view-state.ts";

export function ContactStrip() {
  const rows = useRegion(listContactRows);
  const ringing = rows.filter((row) => row.state === "ringing").length;
  return (
    <section id="contacts" className="contact-strip" aria-label="Contacts to deal with">
      <header className="table-bar">
        <h2>
          Contacts{" "}
          <span className="count">
            {rows.length === 0
              ? "none waiting"
              : `${countText(rows.length, "open contact")}, ${ringing} ringing`}
          </span>
        </h2>
      </header>
      {rows.length > 0 && (
        <ul className="contact-list">
          {rows.slice(0, linesMost).map((row) => (
            <ContactLine key={row.number} row={row} />
          ))}
          {rows.length > linesMost && (
            <li className="empty">
              {countText(rows.length - linesMost, "more contact")} below these.
            </li>
          )}
        </ul>
      )}
    </section>
  );
}

/** Further contacts are only counted; they come up as these are dealt with. */
const linesMost = 40;

function ContactLine({ row }: { readonly row: ContactRow }) {
  const isOpen = useViewState().contact === String(row.number);
  const words = [row.callerNumber, row.place, row.words].filter((part) => part !== "").join(" · ");
  return (
    <li className={`contact-line ${row.state}`} {...(isOpen ? { "data-open": "" } : {})}>
      <ContactClock row={row} />
      <span className="contact-state">
        {row.state === "abandoned" ? abandonedText(row) : row.state}
      </span>
      <span className="soft">{row.channel}</span>
      <span className="cut contact-words" title={words}>
        {words}
      </span>
      <ContactAction row={row} />
    </li>
  );
}

function abandonedText(row: ContactRow): string {
  const attempts = row.attempts === 0 ? "" : `, tried ${row.attempts}×`;
  return row.callBack ? `call back${attempts}` : `abandoned, no number${attempts}`;
}

function ContactClock({ row }: { readonly row: ContactRow }) {
  const now = useNow();
  if (row.state === "abandoned") {
    const left = row.dueAt - now;
    return (
      <span className={`contact-clock ${left < 0 ? "late" : ""}`}>
        {left < 0 ? `+${clockText(-left)}` : clockText(left)}
      </span>
    );
  }
  const since = row.state === "ringing" ? row.ringingAt : row.answeredAt;
  const isLate = row.state === "ringing" && row.dueAt > 0 && now > row.dueAt;
  return (
    <span className={`contact-clock ${isLate ? "late" : ""}`}>
      {clockText(Math.max(0, now - since))}
    </span>
  );
}

/** Answering opens the form at once; if somebody was quicker, the form shows what the log says. */
function ContactAction({ row }: { readonly row: ContactRow }) {
  const send = useSend();
  const [fault, setFault] = useState("");
  const answer = async (): Promise<void> => {
    if (send === undefined) return;
    setFault("");
    openContact(row.number);
    try {
      await send({ type: "contact.answer", contact: row.number });
    } catch (thrown) {
      setFault(isProblem(thrown) ? thrown.message : "Not answered. Try again.");
    }
  };
  if (row.state !== "ringing")
    return (
      <button type="button" className="button small" onClick={() => openContact(row.number)}>
        Open<span className="only-read-aloud"> contact {row.number}</span>
      </button>
    );
  return (
    <>
      {fault !== "" && (
        <span className="late cut contact-fault" role="alert">
          {fault}
        </span>
      )}
      <button
        type="button"
        className="button small primary"
        disabled={send === undefined}
        onClick={() => void answer()}
      >
        Answer<span className="only-read-aloud"> contact {row.number}</span>
      </button>
    </>
  );
}
