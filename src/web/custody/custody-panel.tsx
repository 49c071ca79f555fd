/**
 * Custody in the side panel: who holds which keys, radios, vehicles and kit, since when; what is owed by people off duty and what is
 * missing first. A search by code or staff number narrows the list. Every act is a command, and the chain of an item comes from the log.
 */

import { useId, useState } from "react";
import { countItems, listCustodyRows, type CustodyRow } from "../live/custody-rows.ts";
import { listRecoveryRows } from "../live/recovery-rows.ts";
import { useRegion } from "../live/use-region.ts";
import { Panel } from "../parts/panel.tsx";
import { countText } from "../view/format.ts";
import { CustodyLine } from "./custody-line.tsx";
import { RecoveryLine } from "./recovery-line.tsx";
import "./custody.css";

/** More rows than this are only counted; what asks for somebody is first. */
const rowsMost = 100;

function fits({ code, holderName, lastName, unitName }: CustodyRow, words: string): boolean {
  return [code, holderName, lastName, unitName].some((each) => each.includes(words));
}

function Recoveries() {
  const rows = useRegion(listRecoveryRows);
  if (rows.length === 0) return null;
  return (
    <section aria-label="Vehicles to recover">
      <h3 className="custody-title">
        Vehicles to recover <span className="soft">{rows.length}</span>
      </h3>
      <ul>
        {rows.map((row) => (
          <RecoveryLine key={row.recovery} row={row} />
        ))}
      </ul>
    </section>
  );
}

export function CustodyPanel({ onClose }: { readonly onClose: () => void }) {
  const all = useRegion(listCustodyRows);
  const count = useRegion(countItems);
  const [words, setWords] = useState("");
  const id = useId();
  const asked = words.trim().toUpperCase();
  const rows = asked === "" ? all : all.filter((row) => fits(row, asked));
  return (
    <Panel
      label="custody"
      title="Custody: who holds what"
      tools={
        <span className="soft">
          {count.issued} out, {count.inStore} in store, {count.missing} missing
        </span>
      }
      onClose={onClose}
    >
      <Recoveries />
      <div className="section">
        {count.owed > 0 && (
          <p className="late">
            {countText(count.owed, "item")} with {count.peopleOwing} off duty
          </p>
        )}
        <div className="field">
          <label htmlFor={id}>Find by code, staff number or call sign</label>
          <input
            id={id}
            className="input"
            value={words}
            maxLength={40}
            onChange={(event) => setWords(event.target.value)}
          />
        </div>
      </div>
      {rows.length === 0 && (
        <p className="empty">{all.length === 0 ? "No items are registered." : "Nothing fits."}</p>
      )}
      <ul>
        {rows.slice(0, rowsMost).map((row) => (
          <CustodyLine key={row.item} row={row} />
        ))}
      </ul>
      {rows.length > rowsMost && (
        <p className="empty">{countText(rows.length - rowsMost, "more item")}, not listed.</p>
      )}
    </Panel>
  );
}
