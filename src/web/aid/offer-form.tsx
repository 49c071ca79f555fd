/** How many of what was asked are offered, firmly or under a condition; the floors are said beside it, and the server holds to them. */

import { useId, useState, type FormEvent } from "react";
import type { Command } from "../../core/commands.ts";
import { limits } from "../../core/limits.ts";
import { cancelledBy, FormEnd } from "../incident/reason-form.tsx";
import type { AskRow } from "../live/aid-rows.ts";
import { NumberField } from "../parts/fields.tsx";
import { countText } from "../view/format.ts";

export interface AidFormProps {
  readonly row: AskRow;
  readonly onSave: (command: Command) => Promise<void>;
  readonly onCancel: () => void;
}

export function OfferForm({ row, onSave, onCancel }: AidFormProps) {
  const id = useId();
  const { request, quantity: asked, lendable } = row;
  const [quantity, setQuantity] = useState(Math.max(1, Math.min(asked, lendable ?? asked)));
  const [condition, setCondition] = useState("");
  const onKeyDown = cancelledBy(onCancel);
  const save = (event: FormEvent): void => {
    event.preventDefault();
    const reason = condition.trim();
    const terms = reason === "" ? ({ answer: "accepted" } as const) : ({ answer: "provisional", reason } as const); // prettier-ignore
    void onSave({ type: "request.answer", request, quantity, ...terms });
  };
  return (
    <form className="edit-form stack" onSubmit={save}>
      <p className={(lendable ?? 0) < asked ? "late" : "soft"}>{lendableText(row)}</p>
      <NumberField
        label="Units offered"
        value={quantity}
        most={asked}
        onChange={setQuantity}
        onKeyDown={onKeyDown}
      />
      <div className="field">
        <label htmlFor={id}>Under a condition (left empty: firmly)</label>
        <input
          id={id}
          className="input"
          maxLength={limits.reasonLength}
          value={condition}
          onKeyDown={onKeyDown}
          onChange={(event) => setCondition(event.target.value)}
        />
      </div>
      <FormEnd
        verb={condition.trim() === "" ? "Offer firmly" : "Offer provisionally"}
        onCancel={onCancel}
      />
    </form>
  );
}

/** `1 free unit with these skills could go and leave the floors whole: 1 fewer than asked.` */
export function lendableText({ lendable, quantity }: AskRow): string {
  const most = lendable ?? 0;
  const short = quantity - most;
  return `${countText(most, "free unit")} with these skills could go and leave the floors whole${short > 0 ? `: ${short} fewer than asked` : ""}.`;
}
