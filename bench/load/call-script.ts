/**
 * What a room does with one call, as commands: taken, answered, made an incident, noted, a unit sent, on its way, at
 * the scene, clear, closed. Nine commands, each built from the answers before it. A client plays calls one after
 * the other with a unit of its own, so clients do not stand in each other's way.
 */

import type { Command } from "../../src/core/commands.ts";
import type { LoadServer } from "./server.ts";

type Made = { contact?: number; incident?: number };
type World = Pick<LoadServer, "incidentType" | "result" | "centre">;

export class CallScript {
  readonly #world: World;
  readonly #unit: number;
  #step = 0;
  #contact = 0;
  #incident = 0;

  constructor(world: World, unit: number) {
    this.#world = world;
    this.#unit = unit;
  }

  get isOver(): boolean {
    return this.#step >= 9;
  }

  /** The next command of the call; after the last one it begins a new call. */
  next(): Command {
    if (this.isOver) this.#step = 0;
    const { incidentType, result, centre } = this.#world;
    const [contact, incident, unit] = [this.#contact, this.#incident, this.#unit];
    // Spread around the centre, so that positions and areas are not all the same.
    const location = {
      state: "given",
      latE7: centre.latE7 + ((contact * 7919) % 200_000) - 100_000,
      lonE7: centre.lonE7 + ((contact * 104_729) % 300_000) - 150_000,
      radiusM: 0,
    } as const;
    switch (this.#step) {
      case 0:
        return {
          type: "contact.receive",
          channel: "call",
          callerNumber: "01632 960123",
          words: "a collision, two cars",
        };
      case 1:
        return { type: "contact.answer", contact };
      case 2:
        return {
          type: "incident.open",
          contact,
          incidentType,
          grade: "priority",
          location,
          area: "A",
          summary: "two cars, one on its side",
        };
      case 3:
        return { type: "incident.note", incident, note: "caller is with one of the drivers" };
      case 4:
        return { type: "unit.send", incident, units: [unit] };
      case 5:
        return { type: "unit.progress", unit, status: "en route" };
      case 6:
        return { type: "unit.progress", unit, status: "at scene" };
      case 7:
        return { type: "unit.clear", unit };
      default:
        return { type: "incident.close", incident, result };
    }
  }

  /** The answer to the command that `next` gave. */
  take(made: Made): void {
    this.#contact = made.contact ?? this.#contact;
    this.#incident = made.incident ?? this.#incident;
    this.#step += 1;
  }
}
