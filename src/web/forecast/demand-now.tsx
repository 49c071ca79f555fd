/** What opens more than usual now, by type and area, above the forecast. Where nothing does, one line says so. */

import { useEffect, useState } from "react";
import type { DemandView } from "../../wire/shown-demand.ts";
import { readJson } from "../api/client.ts";
import { messageOf } from "../api/problem.ts";
import { useConsole } from "../live/use-region.ts";

const askAgainMillis = 30_000;

export function DemandNow() {
  const { region } = useConsole();
  const [demand, setDemand] = useState<DemandView | undefined>(undefined);
  const [fault, setFault] = useState("");
  useEffect(() => {
    const stop = new AbortController();
    const ask = async (): Promise<void> => {
      const path = `/api/regions/${encodeURIComponent(region)}/demand`;
      try {
        setDemand(await readJson<DemandView>(path, { signal: stop.signal }));
        setFault("");
      } catch (thrown) {
        if (!stop.signal.aborted) setFault(messageOf(thrown));
      }
    };
    void ask();
    const timer = setInterval(() => void ask(), askAgainMillis);
    return () => {
      stop.abort();
      clearInterval(timer);
    };
  }, [region]);
  if (fault !== "") return <p role="alert">{fault}</p>;
  if (demand === undefined) return null;
  const risen = demand.cells.filter(
    ({ verdict }) => verdict === "more than ordinary" || verdict === "perhaps more",
  );
  return (
    <section aria-label="Demand now">
      <h3>Demand now</h3>
      {risen.map(({ incidentType, area, counted, minutes, expectedLow, expectedHigh, verdict }) => (
        <p key={`${incidentType} ${area}`}>
          <strong>
            {incidentType} in {area}
          </strong>
          : {counted} in {minutes} minutes; {expectedLow} to {expectedHigh} are ordinary.
          {verdict === "perhaps more" && " Perhaps more than ordinary; it does not alarm yet."}
        </p>
      ))}
      {risen.length === 0 && <p className="soft">{quietText(demand)}</p>}
    </section>
  );
}

function quietText({ cells, hours }: DemandView): string {
  const few = cells.filter(({ verdict }) => verdict === "too few to say").length;
  if (cells.some(({ verdict }) => verdict === "no baseline"))
    return `What is ordinary is not known yet: ${hours} hours of the log, 24 are needed.`;
  return few === 0
    ? "No type in any area is more than ordinary."
    : `No type in any area is more than ordinary; of ${few} pairs too few come to say.`;
}
