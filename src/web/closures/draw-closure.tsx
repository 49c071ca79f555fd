/**
 * Drawing a closure, by mouse or by keyboard alone: choose the kind, add points (a click on the map, degrees or a place
 * typed, the middle of the map), look which incidents would get another unit, report it. Nothing is sent before that.
 */

import { useEffect, useState } from "react";
import { microsPerMinute } from "../../base/instant.ts";
import type { Command } from "../../core/commands.ts";
import {
  closureKinds,
  closureSources,
  type ClosureKind,
  type ClosureSource,
} from "../../core/vocabulary.ts";
import { useAct, useMay } from "../live/use-act.ts";
import { useConsole } from "../live/use-region.ts";
import { sentenceCase } from "../view/format.ts";
import { ClosureEffect } from "./closure-effect.tsx";
import {
  beginDrawing,
  chooseKind,
  endDrawing,
  leastPoints,
  takeBackPoint,
  useDrawing,
} from "./drawing.ts";
import { PointField } from "./point-field.tsx";
import { FaultNote } from "../parts/fault-note.tsx";

const kindHints: Readonly<Record<ClosureKind, string>> = {
  barricade: "a line across the roads that it cuts",
  stretch: "a line along the road that is shut",
  area: "a ring round everything that is shut",
};
const standsMinutes = [30, 60, 120, 240, 480, 1440] as const;

type Report = Extract<Command, { type: "closure.report" }>;

export function DrawClosure() {
  const drawing = useDrawing();
  const may = useMay("closure.report");
  if (!may) return null;
  return drawing.isOpen ? (
    <DrawForm />
  ) : (
    <p>
      <button type="button" className="button" onClick={beginDrawing}>
        Draw a closure…
      </button>
    </p>
  );
}

function DrawForm() {
  const { source } = useConsole();
  const { kind, points } = useDrawing();
  const act = useAct();
  const mayConfirm = useMay("closure.confirm");
  const [from, setFrom] = useState<ClosureSource>("own staff");
  const [minutes, setMinutes] = useState(120);
  const [description, setDescription] = useState("");
  const [confirm, setConfirm] = useState(mayConfirm);
  const isWhole = points.length >= leastPoints(kind);
  const report: Report = {
    type: "closure.report",
    shape: { kind, points: points.map(({ latE7, lonE7 }) => [lonE7, latE7] as const) },
    source: from,
    expiresAt: source.now() + minutes * microsPerMinute,
    ...(description.trim() === "" ? {} : { description: description.trim() }),
    ...(confirm ? { confirm } : {}),
  };
  // Whoever closes the panel gives the drawing up: a map must not wait for points that nobody sees.
  useEffect(() => endDrawing, []);
  const send = async (): Promise<void> => {
    if (!isWhole) return;
    if ((await act.run(report)) !== undefined) endDrawing();
  };
  return (
    <form
      className="draw-closure"
      aria-label="Draw a closure"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <KindChoice kind={kind} />
      <p className="soft">Draw {kindHints[kind]}: click on the map, or add points here.</p>
      <PointField />
      <PointCount />
      <WhoAndHowLong from={from} onFrom={setFrom} minutes={minutes} onMinutes={setMinutes} />
      <label className="field">
        In words
        <input
          className="input"
          maxLength={300}
          value={description}
          onChange={(event) => setDescription(event.target.value)}
        />
      </label>
      <ConfirmBox isOn={confirm} onChange={setConfirm} />
      {isWhole && <ClosureEffect report={report} />}
      <div className="row wrap">
        <button type="submit" className="button primary" disabled={!isWhole || act.isBusy}>
          {confirm ? "Close the road" : "Report it"}
        </button>
        <button type="button" className="button" onClick={endDrawing}>
          Cancel
        </button>
      </div>
      <FaultNote text={act.fault} />
    </form>
  );
}

function KindChoice({ kind }: { readonly kind: ClosureKind }) {
  return (
    <fieldset className="row wrap">
      <legend>What is shut</legend>
      {closureKinds.names
        .filter((each) => Object.hasOwn(kindHints, each))
        .map((each) => (
          <label key={each} className="row">
            <input
              type="radio"
              name="closure-kind"
              checked={kind === each}
              onChange={() => chooseKind(each)}
            />
            {sentenceCase(each)}
          </label>
        ))}
    </fieldset>
  );
}

interface WhoProps {
  readonly from: ClosureSource;
  readonly onFrom: (from: ClosureSource) => void;
  readonly minutes: number;
  readonly onMinutes: (minutes: number) => void;
}

function WhoAndHowLong({ from, onFrom, minutes, onMinutes }: WhoProps) {
  return (
    <div className="row wrap">
      <label className="row">
        Says who
        <select
          className="input"
          value={from}
          onChange={(event) => onFrom(event.target.value as ClosureSource)}
        >
          {closureSources.names.map((each) => (
            <option key={each} value={each}>
              {sentenceCase(each)}
            </option>
          ))}
        </select>
      </label>
      <label className="row">
        Stands for
        <select
          className="input"
          value={minutes}
          onChange={(event) => onMinutes(Number(event.target.value))}
        >
          {standsMinutes.map((each) => (
            <option key={each} value={each}>
              {each < 60 ? `${each} min` : `${each / 60} h`}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

function PointCount() {
  const { kind, points } = useDrawing();
  return (
    <div className="row wrap">
      <span role="status">
        {points.length} of at least {leastPoints(kind)} points
      </span>
      <button
        type="button"
        className="button small"
        disabled={points.length === 0}
        onClick={takeBackPoint}
      >
        Take the last one back
      </button>
    </div>
  );
}

function ConfirmBox(props: { readonly isOn: boolean; readonly onChange: (isOn: boolean) => void }) {
  const mayConfirm = useMay("closure.confirm");
  if (!mayConfirm) return null;
  return (
    <label className="row">
      <input
        type="checkbox"
        checked={props.isOn}
        onChange={(event) => props.onChange(event.target.checked)}
      />
      Confirmed: units are sent round it from now on
    </label>
  );
}
