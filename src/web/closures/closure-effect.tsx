/**
 * What a drawn closure would change: how many pieces of road it shuts, and which open incidents would get another best
 * unit, or the same one later. Asked of the server while the drawing changes; nothing has happened yet.
 */

import { useEffect, useState } from "react";
import type { Command } from "../../core/commands.ts";
import { readJson } from "../api/client.ts";
import { messageOf } from "../api/problem.ts";
import { useConsole, useRegion } from "../live/use-region.ts";
import { countText } from "../view/format.ts";
import { openIncident } from "../view/view-state.ts";

interface Best {
  readonly unit: number;
  readonly travelSeconds: number;
}

interface Effect {
  readonly segments: number;
  readonly asked: number;
  readonly open: number;
  readonly changed: readonly {
    readonly incident: number;
    readonly before: Best | null;
    readonly after: Best | null;
  }[];
}

/** The drawing rests for so long before it is asked about. */
const restMillis = 300;
const shownMost = 12;

export function ClosureEffect({
  report,
}: {
  readonly report: Extract<Command, { type: "closure.report" }>;
}) {
  const { region } = useConsole();
  const [effect, setEffect] = useState<Effect | undefined>(undefined);
  const [fault, setFault] = useState("");
  const drawn = JSON.stringify(report.shape);
  useEffect(() => {
    const stop = new AbortController();
    const ask = async (): Promise<void> => {
      try {
        const path = `/api/regions/${encodeURIComponent(region)}/closures/preview`;
        const body = { command: report };
        const { signal } = stop;
        setEffect(await readJson<Effect>(path, { method: "POST", body, repeatable: true, signal }));
        setFault("");
      } catch (thrown) {
        if (!stop.signal.aborted) setFault(messageOf(thrown));
      }
    };
    const timer = setTimeout(() => void ask(), restMillis);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
    // The time until which it stands moves on with the clock and changes nothing here.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [region, drawn]);
  if (fault !== "") return <p className="soft">{fault}</p>;
  if (effect === undefined) return <p className="soft">Looking what it would change…</p>;
  return <EffectList effect={effect} />;
}

function EffectList({ effect }: { readonly effect: Effect }) {
  const callSigns = useRegion((view) => view.state.text?.callSigns ?? []);
  const { segments, asked, open, changed } = effect;
  const incidents = `${asked < open ? `the nearest ${asked} of ` : ""}${countText(open, "open incident")}`;
  const best = (of: Best | null): string =>
    of === null
      ? "nobody"
      : `${callSigns[of.unit] ?? `unit ${of.unit}`} in ${Math.round(of.travelSeconds / 60)} min`;
  return (
    <section aria-label="What it would change" role="status">
      <p>
        Shuts {countText(segments, "piece")} of road.{" "}
        {changed.length === 0
          ? `None of ${incidents} would get another unit.`
          : `Of ${incidents}, ${changed.length} would get another unit or time:`}
      </p>
      <ul className="closure-effect">
        {changed.slice(0, shownMost).map(({ incident, before, after }) => (
          <li key={incident}>
            <button
              type="button"
              className="button quiet small"
              onClick={() => openIncident(incident)}
            >
              {incident}
            </button>{" "}
            {best(before)} → <strong>{best(after)}</strong>
          </li>
        ))}
      </ul>
      {changed.length > shownMost && <p className="soft">and {changed.length - shownMost} more</p>}
    </section>
  );
}
