/** A button that opens a form for the reason of one act, and what the server answers to it. */

import { useState } from "react";
import type { Command, CommandType } from "../../core/commands.ts";
import { useAct, useMay } from "../live/use-act.ts";
import { ReasonForm } from "./reason-form.tsx";
import { FaultNote } from "../parts/fault-note.tsx";

export interface ReasonActProps {
  readonly type: CommandType;
  /** On the button that opens the form. */
  readonly name: string;
  readonly verb: string;
  readonly label: string;
  readonly isQuiet?: boolean;
  readonly commandOf: (reason: string) => Command;
}

export function ReasonAct({ type, name, verb, label, isQuiet, commandOf }: ReasonActProps) {
  const act = useAct();
  const may = useMay(type);
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      {isOpen ? (
        <ReasonForm
          verb={verb}
          label={label}
          onCancel={() => setIsOpen(false)}
          onSave={async (reason) => {
            if ((await act.run(commandOf(reason))) !== undefined) setIsOpen(false);
          }}
        />
      ) : (
        <div className="row">
          <button
            type="button"
            className={`button small ${isQuiet === true ? "quiet" : ""}`}
            disabled={!may}
            onClick={() => setIsOpen(true)}
          >
            {name}
          </button>
        </div>
      )}
      <FaultNote text={act.fault} />
    </>
  );
}
