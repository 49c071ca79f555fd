/**
 * Enters one paper form through the public API as the commands that would have been given, each at its true time. Their ids
 * are made from the form's number, so a second run of the same file enters nothing twice and finishes what a first one
 * left half done.
 */

import type { Command } from "../../core/commands.ts";
import type { Instant } from "../../base/instant.ts";
import { warningCodes } from "../../core/refusal.ts";
import type { PaperForm } from "../../wire/paper/paper-form.ts";
import type { Client } from "../client.ts";
import { CliFault } from "../fault.ts";

/** The room that forms are entered into. */
export interface PaperRoom {
  readonly client: Client;
  /** Path of the region, without a slash at its end. */
  readonly path: string;
  /** By code and by name in small letters. */
  readonly types: ReadonlyMap<string, { readonly code: string; readonly grade: string }>;
  readonly units: ReadonlyMap<string, number>;
  readonly results: ReadonlySet<string>;
  /** Numbers of the incidents that are not closed. */
  readonly open: ReadonlySet<number>;
  /** Of those that are closed and still in the state. */
  readonly closed: ReadonlySet<number>;
  /** Incidents that forms were entered as, by the form's number. */
  readonly known: ReadonlyMap<string, number>;
}

export interface EnteredForm {
  readonly incident: number;
  /** False where all of it was in the log before. */
  readonly isNew: boolean;
  /** What of it the rules did not take; the rest is entered. */
  readonly remarks: readonly string[];
}

interface Done {
  readonly made: { readonly contact?: number; readonly incident?: number };
  readonly replayed?: true;
}

/** What can be seen before anything of the form is entered, as a sentence; undefined = nothing is wrong. */
export function findFormFault(room: PaperRoom, form: PaperForm): string | undefined {
  const { join, incidentType, callSigns, result } = form;
  if (typeof join === "number" && !room.open.has(join) && !room.closed.has(join))
    return `its column "incident": there is no incident ${join} on the screens`;
  if (typeof join === "number" && room.closed.has(join) && callSigns.length > 0)
    return `its column "units": incident ${join} is closed; reopen it first, or enter the form as new`;
  if (typeof join !== "number" && !room.types.has(incidentType.toLowerCase()))
    return `its column "type": got "${incidentType}", expected the code or name of an incident type`;
  const unknown = callSigns.find((callSign) => !room.units.has(callSign.toUpperCase()));
  if (unknown !== undefined)
    return `its column "units": no unit is called "${unknown.slice(0, 20)}"`;
  if (result !== "" && !room.results.has(result))
    return `its column "result": got "${result}", expected one of ${[...room.results].join(", ")}`;
  return undefined;
}

/** Throws a CliFault with the server's sentence where not even the incident could be entered. */
export async function enterForm(room: PaperRoom, form: PaperForm): Promise<EnteredForm> {
  const steps = new FormSteps(room, form);
  const { number, occurredAt } = form;
  const contact = await steps.give("received", occurredAt, {
    type: "contact.receive",
    channel: "call",
    callerName: form.callerName,
    callerNumber: form.callerNumber,
    words: `${number}: ${form.words}`,
    place: form.place,
    location: locationOf(form),
  });
  const { contact: made = 0 } = contact.made;
  await steps.give("answered", occurredAt, { type: "contact.answer", contact: made });
  const { join } = form;
  if (typeof join === "number" && room.closed.has(join)) {
    await noteOnClosed(steps, form, join, made);
    return { incident: join, isNew: steps.isNew, remarks: steps.remarks };
  }
  const incident = await enterIncident(steps, room, form, made).catch((error: unknown) => {
    if (!(error instanceof CliFault)) throw error;
    throw new CliFault(error.code, `${error.message}; its contact ${made} is in the log and waits`);
  });
  await enterUnits(steps, room, form, incident);
  if (form.result !== "")
    await steps.attempt("closed", form.closedAt, {
      type: "incident.close",
      incident,
      result: form.result,
    });
  return { incident, isNew: steps.isNew, remarks: steps.remarks };
}

/** What was dealt with is not opened again by a form about it: the incident has it as a note, and nobody waits. */
async function noteOnClosed(
  steps: FormSteps,
  { number, words }: PaperForm,
  incident: number,
  contact: number,
): Promise<void> {
  const note = `${number}, contact ${contact}: ${words}`;
  await steps.give("noted", undefined, { type: "incident.note", incident, note });
  await steps.give("ended", undefined, {
    type: "contact.end",
    contact,
    outcome: "no response needed",
  });
}

async function enterIncident(
  steps: FormSteps,
  room: PaperRoom,
  form: PaperForm,
  contact: number,
): Promise<number> {
  if (typeof form.join === "number") {
    await steps.give("linked", undefined, {
      type: "contact.link",
      contact,
      incident: form.join,
    });
    return form.join;
  }
  const type = room.types.get(form.incidentType.toLowerCase());
  const opened = await steps.give("opened", form.occurredAt, {
    type: "incident.open",
    contact,
    incidentType: type?.code ?? form.incidentType,
    grade: (form.grade ?? type?.grade ?? "priority") as "priority",
    location: locationOf(form),
    place: form.place,
    summary: `${form.number}: ${form.words}`,
  });
  return opened.made.incident ?? 0;
}

async function enterUnits(
  steps: FormSteps,
  room: PaperRoom,
  form: PaperForm,
  incident: number,
): Promise<void> {
  for (const callSign of form.callSigns) {
    const unit = room.units.get(callSign.toUpperCase());
    if (unit === undefined) continue;
    const accept = [...warningCodes];
    const command = { type: "unit.send", incident, units: [unit], accept } as const;
    if (!(await steps.attempt(`sent-${unit}`, form.sentAt, command))) continue;
    if (form.arrivedAt !== undefined)
      await steps.attempt(`arrived-${unit}`, form.arrivedAt, {
        type: "unit.progress",
        unit,
        status: "at scene",
      });
    if (form.clearedAt !== undefined)
      await steps.attempt(
        `cleared-${unit}`,
        form.clearedAt,
        form.arrivedAt === undefined
          ? { type: "unit.stand-down", unit, incident, reason: `as on ${form.number}` }
          : { type: "unit.clear", unit },
      );
  }
}

function locationOf({ point }: PaperForm) {
  return point === undefined
    ? ({ state: "not asked", latE7: 0, lonE7: 0, radiusM: 0 } as const)
    : ({ state: "given", ...point, radiusM: 0 } as const);
}

class FormSteps {
  readonly remarks: string[] = [];
  isNew = false;
  readonly #room: PaperRoom;
  readonly #number: string;

  constructor(room: PaperRoom, { number }: PaperForm) {
    this.#room = room;
    this.#number = number;
  }

  async give(step: string, occurredAt: Instant | undefined, command: Command): Promise<Done> {
    const { client, path } = this.#room;
    const done = await client.ask<Done>("POST", `${path}/commands`, {
      id: `paper:${this.#number}:${step}`,
      command,
      ...(occurredAt === undefined ? {} : { occurredAt }),
    });
    if (done.replayed !== true) this.isNew = true;
    return done;
  }

  /** A refusal becomes a remark; answers whether it was taken. */
  async attempt(step: string, occurredAt: Instant | undefined, command: Command): Promise<boolean> {
    try {
      await this.give(step, occurredAt, command);
      return true;
    } catch (error) {
      if (!(error instanceof CliFault) || error.code !== "cli.refused") throw error;
      this.remarks.push(`${command.type}: ${error.message}`);
      return false;
    }
  }
}
