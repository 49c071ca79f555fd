/**
 * The plan that `muster queueing hypercube` reads: areas with their calls and the minutes between them, units with their
 * bases, and which unit an area asks for first where that is not the nearest. docs/reference/queueing.md has an example.
 */
import { z } from "zod";
import { hypercubeLimits, ordersByTravel, type Hypercube } from "../../plan/queueing/hypercube.ts";
import { queueingLimits } from "./read-numbers.ts";

const name = z.string().min(1).max(60);
const minutes = z.number().min(0).max(queueingLimits.minutes);

export const hypercubeFileSchema = z
  .strictObject({
    busyMinutes: z.number().gt(0).max(queueingLimits.minutes),
    whenNobodyIsFree: z.enum(["wait", "elsewhere"]),
    areas: z
      .array(
        z.strictObject({
          name,
          callsPerHour: z.number().min(0).max(queueingLimits.callsPerHour),
          travelMinutes: z.array(minutes),
          asks: z.array(name).max(hypercubeLimits.units).default([]),
        }),
      )
      .min(1)
      .max(hypercubeLimits.areas),
    units: z
      .array(z.strictObject({ name, base: name }))
      .min(1)
      .max(hypercubeLimits.units),
  })
  .superRefine((file, context) => {
    const fault = (message: string, ...path: (string | number)[]): void =>
      context.addIssue({ code: "custom", path, message });
    const areaNames = new Set(file.areas.map((area) => area.name));
    const unitNames = new Set(file.units.map((unit) => unit.name));
    if (areaNames.size < file.areas.length) fault("expected each area's name once", "areas");
    if (unitNames.size < file.units.length) fault("expected each unit's name once", "units");
    if (file.areas.every(({ callsPerHour }) => callsPerHour === 0))
      fault("got no calls, expected some in at least one area", "areas");
    for (const [index, area] of file.areas.entries()) {
      const got = area.travelMinutes.length;
      if (got !== file.areas.length)
        fault(
          `got ${got} numbers, expected ${file.areas.length}: minutes to every area in order`,
          "areas",
          index,
          "travelMinutes",
        );
      const unknown = area.asks.find((each) => !unitNames.has(each));
      if (unknown !== undefined)
        fault(`got ${unknown}, which no unit is called`, "areas", index, "asks");
      if (new Set(area.asks).size < area.asks.length)
        fault("expected each unit once", "areas", index, "asks");
    }
    for (const [index, unit] of file.units.entries())
      if (!areaNames.has(unit.base))
        fault(`got ${unit.base}, which no area is called`, "units", index, "base");
  });

export type HypercubeFile = z.output<typeof hypercubeFileSchema>;

/** Units that an area does not name come after those it does, nearest base first. */
export function hypercubeOf(file: HypercubeFile): Hypercube {
  const bases = file.units.map((unit) => file.areas.findIndex((area) => area.name === unit.base));
  const travelMinutes = file.areas.map((area) => area.travelMinutes);
  const orders = ordersByTravel(bases, travelMinutes).map((nearest, area) => {
    const named = file.areas[area].asks.map((each) =>
      file.units.findIndex((unit) => unit.name === each),
    );
    return [...named, ...nearest.filter((unit) => !named.includes(unit))];
  });
  return {
    busyMinutes: file.busyMinutes,
    callsPerHour: file.areas.map(({ callsPerHour }) => callsPerHour),
    orders,
    bases,
    travelMinutes,
    waits: file.whenNobodyIsFree === "wait",
  };
}
