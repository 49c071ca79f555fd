/**
 * Makes sure that the region has the units of the play: registers those it does not know by call sign, and gives
 * every call sign its id. Done once before a play; playing the same world again finds them all there.
 */
import type { Instant } from "../../base/instant.ts";
import type { PointE7 } from "../../sim/town/plane.ts";
import { type ApiClient, ApiProblem } from "./api-client.ts";
import type { WorldView } from "./world-view.ts";

export interface UnitToRegister {
  readonly callSign: string;
  readonly vehicle: string;
  readonly skills: readonly string[];
  /** Area code. */
  readonly area: string;
  readonly base: PointE7;
}

/**
 * Ids in the order of `units`. The view must be loaded; it is not changed (the stream brings the new units). `at` is
 * when they were there, left out = now.
 */
export async function registerUnits(
  administrator: ApiClient,
  view: WorldView,
  units: readonly UnitToRegister[],
  at?: Instant,
): Promise<number[]> {
  const ids: number[] = [];
  for (const { callSign, vehicle, skills, area, base } of units) {
    const known = view.state.text?.unitOfCallSign.get(callSign);
    if (known !== undefined) {
      ids.push(known);
      continue;
    }
    const home = { latE7: base.latE7, lonE7: base.lonE7 };
    const command = {
      type: "unit.register",
      callSign,
      vehicle,
      skills: [...skills],
      area,
    } as const;
    const answer = await administrator.command(view.region, { ...command, base: home }, at);
    if (answer.made.unit === undefined) {
      throw new ApiProblem(0, "api.no-unit", `registering ${callSign} gave no unit`);
    }
    ids.push(answer.made.unit);
  }
  return ids;
}
