/**
 * What stands for a day at most and is renewed or ended with a reason: its two buttons, the form that asks for the reason,
 * and what the server said. Not here: how it looks (`children`), and what may be renewed (the core).
 */
import { type ReactNode, useState } from "react";
import type { Command } from "../../core/commands.ts";
import { ReasonForm } from "../incident/reason-form.tsx";
import { useAct } from "../live/use-act.ts";
import { FaultNote } from "./fault-note.tsx";

export interface RenewOrEndProps {
  /** Read aloud behind each button, as "directive 3". */
  readonly name: string;
  readonly may: boolean;
  /** What the reason of a renewal is asked as. */
  readonly renewalAsks: string;
  readonly renew: (reason: string) => Command;
  readonly end: (reason: string) => Command;
  /** Stands before the buttons, in their row. */
  readonly children?: ReactNode;
}

export function RenewOrEnd(props: RenewOrEndProps) {
  const { name, may, renewalAsks, renew, end, children } = props;
  const act = useAct();
  const [form, setForm] = useState<"" | "renew" | "end">("");
  const close = (): void => setForm("");
  const say = async (reason: string): Promise<void> => {
    const said = await act.run(form === "renew" ? renew(reason) : end(reason));
    if (said !== undefined) close();
  };
  return (
    <>
      <span className="row wrap">
        {children}
        {(["renew", "end"] as const).map((which) => (
          <button
            key={which}
            type="button"
            className="button small"
            disabled={!may || act.isBusy}
            aria-expanded={form === which}
            onClick={() => setForm(form === which ? "" : which)}
          >
            {which === "renew" ? "Renew…" : "End…"}
            <span className="only-read-aloud"> {name}</span>
          </button>
        ))}
      </span>
      {form !== "" && (
        <ReasonForm
          key={form}
          verb={form === "renew" ? "Renew for a day" : "End it"}
          label={form === "renew" ? renewalAsks : "Why it is over"}
          onCancel={close}
          onSave={say}
        />
      )}
      <FaultNote text={act.fault} />
    </>
  );
}
