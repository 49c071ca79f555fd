/**
 * The one big button: which status comes next for a unit, given what the log says and what was pressed and is still
 * on its way. Pure. The button always offers the next step of the whole row, so that a crew without network can go on.
 */

import type { Command } from "../../core/commands.ts";
import type { AllocationState, UnitStatus } from "../../core/vocabulary.ts";
import { sentenceCase } from "../view/format.ts";
import type { CrewUnit } from "./crew-views.ts";

export interface NextStatus {
  readonly words: string;
  /** Undefined = nothing to press now. */
  readonly command: Command | undefined;
}

/** Where the unit will be when everything pressed has arrived. */
export interface Projected {
  readonly status: UnitStatus;
  /** The active incident; 0 = none. */
  readonly incident: number;
}

function activeOf(
  unit: CrewUnit,
): { readonly incident: number; readonly state: AllocationState } | undefined {
  const first = unit.incidents[0];
  return first === undefined || first.state === "stacked" ? undefined : first;
}

export function projectStatus(unit: CrewUnit, pressed: readonly Command[]): Projected {
  let status = unit.status;
  let incident = activeOf(unit)?.incident ?? 0;
  const stack = unit.incidents.map((one) => one.incident).filter((one) => one !== incident);
  for (const command of pressed) {
    if (command.type === "unit.progress") status = command.status;
    else if (command.type === "unit.set-status") status = command.status;
    else if (command.type === "unit.book-on") status = "available";
    else if (command.type === "unit.book-off") status = "off";
    else if (command.type === "unit.clear") {
      incident = stack.shift() ?? 0;
      status = incident === 0 ? "available" : "assigned";
    }
  }
  return { status, incident };
}

/** What a kept press says, in the words of its button. */
export function pressText(command: Command): string {
  switch (command.type) {
    case "unit.progress":
      return sentenceCase(command.status);
    case "unit.clear":
      return "Clear";
    case "unit.set-status":
      return sentenceCase(command.reason ?? command.status);
    case "unit.book-on":
      return "Book on";
    case "unit.book-off":
      return "Book off";
    case "unit.confirm-welfare":
      return "We are well";
    case "unit.raise-emergency":
      return "EMERGENCY";
    case "shift.mark-absent":
      return "We do not come to the planned shift";
    case "person.book-on":
      return "Book a person on";
    case "person.book-off":
      return "Book a person off";
    case "person.answer-recall":
      return command.answer === "comes" ? "Comes to the recall" : "Does not come to the recall";
    case "hand-over.confirm":
      return "Hand-over taken over";
    case "item.issue":
      return "An item is taken";
    case "item.hand-in":
      return "An item is handed in";
    case "item.miss":
      return "An item is missing";
    default:
      return command.type;
  }
}

export function nextStatus(unit: number, projected: Projected): NextStatus {
  const progress = (status: "en route" | "at scene", words: string): NextStatus => ({
    words,
    command: { type: "unit.progress", unit, status },
  });
  switch (projected.status) {
    case "assigned":
      return progress("en route", "En route");
    case "en route":
      return progress("at scene", "At scene");
    case "at scene":
    case "transporting":
      return { words: "Clear", command: { type: "unit.clear", unit } };
    case "unavailable":
    case "committed":
    case "committed deployable":
      return {
        words: "Available",
        command: { type: "unit.set-status", unit, status: "available" },
      };
    case "available":
      return { words: "Available: waiting to be sent", command: undefined };
    case "off":
      return { words: "Not booked on", command: undefined };
  }
}
