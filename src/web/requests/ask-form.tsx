/** The form that asks: of whom, for what, how many, in which words. Every field has its label; Enter in a line sends it. */

import { useState, type FormEvent } from "react";
import type { Command } from "../../core/commands.ts";
import { limits } from "../../core/limits.ts";
import type { Party } from "../../core/request/request-facts.ts";
import { requestKinds, type RequestDirection, type RequestKind } from "../../core/vocabulary.ts";
import { Choice, NumberField, WordsField } from "../parts/fields.tsx";

export interface AskFormProps {
  /** Whom one may ask; one alone is not shown as a choice. */
  readonly parties: readonly { readonly name: string; readonly party: Party }[];
  readonly direction: RequestDirection;
  readonly kit: readonly { readonly code: string; readonly name: string }[];
  readonly isBusy: boolean;
  readonly onAsk: (command: Command) => Promise<boolean>;
}

export function AskForm({ parties, direction, kit, isBusy, onAsk }: AskFormProps) {
  const [kind, setKind] = useState<RequestKind>("people");
  const [to, setTo] = useState(0);
  const [item, setItem] = useState(kit[0]?.code ?? "");
  const [quantity, setQuantity] = useState(1);
  const [words, setWords] = useState("");
  const chosen = parties[to];
  const ask = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (chosen === undefined) return;
    const asked = await onAsk({
      type: "request.ask",
      direction,
      kind,
      quantity,
      party: chosen.party,
      ...(kind === "kit" ? { item } : {}),
      ...(words === "" ? {} : { words }),
    });
    if (asked) setWords("");
  };
  return (
    <form className="ask-form" onSubmit={(event) => void ask(event)}>
      {parties.length > 1 && (
        <Choice
          label="Ask"
          value={String(to)}
          options={parties.map(({ name }, index) => ({ code: String(index), name }))}
          onChange={(value) => setTo(Number(value))}
        />
      )}
      <Choice
        label="For"
        value={kind}
        options={requestKinds.names.map((name) => ({ code: name, name }))}
        onChange={(value) => setKind(value as RequestKind)}
      />
      {kind === "kit" && <Choice label="Kit" value={item} options={kit} onChange={setItem} />}
      <NumberField
        label="How many"
        value={quantity}
        most={limits.requestQuantity}
        onChange={setQuantity}
      />
      <WordsField label="In words" value={words} onChange={setWords} />
      <button type="submit" className="button primary" disabled={isBusy || chosen === undefined}>
        Ask
      </button>
    </form>
  );
}
