/**
 * The next hours in the side panel: how likely it is that nobody is free, as sentences, fan charts and a table, what would
 * be with one thing changed, and how forecasts have come out so far. It always says from which moment it looks ahead.
 */

import { useState } from "react";
import { microsPerSecond } from "../../base/instant.ts";
import { demandText, waysText, type Forecast } from "../../core/forecast.ts";
import type { Grade } from "../../core/vocabulary.ts";
import { useMay } from "../live/use-act.ts";
import { useNow } from "../live/use-region.ts";
import { Panel } from "../parts/panel.tsx";
import { ageText, gradeText, shortTimeText } from "../view/format.ts";
import { DemandNow } from "./demand-now.tsx";
import { CalibrationPart } from "./calibration.tsx";
import { FanChart } from "./fan-chart.tsx";
import { AreasTable, FiguresTable, gradesOf, ZeroCoverList } from "./forecast-tables.tsx";
import {
  forecastKinds,
  useForecast,
  type ForecastKind,
  type ShownForecast,
} from "./use-forecast.ts";
import { WhatIfAnswer } from "./what-if-answer.tsx";
import { WhatIfForm, type Compared } from "./what-if-form.tsx";
import "./forecast.css";

const kindTexts = { near: "4 hours", far: "24 hours" } as const;

export function ForecastPanel({ onClose }: { readonly onClose: () => void }) {
  const [kind, setKind] = useState<ForecastKind>("near");
  const [compared, setCompared] = useState<Compared | undefined>(undefined);
  const shown = useForecast(kind);
  const mayAsk = useMay("unit.send");
  const forecast = compared?.asItIs ?? shown?.forecast ?? null;
  const tools = forecastKinds.map((each) => (
    <button
      key={each}
      type="button"
      className="button small"
      aria-pressed={kind === each}
      onClick={() => {
        setCompared(undefined);
        setKind(each);
      }}
    >
      {kindTexts[each]}
    </button>
  ));
  return (
    <Panel label="forecast" title="Forecast" tools={tools} onClose={onClose}>
      <div className="forecast">
        {forecast === null ? (
          <WhyNone shown={shown} />
        ) : (
          <>
            <Standing forecast={forecast} fault={shown?.fault ?? ""} />
            {mayAsk && <WhatIfForm key={kind} kind={kind} onAnswer={setCompared} />}
            {compared !== undefined && (
              <WhatIfAnswer compared={compared} onClear={() => setCompared(undefined)} />
            )}
            <Told forecast={forecast} compared={compared} />
          </>
        )}
        <DemandNow />
        <details>
          <summary>Have forecasts come true?</summary>
          <CalibrationPart kind={kind} />
        </details>
      </div>
    </Panel>
  );
}

function WhyNone({ shown }: { readonly shown: ShownForecast | undefined }) {
  if (shown === undefined) return <p className="empty">Looking for the newest forecast…</p>;
  if (shown.fault !== "") return <p role="alert">{shown.fault}</p>;
  if (shown.none === null) return <p className="empty">The first forecast is being made.</p>;
  const { reason, incidents, needed } = shown.none;
  if (reason === "no configuration")
    return <p className="empty">The region has no configuration yet.</p>;
  if (reason === "too many calls")
    return <p className="empty">So many calls come that their future can not be played in time.</p>;
  return (
    <p className="empty">
      Too little is known for a forecast: {incidents} incidents in the last day, {needed} are
      needed.
    </p>
  );
}

function Standing({ forecast, fault }: { readonly forecast: Forecast; readonly fault: string }) {
  const now = useNow();
  const { at, position, futures, learnt } = forecast;
  const age = Math.max(0, (now - at) / microsPerSecond);
  return (
    <p className="soft">
      {futures} futures from {shortTimeText(at)} ({ageText(age)} ago, position {position}).{" "}
      {learnt.callsPerHour} calls an hour expected, {demandText(learnt)}; ways by{" "}
      {waysText(forecast)}.{fault !== "" && <span className="late"> Nothing newer: {fault}</span>}
    </p>
  );
}

function Told({
  forecast,
  compared,
}: {
  readonly forecast: Forecast;
  readonly compared: Compared | undefined;
}) {
  const { at, stepsAt, present, free, waiting } = forecast;
  const known = gradesOf(forecast);
  const [grade, setGrade] = useState<Grade | undefined>(known[0]);
  const changed = (of: "free" | "waiting") =>
    compared === undefined
      ? undefined
      : { middle: compared.changed[of].middle, label: compared.label };
  return (
    <>
      <ZeroCoverList forecast={forecast} />
      <FanChart
        title="Free units"
        at={at}
        now={present.free}
        stepsAt={stepsAt}
        bands={free}
        changed={changed("free")}
      />
      <FanChart
        title="Waiting incidents"
        at={at}
        now={present.waiting}
        stepsAt={stepsAt}
        bands={waiting}
        changed={changed("waiting")}
      />
      <FiguresTable forecast={forecast} />
      {grade !== undefined && (
        <>
          <label className="soft">
            By area for{" "}
            <select
              className="input area-grade"
              value={grade}
              onChange={(event) => setGrade(event.target.value as Grade)}
            >
              {known.map((each) => (
                <option key={each} value={each}>
                  {gradeText(each)}
                </option>
              ))}
            </select>
          </label>
          <AreasTable forecast={forecast} grade={grade} />
        </>
      )}
    </>
  );
}
