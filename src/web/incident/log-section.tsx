/** The incident's history, newest first, folded away until somebody wants it. */

import { useState } from "react";
import { listContactsOf } from "../live/contact-rows.ts";
import { useRegion } from "../live/use-region.ts";
import { countText, timeText } from "../view/format.ts";
import { listLogLines } from "./incident-log.ts";
import type { IncidentPartProps } from "./incident-panel.tsx";

export function LogSection({ row, detail }: IncidentPartProps) {
  const contacts = useRegion((view) => listContactsOf(view, row.number));
  const [isOpen, setIsOpen] = useState(false);
  const lines = listLogLines(row, detail, contacts);
  return (
    <section className="section" aria-label="History">
      <h3>
        <button
          type="button"
          className="button small"
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
        >
          History, {countText(lines.length, "line")}
        </button>
      </h3>
      {isOpen && (
        <ol className="incident-log">
          {lines.map((line) => (
            <li key={line.key}>
              <time className="faint">{timeText(line.at)}</time>
              <span>
                {line.text}
                {line.by !== "" && <span className="faint"> – {line.by}</span>}
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
