/**
 * The robot dispatcher: goes through the queue by grade and waiting time, asks for a recommendation and sends what
 * is first in it; where nothing can be sent it comes back. One incident after the other, as one person would, so
 * that two never take the same unit. It closes what has been dealt with.
 */
import { type Instant, microsFromSeconds, microsPerSecond } from "../../base/instant.ts";
import { countUnmet } from "../../core/allocation/unmet.ts";
import type { Recommendation } from "../../core/recommendation.ts";
import { allocationEnds, grades, incidentStates } from "../../core/vocabulary.ts";
import { ApiProblem } from "./api-client.ts";
import type { RobotMemory, RobotOptions } from "./robot-room.ts";

/** How often the dispatcher looks at the whole queue, in seconds of the world. */
const lookSeconds = 2;
/** An incident for which nothing could be sent is looked at again after this. */
const retrySeconds = 20;
const attendedRetrySeconds = 60;
const closeSeconds = 45;

export class RobotDispatcher {
  readonly #options: RobotOptions;
  readonly #memory: RobotMemory;
  readonly #tryAgainAt = new Map<number, Instant>();
  readonly #busy = new Set<number>();
  #lookedAt: Instant = 0;

  constructor(options: RobotOptions, memory: RobotMemory) {
    this.#options = options;
    this.#memory = memory;
  }

  tick(now: Instant): void {
    if (now - this.#lookedAt < lookSeconds * microsPerSecond) return;
    this.#lookedAt = now;
    const { state } = this.#options.view;
    const { incidents, waiting, head } = state.columns;
    // Waiting ones by grade, longest waiting first; then those that lack a further unit; then what can be closed.
    for (const code of grades.names.keys()) {
      for (let row = waiting.first[code]; row >= 0; row = incidents.next[row])
        this.#trySend(row, now, retrySeconds);
    }
    for (let row = 0; row < head.incidentRows[0]; row += 1) {
      const incidentState = incidents.state[row];
      const isServed =
        incidentState === incidentStates.code.allocated ||
        incidentState === incidentStates.code.attended;
      // Once a unit has cleared, the incident had its response; what has gone is not sent again.
      const lacksUnit = isServed && !this.#hasCleared(row) && countUnmet(state, row) > 0;
      if (lacksUnit && incidents.served[row] <= grades.code.priority) {
        this.#trySend(row, now, attendedRetrySeconds);
      } else if (incidentState === incidentStates.code["awaiting result"])
        this.#closeLater(row, now);
    }
  }

  #hasCleared(row: number): boolean {
    const { incidents, allocations } = this.#options.view.state.columns;
    for (let a = incidents.firstAllocation[row]; a >= 0; a = allocations.nextOfIncident[a]) {
      if (allocations.endedAt[a] !== 0 && allocations.end[a] === allocationEnds.code.cleared)
        return true;
    }
    return false;
  }

  #trySend(row: number, now: Instant, retry: number): void {
    const { incidents } = this.#options.view.state.columns;
    const incident = incidents.number[row];
    if (this.#busy.has(incident) || (this.#tryAgainAt.get(incident) ?? 0) > now) return;
    if ((this.#memory.sendAfter.get(incident) ?? 0) > now) return;
    this.#busy.add(incident);
    const { sender, view } = this.#options;
    // In a fast world half a real second must pass as well, or one long queue would flood the server.
    this.#tryAgainAt.set(incident, now + microsFromSeconds(Math.max(retry, 0.5 * view.speed)));
    // One dispatcher: recommendations are asked and acted on one after the other, or two would take one unit.
    void sender
      .run("dispatcher", async () => this.#sendRecommended(incident))
      .finally(() => this.#busy.delete(incident));
  }

  async #sendRecommended(incident: number): Promise<void> {
    const { dispatcher, view } = this.#options;
    const path = `/api/regions/${view.region}/incidents/${incident}/recommendation`;
    let recommendation: Recommendation;
    try {
      recommendation = (await dispatcher.get(path)) as Recommendation;
    } catch (error) {
      if (error instanceof ApiProblem && error.status >= 400 && error.status < 500) return;
      throw error;
    }
    // Only the first try happened when the dispatcher was ready; a later one happens when it succeeds.
    const readyAt = this.#memory.sendAfter.get(incident);
    this.#memory.sendAfter.delete(incident);
    const chosen = recommendation.options.filter((option) => option.chosen);
    const free = chosen.filter((option) => option.divert === null).map((option) => option.unit);
    const diverted = chosen.filter((option) => option.divert !== null).map((option) => option.unit);
    await this.#command(incident, free, "send", readyAt);
    await this.#command(incident, diverted, "divert", readyAt);
  }

  async #command(
    incident: number,
    units: readonly number[],
    mode: "send" | "divert",
    at: Instant | undefined,
  ): Promise<void> {
    if (units.length === 0) return;
    const { sender, dispatcher } = this.#options;
    const accept = ["unit.diverted", "unit.position-stale", "incident.enough-units"] as const;
    const command = { type: "unit.send", incident, units, mode, accept } as const;
    await sender.send(`send ${incident}`, async () => dispatcher, command, at);
  }

  #closeLater(row: number, now: Instant): void {
    const incident = this.#options.view.state.columns.incidents.number[row];
    if (this.#busy.has(incident) || (this.#tryAgainAt.get(incident) ?? 0) > now) return;
    this.#busy.add(incident);
    // The fold may show it open for a moment after it was closed.
    this.#tryAgainAt.set(
      incident,
      now + microsFromSeconds(4 * closeSeconds + this.#options.view.speed),
    );
    const { sender, schedule, dispatcher, resultFor } = this.#options;
    schedule.plan(now + closeSeconds * microsPerSecond, () => {
      const command = { type: "incident.close", incident, result: resultFor(incident) } as const;
      void sender
        .send(`close ${incident}`, async () => dispatcher, command)
        .finally(() => this.#busy.delete(incident));
    });
  }

  endEmergencyLater(unit: number, at: Instant): void {
    const { sender, schedule, dispatcher, switches } = this.#options;
    schedule.plan(at + 240 * microsPerSecond, () => {
      if (!switches.dispatch) return;
      const command = {
        type: "unit.end-emergency",
        unit,
        reason: "crew spoken to, all well",
      } as const;
      void sender.send(`emergency ${unit}`, async () => dispatcher, command);
    });
  }
}
