/** What is known of a contact, read only: who, where, what was said, when. Empty facts are left out. */

import type { ContactRow } from "../live/contact-rows.ts";
import { timeText } from "../view/format.ts";

export function ContactFacts({ row }: { readonly row: ContactRow }) {
  const facts: [string, string][] = [
    ["Number", row.callerNumber],
    ["Name", row.callerName],
    ["Place", row.place],
    ["Said", row.words],
    ["Type", row.type],
    ["Rang", timeText(row.ringingAt)],
    ["Answered", row.answeredAt > 0 ? `${timeText(row.answeredAt)} by ${row.by}` : ""],
  ];
  return (
    <dl className="facts">
      {facts
        .filter(([, value]) => value !== "")
        .map(([name, value]) => (
          <div key={name} className="contents">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
