/**
 * `city.json` of a trace: zones, stations, units, and who walks out when. What it says is checked against itself here;
 * the matrix and the calls are read with it (read-travel.ts, read-calls.ts).
 */
import { z } from "zod";
import { limits } from "../../core/limits.ts";
import { invalidTrace, traceLimits } from "./trace-fault.ts";

const file = "city.json";

export interface TraceCity {
  readonly zonesPerSide: number;
  readonly stations: Int32Array;
  readonly unitsPerStation: number;
  readonly walkout:
    | { readonly awayMicros: number; readonly backMicros: number; readonly units: Int32Array }
    | undefined;
}

const hours = z
  .number()
  .min(0)
  .max(traceLimits.micros / 3_600_000_000);

const schema = z.object({
  zonesPerSide: z.int().min(1).max(traceLimits.zonesPerSide),
  stations: z.array(z.int().min(0)).min(1).max(limits.units),
  unitsPerStation: z.int().min(1).max(limits.units),
  units: z.int().optional(),
  walkout: z
    .object({ awayFromHours: hours, backAtHours: hours, units: z.string().max(100) })
    .optional(),
});

/** Throws TraceFault. */
export function readCity(text: string): TraceCity {
  const city = parseCity(text);
  const { zonesPerSide, stations, unitsPerStation, units, walkout } = city;
  const zones = zonesPerSide ** 2;
  const count = stations.length * unitsPerStation;
  const outside = stations.find((zone) => zone >= zones);
  if (outside !== undefined)
    throw invalid(`a station is in zone ${outside}, expected 0 to ${zones - 1}`);
  if (units !== undefined && units !== count)
    throw invalid(
      `units: got ${units}, expected ${stations.length} stations times ${unitsPerStation} = ${count}`,
    );
  if (count > limits.units)
    throw invalid(`there are ${count} units, a region takes at most ${limits.units}`);
  return {
    zonesPerSide,
    stations: Int32Array.from(stations),
    unitsPerStation,
    walkout: walkout === undefined ? undefined : readWalkout(walkout, count),
  };
}

function parseCity(text: string): z.infer<typeof schema> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw invalid("is no JSON, expected an object with zonesPerSide, stations and unitsPerStation");
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.slice(0, 5).map(({ path, message }) => {
    const where = path.join(".");
    return where === "" ? message : `${where}: ${message}`;
  });
  throw invalid(faults.join("; "));
}

function readWalkout(
  walkout: NonNullable<z.infer<typeof schema>["walkout"]>,
  count: number,
): TraceCity["walkout"] {
  const [awayMicros, backMicros] = [walkout.awayFromHours, walkout.backAtHours].map((each) =>
    Math.round(each * 3_600_000_000),
  );
  if (backMicros < awayMicros)
    throw invalid(
      `walkout: back at hour ${walkout.backAtHours}, before they go at hour ${walkout.awayFromHours}`,
    );
  const leaves = readRule(walkout.units);
  const units = Int32Array.from({ length: count }, (_, unit) => unit).filter(leaves);
  return { awayMicros, backMicros, units };
}

const rule = /^\s*unit\s*(?:%\s*(\d+)\s*)?(<=|>=|==|!=|<|>)\s*(\d+)\s*$/;

const comparisons: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
  "==": (a, b) => a === b,
  "!=": (a, b) => a !== b,
};

/** "unit % 5 < 3": who leaves, by number. */
function readRule(text: string): (unit: number) => boolean {
  const [, divisor, comparison, bound] = rule.exec(text) ?? [];
  const compare = comparisons[comparison ?? ""];
  if (compare === undefined || Number(divisor ?? 1) === 0)
    throw invalid(
      `walkout.units: got ${JSON.stringify(text)}, expected a rule like "unit % 5 < 3" or "unit < 40"`,
    );
  const modulus = divisor === undefined ? Infinity : Number(divisor);
  return (unit) => compare(unit % modulus, Number(bound));
}

function invalid(why: string): Error {
  return invalidTrace(file, undefined, why);
}
