/**
 * Which units go: the free ones with the skills that are asked for, and after every pick what the floors say of it. What the
 * floors forbid is said before it is sent, by the same check that the server makes.
 */

import { useState, type FormEvent } from "react";
import { listCandidates } from "../../core/aid/check.ts";
import { checkFloors } from "../../core/aid/floor.ts";
import { findRequestRow } from "../../core/state/region-state.ts";
import { cancelledBy, FormEnd } from "../incident/reason-form.tsx";
import { findUnit } from "../live/unit-rows.ts";
import { useRegion } from "../live/use-region.ts";
import { lendableText, type AidFormProps } from "./offer-form.tsx";

interface NameUnitsProps extends AidFormProps {
  /** Of the request, already. */
  readonly named: number;
}

export function NameUnits({ row, named, onSave, onCancel }: NameUnitsProps) {
  const [picked, setPicked] = useState<readonly number[]>([]);
  const candidates = useRegion((view) => {
    const at = findRequestRow(view.state, row.request);
    return at < 0
      ? []
      : listCandidates(view.state, at).flatMap((unit) => findUnit(view, unit) ?? []);
  });
  const units = picked.filter((unit) => candidates.some((each) => each.unit === unit));
  const refusal = useRegion(({ state }) => checkFloors(state, units)?.message ?? "");
  const room = row.quantity - named;
  const save = (event: FormEvent): void => {
    event.preventDefault();
    void onSave({ type: "aid.commit", request: row.request, units });
  };
  return (
    <form className="edit-form stack" onSubmit={save}>
      <p className={(row.lendable ?? 0) < room ? "late" : "soft"}>{lendableText(row)}</p>
      {candidates.length === 0 && <p className="soft">No free unit has the skills asked for.</p>}
      <div className="aid-picks" role="group" aria-label="Units that go">
        {candidates.map(({ unit, callSign, areaName, vehicle, skills }) => (
          <label key={unit}>
            <input
              type="checkbox"
              checked={units.includes(unit)}
              onKeyDown={cancelledBy(onCancel)}
              disabled={!units.includes(unit) && units.length >= room}
              onChange={(event) =>
                setPicked(
                  event.target.checked ? [...units, unit] : units.filter((each) => each !== unit),
                )
              }
            />
            <strong>{callSign}</strong>
            <span className="cut soft">
              {areaName}, {vehicle}, {skills.join(", ")}
            </span>
          </label>
        ))}
      </div>
      <p role="status" className="late">
        {refusal}
      </p>
      <FormEnd
        verb={`Lend ${units.length} of ${room}`}
        isOff={units.length === 0 || refusal !== ""}
        onCancel={onCancel}
      />
    </form>
  );
}
