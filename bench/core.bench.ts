/**
 * The rules alone, with nobody listening: what a rehearsal does a million times a second. Every unit of a region lives
 * whole incidents in turn (receive, answer, open, send, en route, at scene, clear, close, and due work that retires
 * what is closed), on virtual time, without text and with a closed sink. No goals: figures to see a slow-down by.
 */

import { microsPerSecond } from "../src/base/instant.ts";
import type { Command, CommandContext } from "../src/core/commands.ts";
import { decide } from "../src/core/decide.ts";
import { makeRegionState, type RegionState } from "../src/core/state/region-state.ts";
import { makeRegionConfig, middleOf } from "../src/testing/core/region-config.ts";
import { figure, type Bench, type BenchOptions, type Row, sized } from "./bench.ts";

const commandsPerTurn = sized(400_000, 2000);
const turns = sized(5, 1);
const areas = 10;

class Cycle {
  readonly state: RegionState = makeRegionState({}, false);
  readonly #units: number;
  #context: { now: number; at: number; readonly by: string } = { now: 1, at: 1, by: "system" };
  /** The incident each unit is at, and the contact it came from. */
  readonly #incidents: Int32Array;
  #commands = 0;

  constructor(units: number) {
    this.#units = units;
    this.#incidents = new Int32Array(units);
    this.#context.now = this.#context.at = 1_500_000_000 * microsPerSecond;
    const [first] = makeRegionConfig().areas;
    const list = Array.from({ length: areas }, (_, index) => {
      const near = [index - 1, index + 1].filter((other) => other >= 0 && other < areas);
      return {
        ...first,
        code: `a${index}`,
        name: `a${index}`,
        reach: near.map((other) => `a${other}`),
      };
    });
    this.#ask({
      type: "region.configure",
      config: { ...makeRegionConfig({ areas: list }), retireSeconds: 3_600 },
    });
    for (let unit = 0; unit < units; unit += 1) {
      const area = `a${unit % areas}`;
      this.#ask({
        type: "unit.register",
        callSign: `C${unit}`,
        vehicle: "car",
        skills: ["response"],
        area,
        base: middleOf(0),
      });
      this.#ask({ type: "unit.book-on", unit, crew: 2 });
    }
  }

  #ask(command: Command): { contact?: number; incident?: number } {
    this.#commands += 1;
    const decision = decide(this.state, command, this.#context satisfies CommandContext);
    if (decision.refusal !== undefined)
      throw new Error(`${command.type}: ${decision.refusal.message}`);
    return decision.made;
  }

  /** One command for every unit in each of the steps of a cycle; half the units are busy at a time. */
  #round(): void {
    const units = this.#units;
    for (let unit = 0; unit < units; unit += 1) {
      this.#context.now += (1_800 * microsPerSecond) / units;
      this.#context.now = Math.round(this.#context.now);
      this.#context.at = this.#context.now;
      this.#begin(unit);
      const other = (unit + (units >> 1)) % units;
      if (this.#incidents[other] > 0) this.#finish(other);
    }
  }

  #begin(unit: number): void {
    const { contact = 0 } = this.#ask({ type: "contact.receive", channel: "call" });
    this.#ask({ type: "contact.answer", contact });
    const location = { state: "verified", ...middleOf(0), radiusM: 0 } as const;
    const area = `a${unit % areas}`;
    const { incident = 0 } = this.#ask({
      type: "incident.open",
      contact,
      incidentType: "theft",
      location,
      area,
      grade: "priority",
    });
    this.#ask({ type: "unit.send", incident, units: [unit] });
    this.#ask({ type: "unit.progress", unit, status: "en route" });
    this.#incidents[unit] = incident;
  }

  #finish(unit: number): void {
    this.#ask({ type: "unit.progress", unit, status: "at scene" });
    this.#ask({ type: "unit.clear", unit });
    this.#ask({ type: "incident.close", incident: this.#incidents[unit], result: "done" });
    this.#ask({ type: "due.work" });
    this.#incidents[unit] = 0;
  }

  /** Seconds and heap bytes of one command, over about `count` of them. */
  run(count: number): { readonly seconds: number; readonly commands: number } {
    const before = this.#commands;
    const from = performance.now();
    while (this.#commands - before < count) this.#round();
    return { seconds: (performance.now() - from) / 1_000, commands: this.#commands - before };
  }
}

function measure(units: number, say: BenchOptions["say"]): Row {
  const cycle = new Cycle(units);
  cycle.run(commandsPerTurn);
  const rates = Array.from({ length: turns }, () => {
    const { seconds, commands } = cycle.run(commandsPerTurn);
    return commands / seconds;
  });
  say(`${units} units: ${rates.map((rate) => Math.round(rate)).join(", ")} commands/s`);
  return figure(`${units} units, closed sink`, Math.round(Math.max(...rates)), "commands/s");
}

export const bench: Bench = {
  name: "core",
  about:
    "commands a second through decide with a closed sink, at 100, 1,000 and 5,000 units (best of five turns)",
  run: ({ say }) => Promise.resolve([100, 1_000, 5_000].map((units) => measure(units, say))),
};
