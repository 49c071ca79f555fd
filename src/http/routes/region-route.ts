/**
 * Helpers of the routes below /api/regions/:region. The pipeline has found the region and the caller by then; a route
 * that gets here without them is declared wrongly, which is a bug.
 */

import { z } from "zod";
import { assert } from "../../base/assert.ts";
import type { Actor } from "../../core/authority.ts";
import { hasUnit } from "../../core/state/region-state.ts";
import type { RegionRuntime } from "../../live/region-runtime.ts";
import type { Caller } from "../identity/caller.ts";
import { Problem } from "../problem.ts";

export const regionParams = z.object({ region: z.string().max(64) });

/** A number or unit id in an address. */
export const numberParam = z
  .string()
  .regex(/^\d{1,10}$/, { error: "expected a number" })
  .transform(Number);

export const listQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(1_000).default(200),
  after: z.coerce
    .number()
    .int()
    .min(-1)
    .default(-1)
    .describe("List what comes after this number or id"),
});

export function getCaller(call: { readonly caller: Caller | undefined }): Caller {
  assert(call.caller !== undefined, "a route that needs a caller is open");
  return call.caller;
}

export function getRegion(call: { readonly region: RegionRuntime | undefined }): RegionRuntime {
  assert(call.region !== undefined, "a route that needs a region has none in its address");
  return call.region;
}

export function actorOf(caller: Caller): Actor {
  return { account: caller.account, role: caller.role, unit: caller.unit };
}

/** A crew looks at its own unit only; everybody else who got here at any. */
export function checkOwnUnit(caller: Caller, unit: number): void {
  if (caller.role !== "crew" || caller.unit === unit) return;
  throw new Problem("access.unit", "A crew sees its own unit only.");
}

/** A region without configuration has nothing to look at; the code is the core's. */
export function checkConfigured(region: RegionRuntime): void {
  if (region.state.policy !== undefined) return;
  throw new Problem(
    "config.missing",
    "The region has no configuration yet; send region.configure first.",
  );
}

/** What was read from the state is answered only when it is durable; rejects with live.not-durable where that takes long. */
export async function answerDurable<Value>(
  region: RegionRuntime,
  read: () => Value,
): Promise<Value & { position: number }> {
  const { position } = region;
  const value = read();
  await region.whenReadable(position);
  return { ...value, position };
}

/** What is to be seen of the unit with the id in the address; a crew sees its own. Rejects as `answerDurable` does. */
export async function answerUnit<View>(
  call: {
    readonly caller: Caller | undefined;
    readonly region: RegionRuntime | undefined;
    readonly params: { readonly number: number };
  },
  view: (region: RegionRuntime, unit: number) => View,
): Promise<View & { position: number }> {
  const region = getRegion(call);
  const { number } = call.params;
  checkConfigured(region);
  checkOwnUnit(getCaller(call), number);
  return answerDurable(region, () => {
    if (!hasUnit(region.state, number))
      throw new Problem("unit.unknown", `There is no unit with the id ${number}.`);
    return view(region, number);
  });
}
