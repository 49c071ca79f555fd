/** One item: who has it since when, the acts that its state allows, and its chain where somebody asks for it. */

import { useId, useState, type FormEvent } from "react";
import type { Command } from "../../core/commands.ts";
import { limits } from "../../core/limits.ts";
import { ReasonForm } from "../incident/reason-form.tsx";
import { findStaffNumber, type CustodyRow } from "../live/custody-rows.ts";
import { useAct, useMay, type Act } from "../live/use-act.ts";
import { useRegion } from "../live/use-region.ts";
import { sentenceCase, shortTimeText } from "../view/format.ts";
import { useChain } from "./use-chain.ts";
import { FaultNote } from "../parts/fault-note.tsx";

type Asked = "" | "person" | "miss" | "find" | "chain";

export function CustodyLine({ row }: { readonly row: CustodyRow }) {
  const act = useAct();
  const mayAct = useMay("item.issue");
  const [asked, setAsked] = useState<Asked>("");
  const { item, code, state } = row;
  const asks = row.isOwed || state === "missing";
  const done = async (command: Command): Promise<void> => {
    if ((await act.run(command)) !== undefined) setAsked("");
  };
  const toggle = (what: Asked): void => setAsked(asked === what ? "" : what);
  return (
    <li className={`custody-line ${asks ? "asks" : ""}`} aria-label={code}>
      <div className="row spread">
        <span className="row wrap">
          <strong>{code}</strong>
          <span className="soft">{row.kind}</span>
          <span className={asks ? "late" : ""}>{whereText(row)}</span>
        </span>
        <span className="soft">since {shortTimeText(row.sinceAt)}</span>
      </div>
      <div className="row wrap">
        {state === "issued" && (
          <Button name="Hand in" of={code} isOff={!mayAct || act.isBusy} onPress={() => void done({ type: "item.hand-in", item })} /> // prettier-ignore
        )}
        {(state === "issued" || state === "in store") && (
          <>
            <Button
              name={state === "issued" ? "Hand over…" : "Issue…"}
              of={code}
              isOff={!mayAct}
              isOpen={asked === "person"}
              onPress={() => toggle("person")}
            />{" "}
            {/* prettier-ignore */}
            <Button name="Missing…" of={code} isOff={!mayAct} isOpen={asked === "miss"} onPress={() => toggle("miss")} />{" "}
            {/* prettier-ignore */}
          </>
        )}
        {state === "missing" && (
          <Button name="Found…" of={code} isOff={!mayAct} isOpen={asked === "find"} onPress={() => toggle("find")} /> // prettier-ignore
        )}
        <Button
          name="Chain"
          of={code}
          isOff={false}
          isOpen={asked === "chain"}
          onPress={() => toggle("chain")}
        />{" "}
        {/* prettier-ignore */}
      </div>
      {asked === "person" && <PersonForm row={row} act={act} onDone={() => setAsked("")} />}
      {(asked === "miss" || asked === "find") && (
        <ReasonForm
          verb={asked === "miss" ? "It is missing" : "It is found"}
          label="What was said"
          onSave={(reason) => done({ type: asked === "miss" ? "item.miss" : "item.find", item, reason })} // prettier-ignore
          onCancel={() => setAsked("")}
        />
      )}
      {asked === "chain" && <ChainList row={row} />}
      <FaultNote text={act.fault} />
    </li>
  );
}

function whereText({ state, holderName, isOwed, lastName, place, unitName }: CustodyRow): string {
  const of = unitName === "" ? "" : `, of ${unitName}`;
  if (state === "issued") return `With ${holderName}${isOwed ? ", who is off duty" : ""}${of}`;
  const last = lastName === "" ? "" : `, last with ${lastName}`;
  return `${sentenceCase(state)}${place === null ? "" : ` at ${place}`}${last}${of}`;
}

interface ButtonProps {
  readonly name: string;
  readonly of: string;
  readonly isOff: boolean;
  readonly isOpen?: boolean;
  readonly onPress: () => void;
}

function Button({ name, of, isOff, isOpen, onPress }: ButtonProps) {
  return (
    <button
      type="button"
      className="button small"
      disabled={isOff}
      aria-expanded={isOpen}
      onClick={onPress}
    >
      {name}
      <span className="only-read-aloud"> {of}</span>
    </button>
  );
}

interface PersonFormProps {
  readonly row: CustodyRow;
  readonly act: Act;
  readonly onDone: () => void;
}

function PersonForm({ row, act, onDone }: PersonFormProps) {
  const id = useId();
  const [staffNumber, setStaffNumber] = useState("");
  const person = useRegion((view) => findStaffNumber(view, staffNumber));
  const type = row.state === "issued" ? "item.hand-over" : "item.issue";
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (person === undefined) return;
    if ((await act.run({ type, item: row.item, person })) !== undefined) onDone();
  };
  return (
    <form className="edit-form stack" onSubmit={(event) => void save(event)}>
      <div className="field">
        <label htmlFor={id}>Staff number</label>
        <input
          id={id}
          className="input"
          required
          autoFocus
          maxLength={limits.staffNumberLength}
          value={staffNumber}
          aria-describedby={`${id}-note`}
          onChange={(event) => setStaffNumber(event.target.value)}
        />
        <span id={`${id}-note`} className="soft">
          {staffNumber !== "" && person === undefined ? "Nobody of this roster has that." : ""}
        </span>
      </div>
      <div className="row">
        <button
          type="submit"
          className="button small primary"
          disabled={person === undefined || act.isBusy}
        >
          {row.state === "issued" ? "Hand over" : "Issue"}
        </button>
        <button type="button" className="button small quiet" onClick={onDone}>
          Cancel
        </button>
      </div>
    </form>
  );
}

function ChainList({ row }: { readonly row: CustodyRow }) {
  const chain = useChain(row.code, row.position);
  if (chain === undefined) return <p className="soft">Reading the log…</p>;
  return (
    <ol className="custody-chain" aria-label={`Chain of ${row.code}, the last hand first`}>
      {chain.lines.map(({ position, at, by, says }) => (
        <li key={position}>
          <span className="faint">
            {shortTimeText(at)} {by}
          </span>{" "}
          {says}
        </li>
      ))}
      {chain.next > 0 && (
        <li className="soft">Earlier hands are in the log before position {chain.next}.</li>
      )}
    </ol>
  );
}
