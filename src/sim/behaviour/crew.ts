/**
 * One crew at work: it books on, patrols or waits at its base, turns out when it is sent, drives, stays, perhaps
 * takes somebody in, clears, eats, books off. A small machine of phases that is told what the control room did and
 * says what the crew does next and where it is; it knows no API and no clock. Times come from its suppliers, so
 * the same machine plays the invented town and a recorded day.
 */
import { assert } from "../../base/assert.ts";
import { type Instant, microsFromSeconds, secondsFromMicros } from "../../base/instant.ts";
import type { Command } from "../../core/commands.ts";
import type { PointE7 } from "../town/plane.ts";
import { type Journey, positionOn, straightJourney } from "./journey.ts";

export interface CrewTask {
  readonly incident: number;
  /** Index into the grades: 0 = immediate. */
  readonly grade: number;
  readonly place: PointE7;
  readonly sceneSeconds: number;
  /** Way to hospital or custody and the hand-over there; 0 = nobody is taken. */
  readonly transportSeconds: number;
  readonly handoverSeconds: number;
  /** Writing up after it is cleared, still deployable. */
  readonly paperworkSeconds: number;
}

export interface CrewSupplies {
  turnoutSeconds(task: CrewTask): number;
  journey(from: PointE7, task: CrewTask): Journey;
  /** What the crew does when nothing is asked of it: a way to go, and how long to stay at its end. */
  patrol(from: PointE7): { readonly journey: Journey; readonly restSeconds: number };
}

export interface Duty {
  readonly from: Instant;
  readonly until: Instant;
  /** Start of the meal break, or undefined. Taken when the crew is free; given up when it never is. */
  readonly mealAt?: Instant;
  readonly mealSeconds?: number;
}

export type CrewAct =
  | { readonly kind: "book on" }
  | { readonly kind: "book off" }
  | { readonly kind: "progress"; readonly status: "en route" | "at scene" | "transporting" }
  | { readonly kind: "clear" }
  | { readonly kind: "meal" }
  | { readonly kind: "paperwork" }
  | { readonly kind: "available" };

/** What a crew asks for by an act, as a command. */
export type CrewCommand = Extract<
  Command,
  {
    readonly type:
      | "unit.book-on"
      | "unit.book-off"
      | "unit.progress"
      | "unit.clear"
      | "unit.set-status";
  }
>;

export function commandOfAct(unit: number, crew: number, act: CrewAct): CrewCommand {
  switch (act.kind) {
    case "book on":
      return { type: "unit.book-on", unit, crew };
    case "book off":
      return { type: "unit.book-off", unit };
    case "progress":
      return { type: "unit.progress", unit, status: act.status };
    case "clear":
      return { type: "unit.clear", unit };
    case "meal":
      return { type: "unit.set-status", unit, status: "unavailable", reason: "meal break" };
    case "paperwork":
      return { type: "unit.set-status", unit, status: "committed deployable" };
    case "available":
      return { type: "unit.set-status", unit, status: "available" };
  }
}

export type CrewPhase =
  | "off"
  | "idle"
  | "turnout"
  | "driving"
  | "scene"
  | "transporting"
  | "paperwork"
  | "meal";

export const never: Instant = Number.MAX_SAFE_INTEGER;

export class Crew {
  phase: CrewPhase = "off";
  /** When `act` has something to do next; `never` when the crew only waits. */
  dueAt: Instant = never;
  task: CrewTask | undefined;
  readonly #base: PointE7;
  readonly #supplies: CrewSupplies;
  #duty: Duty | undefined;
  #journey: Journey;
  #journeyFrom: Instant = 0;
  #hasEaten = false;
  #pendingPaperworkSeconds = 0;

  /** `from` is where the crew is when its first duty begins, such as where an earlier play left it. */
  constructor(base: PointE7, supplies: CrewSupplies, from = base) {
    this.#base = base;
    this.#supplies = supplies;
    this.#journey = straightJourney(from, from, 0);
  }

  planDuty(duty: Duty): void {
    assert(this.phase === "off", "crew: a duty is planned while the crew is off");
    assert(duty.until > duty.from, "crew: expected a duty that ends after it begins");
    this.#duty = duty;
    this.#hasEaten = duty.mealAt === undefined;
    this.dueAt = duty.from;
  }

  positionAt(at: Instant): PointE7 {
    return positionOn(this.#journey, secondsFromMicros(at - this.#journeyFrom));
  }

  /** The control room sent the crew (or what was behind the last task became active). */
  assign(task: CrewTask, at: Instant): void {
    if (this.phase === "off") return;
    this.#stopAt(at);
    this.task = task;
    this.#pendingPaperworkSeconds = 0;
    this.phase = "turnout";
    this.dueAt = at + microsFromSeconds(this.#supplies.turnoutSeconds(task));
  }

  /** Stood down, diverted or closed: whatever the crew did for that incident is over. */
  release(incident: number, at: Instant): void {
    if (this.task?.incident !== incident) return;
    this.task = undefined;
    this.#stopAt(at);
    this.#becomeIdle(at);
  }

  /** Everything that is due by `now`, in order. The caller performs it; a refusal of it is not undone here. */
  act(now: Instant): CrewAct[] {
    const acts: CrewAct[] = [];
    // Each round moves `dueAt` on or ends the duty; a patrol of zero length still rests for a second.
    while (this.dueAt <= now) {
      const act = this.#step(this.dueAt);
      if (act !== undefined) acts.push(act);
    }
    return acts;
  }

  #step(at: Instant): CrewAct | undefined {
    if (this.phase === "idle") return this.#stepIdle(at);
    if (this.phase === "off" || this.phase === "paperwork" || this.phase === "meal") {
      const kind = this.phase === "off" ? "book on" : "available";
      this.#becomeIdle(at);
      return { kind };
    }
    assert(this.task !== undefined, `crew: ${this.phase} without a task`);
    return this.#stepTask(this.task, at);
  }

  #stepTask(task: CrewTask, at: Instant): CrewAct {
    if (this.phase === "turnout") {
      this.phase = "driving";
      this.#travel(this.#supplies.journey(this.positionAt(at), task), at);
      return { kind: "progress", status: "en route" };
    }
    if (this.phase === "driving") {
      this.phase = "scene";
      this.dueAt = at + microsFromSeconds(task.sceneSeconds);
      return { kind: "progress", status: "at scene" };
    }
    if (this.phase === "scene" && task.transportSeconds > 0) {
      this.phase = "transporting";
      this.dueAt = at + microsFromSeconds(task.transportSeconds + task.handoverSeconds);
      return { kind: "progress", status: "transporting" };
    }
    return this.#clear(task, at);
  }

  #stepIdle(at: Instant): CrewAct | undefined {
    const duty = this.#duty;
    if (this.#pendingPaperworkSeconds > 0) {
      this.phase = "paperwork";
      this.dueAt = at + microsFromSeconds(this.#pendingPaperworkSeconds);
      this.#pendingPaperworkSeconds = 0;
      return { kind: "paperwork" };
    }
    if (duty === undefined || at >= duty.until) {
      this.phase = "off";
      this.#duty = undefined;
      this.#travel(straightJourney(this.#base, this.#base, 0), at);
      this.dueAt = never;
      return { kind: "book off" };
    }
    if (!this.#hasEaten && duty.mealAt !== undefined && at >= duty.mealAt) {
      this.#hasEaten = true;
      this.phase = "meal";
      this.dueAt = at + microsFromSeconds(duty.mealSeconds ?? 0);
      return { kind: "meal" };
    }
    this.#patrol(at);
    return undefined;
  }

  #clear(task: CrewTask, at: Instant): CrewAct {
    this.task = undefined;
    if (task.paperworkSeconds > 0) {
      // `clear` frees the unit; the paperwork status follows as an act of its own, a second later.
      this.phase = "idle";
      this.#pendingPaperworkSeconds = task.paperworkSeconds;
      this.dueAt = at + microsFromSeconds(1);
    } else this.#becomeIdle(at);
    return { kind: "clear" };
  }

  #becomeIdle(at: Instant): void {
    this.phase = "idle";
    this.#pendingPaperworkSeconds = 0;
    this.#patrol(at);
  }

  #patrol(at: Instant): void {
    const { journey, restSeconds } = this.#supplies.patrol(this.positionAt(at));
    this.#travel(journey, at);
    this.dueAt += microsFromSeconds(Math.max(1, restSeconds));
    const duty = this.#duty;
    if (duty === undefined) return;
    if (!this.#hasEaten && duty.mealAt !== undefined)
      this.dueAt = Math.min(this.dueAt, Math.max(duty.mealAt, at + 1));
    this.dueAt = Math.min(this.dueAt, Math.max(duty.until, at + 1));
  }

  #travel(journey: Journey, at: Instant): void {
    this.#journey = journey;
    this.#journeyFrom = at;
    this.dueAt = at + microsFromSeconds(journey.seconds);
  }

  #stopAt(at: Instant): void {
    const here = this.positionAt(at);
    this.#travel(straightJourney(here, here, 0), at);
  }
}
