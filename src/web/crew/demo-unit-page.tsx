/** In a demo: which unit's crew to play. The browser is signed in as that crew until one goes back to the console. */

import { useEffect, useState } from "react";
import type { UnitStatus } from "../../core/vocabulary.ts";
import { readJson } from "../api/client.ts";
import { messageOf } from "../api/problem.ts";
import { FaultNote } from "../parts/fault-note.tsx";

export interface DemoUnitPageProps {
  readonly region: string;
  readonly onChoose: (unit: number) => Promise<void>;
}

interface ListedUnit {
  readonly unit: number;
  readonly callSign: string;
  readonly status: UnitStatus;
}

export function DemoUnitPage({ region, onChoose }: DemoUnitPageProps) {
  const [units, setUnits] = useState<readonly ListedUnit[]>([]);
  const [chosen, setChosen] = useState("");
  const [fault, setFault] = useState("");
  useEffect(() => {
    readJson<{ units: ListedUnit[] }>(
      `/api/regions/${encodeURIComponent(region)}/units?limit=1000`,
    ).then(
      (answer) => setUnits(answer.units.filter((unit) => unit.status !== "off")),
      (thrown: unknown) => setFault(messageOf(thrown)),
    );
  }, [region]);
  return (
    <main className="crew-page">
      <form
        className="crew-card"
        onSubmit={(event) => {
          event.preventDefault();
          onChoose(Number(chosen)).catch((thrown: unknown) => setFault(messageOf(thrown)));
        }}
      >
        <h1>Crew page</h1>
        <p className="soft">
          This is a demo: choose whose crew to be. This browser is then that crew, the console too;
          open this page in a private window to have both side by side.
        </p>
        <div className="field">
          <label htmlFor="demo-unit">Unit</label>
          <select
            id="demo-unit"
            className="input crew-input"
            required
            value={chosen}
            onChange={(event) => setChosen(event.target.value)}
          >
            <option value="">Choose a unit</option>
            {units.map((unit) => (
              <option key={unit.unit} value={unit.unit}>
                {unit.callSign}, {unit.status}
              </option>
            ))}
          </select>
        </div>
        <FaultNote text={fault} />
        <button type="submit" className="crew-button primary">
          Be this crew
        </button>
      </form>
    </main>
  );
}
