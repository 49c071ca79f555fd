/** A small form in place for an act that needs a reason. Enter saves, Escape cancels and keeps the panel open. */

import { useId, useState, type KeyboardEvent, type ReactNode } from "react";
import { limits } from "../../core/limits.ts";

export interface ReasonFormProps {
  readonly verb: string;
  readonly onSave: (reason: string) => Promise<void>;
  readonly onCancel: () => void;
  readonly children?: ReactNode;
  readonly label?: string;
}

export function ReasonForm(props: ReasonFormProps) {
  const { verb, onSave, onCancel, children, label = "Reason" } = props;
  const id = useId();
  const [reason, setReason] = useState("");
  const onKeyDown = cancelledBy(onCancel);
  return (
    <form
      className="edit-form stack"
      onSubmit={(event) => {
        event.preventDefault();
        void onSave(reason.trim());
      }}
    >
      {children}
      <div className="field">
        <label htmlFor={id}>{label}</label>
        <input
          id={id}
          className="input"
          required
          maxLength={limits.reasonLength}
          value={reason}
          autoFocus={children === undefined}
          onKeyDown={onKeyDown}
          onChange={(event) => setReason(event.target.value)}
        />
      </div>
      <FormEnd verb={verb} onCancel={onCancel} />
    </form>
  );
}

export interface FormEndProps {
  readonly verb: string;
  readonly isOff?: boolean;
  readonly onCancel: () => void;
}

export function FormEnd({ verb, isOff = false, onCancel }: FormEndProps) {
  return (
    <div className="row">
      <button type="submit" className="button small primary" disabled={isOff}>
        {verb}
      </button>
      <button type="button" className="button small quiet" onClick={onCancel}>
        Cancel
      </button>
    </div>
  );
}

/** Escape takes the form away and keeps the panel open. */
export function cancelledBy(onCancel: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    onCancel();
  };
}
