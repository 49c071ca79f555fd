/** What the counts of hospitals say, above the requests: shown only where the region counts any. */

import { listHospitals } from "../../core/hospital/read.ts";
import { useConsole, useNow, useRegion } from "../live/use-region.ts";
import { useAct, useMay } from "../live/use-act.ts";
import { shortTimeText } from "../view/format.ts";

export function HospitalSection() {
  const { source } = useConsole();
  useNow(10_000);
  const hospitals = useRegion(({ state }) =>
    state.policy === undefined ? [] : listHospitals(state, source.now()),
  );
  const alarms = useRegion(({ state }) => Array.from(state.columns.hospitals.alarm));
  const numbers = useRegion(({ state }) => alarms.map((row) => (row < 0 ? 0 : state.columns.alarms.number[row]))); // prettier-ignore
  if (hospitals.length === 0) return null;
  return (
    <section className="ask-fold" aria-label="Hospitals">
      <h3>Hospitals</h3>
      <ul>
        {hospitals.map((hospital, index) => (
          <li key={hospital.code} className="row wrap">
            <strong>{hospital.name}</strong>
            <span className={hospital.surgedAt > 0 ? "late" : "soft"}>
              {hospital.surgedAt > 0 ? "surge" : hospital.verdict}
            </span>
            <span className="soft">
              {hospital.observed} arrivals in {Math.round(hospital.windowSeconds / 60)} min
              {hospital.verdict !== "too few to say" &&
                `, ${hospital.expected.toFixed(1)} expected`}
              {hospital.countedAt > 0 && `, until ${shortTimeText(hospital.countedAt)}`}
            </span>
            {hospital.signal !== null && (
              <Signal signal={hospital.signal} alarm={numbers[index]} name={hospital.name} />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface SignalProps {
  readonly signal: string;
  readonly alarm: number;
  readonly name: string;
}

function Signal({ signal, alarm, name }: SignalProps) {
  const act = useAct();
  const mayAcknowledge = useMay("alarm.acknowledge");
  return (
    <>
      <span className={signal === "not acknowledged" ? "late" : "soft"}>{signal}</span>
      {signal !== "acknowledged" && (
        <button
          type="button"
          className="button small"
          disabled={!mayAcknowledge || act.isBusy}
          onClick={() => void act.run({ type: "alarm.acknowledge", alarm })}
        >
          Acknowledge<span className="only-read-aloud"> the surge at {name}</span>
        </button>
      )}
    </>
  );
}
