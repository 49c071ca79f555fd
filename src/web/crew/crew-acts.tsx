/** What a crew can press besides the emergency: the next status, large; a sign of life; the rarer statuses, small. */

import { useState } from "react";
import type { Command } from "../../core/commands.ts";
import type { UnavailabilityReason } from "../../core/vocabulary.ts";
import type { CrewPeople } from "../../wire/crew-schema.ts";
import { sentenceCase } from "../view/format.ts";
import { BookOffSheet } from "./crew-hand-over.tsx";
import type { CrewUnit } from "./crew-views.ts";
import { nextStatus, type Projected } from "./next-status.ts";

export interface CrewActsProps {
  readonly unit: CrewUnit;
  readonly projected: Projected;
  /** Undefined until they are known. */
  readonly people: CrewPeople | undefined;
  readonly onPress: (command: Command) => void;
}

/** Reasons a crew gives itself; withholding and rest are the room's to say. */
const reasons: readonly UnavailabilityReason[] = [
  "meal break",
  "paperwork",
  "no vehicle",
  "no key",
  "kit fault",
];

export function CrewActs({ unit: row, projected, people, onPress }: CrewActsProps) {
  const { unit } = row;
  const next = nextStatus(unit, projected);
  return (
    <>
      <button
        type="button"
        className="crew-button next"
        disabled={next.command === undefined}
        onClick={() => next.command !== undefined && onPress(next.command)}
      >
        {next.words}
      </button>
      {row.welfare !== "well" && projected.status !== "off" && (
        <button
          type="button"
          className="crew-button welfare"
          onClick={() => onPress({ type: "unit.confirm-welfare", unit })}
        >
          We are well <small>the control room is asking</small>
        </button>
      )}
      <MoreActs row={row} projected={projected} people={people} onPress={onPress} />
    </>
  );
}

function MoreActs({
  row,
  projected,
  people,
  onPress,
}: Omit<CrewActsProps, "unit"> & { readonly row: CrewUnit }) {
  const [isOpen, setIsOpen] = useState(false);
  const [isLeaving, setIsLeaving] = useState(false);
  const { unit } = row;
  const { status } = projected;
  return (
    <div className="crew-more">
      <button
        type="button"
        className="button"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        More
      </button>
      {isOpen && (
        <div className="crew-more-list">
          {status === "off" && (
            <BookOn onBookOn={(crew) => onPress({ type: "unit.book-on", unit, crew })} />
          )}
          {status === "at scene" && (
            <button
              type="button"
              className="button"
              onClick={() => onPress({ type: "unit.progress", unit, status: "transporting" })}
            >
              Transporting
            </button>
          )}
          {status === "available" && <Reasons unit={unit} onPress={onPress} />}
          {(status === "available" || status === "unavailable") && (
            <button
              type="button"
              className="button"
              aria-expanded={isLeaving}
              onClick={() => setIsLeaving(!isLeaving)}
            >
              Book off…
            </button>
          )}
          {row.welfare === "well" && status !== "off" && (
            <button
              type="button"
              className="button"
              onClick={() => onPress({ type: "unit.confirm-welfare", unit })}
            >
              We are well
            </button>
          )}
        </div>
      )}
      {isLeaving && (
        <BookOffSheet
          unit={unit}
          people={people}
          onPress={onPress}
          onDone={() => setIsLeaving(false)}
        />
      )}
    </div>
  );
}

function BookOn({ onBookOn }: { readonly onBookOn: (crew: number) => void }) {
  const [crew, setCrew] = useState(2);
  return (
    <span className="row">
      <label htmlFor="crew-count">Crew</label>
      <input
        id="crew-count"
        className="input"
        type="number"
        min={1}
        max={50}
        value={crew}
        onChange={(event) => setCrew(Math.round(Number(event.target.value)))}
      />
      <button
        type="button"
        className="button primary"
        disabled={crew < 1 || crew > 50}
        onClick={() => onBookOn(crew)}
      >
        Book on
      </button>
    </span>
  );
}

function Reasons({ unit, onPress }: Pick<CrewActsProps, "onPress"> & { readonly unit: number }) {
  return reasons.map((reason) => (
    <button
      key={reason}
      type="button"
      className="button"
      onClick={() => onPress({ type: "unit.set-status", unit, status: "unavailable", reason })}
    >
      {sentenceCase(reason)}
    </button>
  ));
}
