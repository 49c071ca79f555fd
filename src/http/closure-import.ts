/**
 * A feed of closures into a region: each feature becomes reports, one command each. A closure that stands already
 * (same drawing, same traffic, same source) is not reported again; where the feed now says a later end, and whoever
 * imports may renew, it is renewed. So a feed can be sent every hour. What can not be taken is listed, nothing dropped.
 */

import { randomUUID } from "node:crypto";
import { authority, type Actor } from "../core/authority.ts";
import { getClosure, listClosureRows, type Closure } from "../core/closure/read.ts";
import { isOpenClosure } from "../core/closure/schedule.ts";
import type { Command } from "../core/commands.ts";
import { getPolicy } from "../core/state/region-state.ts";
import { RefusedError } from "../live/fault.ts";
import type { RegionRuntime } from "../live/region-runtime.ts";
import type { ClosureFeature, ClosureReport } from "../wire/closures/read-closures.ts";

export interface ImportedClosure {
  /** Place in the collection, from 0, and the feature's own id, or empty. */
  readonly feature: number;
  readonly id: string;
  readonly closure: number;
  readonly did: "reported" | "renewed" | "nothing";
}

export interface ImportFault {
  readonly feature: number;
  readonly id: string;
  readonly code: string;
  readonly detail: string;
}

export interface ClosureImport {
  readonly taken: ImportedClosure[];
  readonly faults: ImportFault[];
}

/** Features on their way at once: their events share the store's writes. */
const importedAtOnce = 50;
const renewalReason = "the feed says that it stands until later";

type Standing = Pick<Closure, "closure" | "expiresAt">;

export async function importClosures(
  region: RegionRuntime,
  actor: Actor,
  features: readonly ClosureFeature[],
  confirm: boolean,
): Promise<ClosureImport> {
  const importer = new Importer(region, actor, confirm);
  for (let from = 0; from < features.length; from += importedAtOnce)
    await Promise.all(
      features.slice(from, from + importedAtOnce).map((feature) => importer.take(feature)),
    );
  const { taken, faults } = importer.done;
  for (const list of [taken, faults]) list.sort((a, b) => a.feature - b.feature);
  return importer.done;
}

class Importer {
  readonly done: ClosureImport = { taken: [], faults: [] };
  readonly #region: RegionRuntime;
  readonly #actor: Actor;
  readonly #confirm: boolean;
  readonly #mayRenew: boolean;
  /** What stands, by drawing, traffic and source; a report on its way is in it as a promise. */
  readonly #standing = new Map<string, Standing | Promise<Standing>>();

  constructor(region: RegionRuntime, actor: Actor, confirm: boolean) {
    this.#region = region;
    this.#actor = actor;
    this.#confirm = confirm;
    this.#mayRenew = authority["closure.renew"].includes(actor.role);
    for (const row of listClosureRows(region.state, isOpenClosure)) {
      const closure = getClosure(region.state, row);
      const { shape, direction, bearingDegrees, classes, source } = closure;
      this.#standing.set(keyOf(shape, direction, bearingDegrees, classes, source), closure);
    }
  }

  async take(feature: ClosureFeature): Promise<void> {
    const { feature: index, id, fault, reports } = feature;
    if (fault !== undefined)
      this.done.faults.push({ feature: index, id, code: "value.invalid", detail: fault });
    for (const report of reports) {
      try {
        this.done.taken.push({ feature: index, id, ...(await this.#takeReport(report)) });
      } catch (error) {
        // The rules' no to one report is a line of the answer; anything else is a failure of all.
        if (!(error instanceof RefusedError)) throw error;
        const { code, message } = error.refusal;
        this.done.faults.push({ feature: index, id, code, detail: message });
      }
    }
  }

  async #takeReport(report: ClosureReport): Promise<Pick<ImportedClosure, "closure" | "did">> {
    const key = this.#keyOfReport(report);
    const standing = this.#standing.get(key);
    if (standing === undefined) {
      const reported = this.#report(report);
      this.#standing.set(key, reported);
      const { closure } = await reported;
      return { closure, did: "reported" };
    }
    const { closure, expiresAt } = await standing;
    if (!this.#mayRenew || report.expiresAt <= expiresAt) return { closure, did: "nothing" };
    const renewal = { closure, expiresAt: report.expiresAt };
    this.#standing.set(key, renewal);
    await this.#submit({ type: "closure.renew", ...renewal, reason: renewalReason });
    return { closure, did: "renewed" };
  }

  async #report(report: ClosureReport): Promise<Standing> {
    const command = this.#confirm ? { ...report, confirm: true } : report;
    const { made } = await this.#submit(command);
    return { closure: made.closure ?? 0, expiresAt: report.expiresAt };
  }

  #submit(command: Command): ReturnType<RegionRuntime["submit"]> {
    const id = randomUUID();
    return this.#region.submit({ id, digest: id, actor: this.#actor, read: () => [command] });
  }

  #keyOfReport({ shape, direction, bearingDegrees, classes, source }: ClosureReport): string {
    const { vehicleClasses } = getPolicy(this.#region.state);
    const stopped = vehicleClasses
      .filter(({ code, motor }) => classes?.includes(code) ?? motor)
      .map(({ code }) => code);
    return keyOf(shape, direction ?? "both", bearingDegrees ?? null, stopped, source);
  }
}

function keyOf(
  shape: Closure["shape"],
  direction: Closure["direction"],
  bearingDegrees: number | null,
  classes: readonly string[],
  source: Closure["source"],
): string {
  return JSON.stringify([shape.kind, shape.points, direction, bearingDegrees, classes, source]);
}
