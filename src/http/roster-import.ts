/**
 * A roster into a region: each row becomes one command at most. A shift that is planned like that already is left
 * alone, one of the same unit or person with the same beginning is amended, a cancelled one is cancelled; so the same
 * file can be sent again whenever it changed. What can not be taken is listed with line and reason, nothing dropped.
 */

import type { HoursOverride } from "../core/hours/override.ts";
import { randomUUID } from "node:crypto";
import type { Actor } from "../core/authority.ts";
import type { Command } from "../core/commands.ts";
import { getShift } from "../core/roster/read.ts";
import { RefusedError } from "../live/fault.ts";
import type { RegionRuntime } from "../live/region-runtime.ts";
import type { PlannedRow, RowFault } from "../wire/roster/roster-row.ts";

export interface TakenRow {
  readonly line: number;
  readonly shift: number | null;
  readonly did: "planned" | "amended" | "cancelled" | "nothing";
  /** The person was not known and was registered first. */
  readonly registered: boolean;
}

export interface RosterImport {
  readonly taken: TakenRow[];
  readonly faults: RowFault[];
}

/** Units and people on their way at once: their events share the store's writes. Rows of one go one after the other. */
const importedAtOnce = 50;

type Subject = { readonly unit: number } | { readonly person: number };

export async function importRoster(
  region: RegionRuntime,
  actor: Actor,
  rows: readonly PlannedRow[],
  override: HoursOverride | undefined,
): Promise<RosterImport> {
  const importer = new RosterImporter(region, actor, override);
  const byName = Map.groupBy(rows, ({ name }) => name);
  const groups = [...byName.values()];
  for (let from = 0; from < groups.length; from += importedAtOnce)
    await Promise.all(
      groups.slice(from, from + importedAtOnce).map(async (group) => {
        for (const row of group) await importer.take(row);
      }),
    );
  const { taken, faults } = importer.done;
  for (const list of [taken, faults]) list.sort((a, b) => a.line - b.line);
  return importer.done;
}

class RosterImporter {
  readonly done: RosterImport = { taken: [], faults: [] };
  readonly #region: RegionRuntime;
  readonly #actor: Actor;
  readonly #override: HoursOverride | undefined;

  constructor(region: RegionRuntime, actor: Actor, override: HoursOverride | undefined) {
    this.#region = region;
    this.#override = override;
    this.#actor = actor;
  }

  async take(row: PlannedRow): Promise<void> {
    const { line } = row;
    try {
      let subject = this.#find(row);
      let registered = false;
      if (subject === undefined && row.by === "staff" && row.post !== undefined) {
        subject = await this.#register(row, row.post);
        registered = true;
      }
      if (subject === undefined) this.done.faults.push(unknownFault(row));
      else this.done.taken.push({ line, registered, ...(await this.#plan(row, subject)) });
    } catch (error) {
      // The rules' no to one row is a line of the answer; anything else is a failure of all.
      if (!(error instanceof RefusedError)) throw error;
      const { code, message } = error.refusal;
      this.done.faults.push({ line, code, detail: message });
    }
  }

  #find({ by, name }: PlannedRow): Subject | undefined {
    const text = this.#region.state.text;
    const unit = by === "staff" ? undefined : text?.unitOfCallSign.get(name);
    if (unit !== undefined) return { unit };
    const person = by === "unit" ? undefined : text?.personOfStaffNumber.get(name);
    return person === undefined ? undefined : { person };
  }

  async #register(
    { name, team, station, skills = [] }: PlannedRow,
    post: string,
  ): Promise<Subject> {
    const { made } = await this.#submit({
      type: "person.register",
      staffNumber: name,
      post,
      skills,
      ...(team === undefined ? {} : { team }),
      ...(station === undefined ? {} : { station }),
    });
    return { person: made.person ?? -1 };
  }

  async #plan(row: PlannedRow, subject: Subject): Promise<Pick<TakenRow, "shift" | "did">> {
    const { fromAt, untilAt, team, station, area, skills, crew } = row;
    const standing = this.#findStanding(subject, fromAt);
    if (row.isCancelled) {
      if (standing === undefined) return { shift: null, did: "nothing" };
      await this.#submit({ type: "shift.cancel", shift: standing.shift });
      return { shift: standing.shift, did: "cancelled" };
    }
    const said = {
      ...(team === undefined ? {} : { team }),
      ...(station === undefined ? {} : { station }),
      ...(area === undefined ? {} : { area }),
      ...(skills === undefined ? {} : { skills }),
      ...(crew === undefined ? {} : { crew }),
      ...(this.#override === undefined ? {} : { override: this.#override }),
    };
    if (standing === undefined) {
      const { made } = await this.#submit({
        type: "shift.plan",
        of: subject,
        fromAt,
        untilAt,
        ...said,
      });
      return { shift: made.shift ?? null, did: "planned" };
    }
    const { shift } = standing;
    try {
      await this.#submit({ type: "shift.amend", shift, untilAt, ...said });
      return { shift, did: "amended" };
    } catch (error) {
      if (error instanceof RefusedError && error.refusal.code === "shift.unchanged")
        return { shift, did: "nothing" };
      throw error;
    }
  }

  /** The shift of the same unit or person that begins then and is not over. */
  #findStanding(subject: Subject, fromAt: number): { readonly shift: number } | undefined {
    const { state } = this.#region;
    const { units, people, shifts } = state.columns;
    const first =
      "unit" in subject ? units.firstShift[subject.unit] : people.firstShift[subject.person];
    for (let row = first; row >= 0; row = shifts.nextOfSubject[row])
      if (shifts.fromAt[row] === fromAt) return getShift(state, row);
    return undefined;
  }

  #submit(command: Command): ReturnType<RegionRuntime["submit"]> {
    const id = randomUUID();
    return this.#region.submit({ id, digest: id, actor: this.#actor, read: () => [command] });
  }
}

function unknownFault({ line, by, name }: PlannedRow): RowFault {
  const got = `got "${name.slice(0, 40)}"`;
  switch (by) {
    case "unit":
      return { line, code: "unit.unknown", detail: `${got}, expected the call sign of a unit of this region` }; // prettier-ignore
    case "staff":
      return { line, code: "person.unknown", detail: `${got}, which is no staff number of this region; give a post to register the person` }; // prettier-ignore
    case "who":
      return { line, code: "person.unknown", detail: `${got}, expected a call sign or a staff number of this region` }; // prettier-ignore
  }
}
