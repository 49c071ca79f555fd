/** Hazards of places: as lines with their end and what may be done, near an incident or all of them, and a form to warn of a place. */

import { useId, useState } from "react";
import { microsPerMinute } from "../../base/instant.ts";
import { limits } from "../../core/limits.ts";
import {
  listHazardsNear,
  listPlaceHazards,
  type PlaceHazard,
} from "../../core/place-hazard/read.ts";
import { useAct, useMay } from "../live/use-act.ts";
import { useConsole, useNow, useRegion } from "../live/use-region.ts";
import { RenewOrEnd } from "../parts/renew-or-end.tsx";
import { clockText } from "../view/format.ts";
import "./warnings.css";
import { FaultNote } from "../parts/fault-note.tsx";

const dayMicros = limits.placeHazardMicros;

/** All that stand, for the panel of warnings. */
export function AllPlaceHazards() {
  const list = useRegion(({ state }) => listPlaceHazards(state));
  if (list.length === 0) return null;
  return (
    <section className="ask-fold" aria-label="Hazards of places">
      <h3>Hazards of places</h3>
      <ul>
        {list.map((each) => (
          <Line key={each.placeHazard} hazard={each} />
        ))}
      </ul>
    </section>
  );
}

interface NearProps {
  readonly latE7: number;
  readonly lonE7: number;
  readonly radiusM: number;
}

/** Those near an incident's place, and the way to warn of that place. */
export function HazardsNear({ latE7, lonE7, radiusM }: NearProps) {
  const list = useRegion(({ state }) => listHazardsNear(state, { latE7, lonE7 }, radiusM));
  const mayWarn = useMay("place-hazard.warn");
  if (list.length === 0 && !mayWarn) return null;
  return (
    <section className="section stack" aria-label="Hazards nearby">
      {list.length > 0 && (
        <>
          <strong className="late">Hazard nearby</strong>
          <ul>
            {list.map((each) => (
              <Line key={each.placeHazard} hazard={each} />
            ))}
          </ul>
        </>
      )}
      {mayWarn && <Warn latE7={latE7} lonE7={lonE7} />}
    </section>
  );
}

function Line({ hazard }: { readonly hazard: PlaceHazard }) {
  const now = useNow();
  const { source } = useConsole();
  const mayRenew = useMay("place-hazard.renew");
  const { placeHazard, words, expiresAt, isDue } = hazard;
  return (
    <li className="stack" aria-label={`Place hazard ${placeHazard}`}>
      <RenewOrEnd
        name={`place hazard ${placeHazard}`}
        may={mayRenew}
        renewalAsks="Who looked, and what is there"
        renew={(reason) => ({
          type: "place-hazard.renew",
          placeHazard,
          expiresAt: source.now() + dayMicros,
          reason,
        })}
        end={(reason) => ({ type: "place-hazard.end", placeHazard, reason })}
      >
        <span className="chip hazard-chip">⚠ {hazard.hazard ?? "hazard"}</span>
        <span>{words}</span>
        <span className={isDue ? "late" : "soft"}>
          {isDue ? "to renew, " : ""}ends in {clockText(Math.max(0, expiresAt - now))}
        </span>
      </RenewOrEnd>
    </li>
  );
}

const hours = [1, 4, 12, 24] as const;

function Warn({ latE7, lonE7 }: { readonly latE7: number; readonly lonE7: number }) {
  const id = useId();
  const act = useAct();
  const { source } = useConsole();
  const [words, setWords] = useState("");
  const [standing, setStanding] = useState<number>(4);
  const warn = async (): Promise<void> => {
    // A minute less than a day, so that the time on the way to the server does not make it more.
    const expiresAt = source.now() + Math.min(standing * 60 * microsPerMinute, dayMicros - microsPerMinute); // prettier-ignore
    const command = {
      type: "place-hazard.warn",
      latE7,
      lonE7,
      radiusM: 50,
      words,
      expiresAt,
    } as const;
    if ((await act.run(command)) !== undefined) setWords("");
  };
  return (
    <details>
      <summary>Warn of this place</summary>
      <form
        className="warn-form"
        onSubmit={(event) => {
          event.preventDefault();
          void warn();
        }}
      >
        <label htmlFor={`${id}-words`}>What is dangerous here</label>
        <input
          id={`${id}-words`}
          className="input"
          required
          maxLength={limits.descriptionLength}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <label htmlFor={`${id}-hours`}>Stands for</label>
        <select
          id={`${id}-hours`}
          className="input"
          value={standing}
          onChange={(event) => setStanding(Number(event.target.value))}
        >
          {hours.map((each) => (
            <option key={each} value={each}>
              {each} h
            </option>
          ))}
        </select>
        <button type="submit" className="button" disabled={act.isBusy}>
          Warn of it
        </button>
        <FaultNote text={act.fault} />
      </form>
    </details>
  );
}
