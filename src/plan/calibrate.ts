/**
 * Fits the straight-line travel time (seconds = base + perMetre x metres) to recorded journeys and says how wrong
 * it is on journeys it has not seen. Least squares is the default because its line runs through the MEAN journey:
 * added over a night it promises callers neither too much nor too little. The least-absolute line has the smaller
 * median error but is about 20 s too early on average on the London records, the wrong side to be wrong on; it is
 * offered for records with wild outliers. Both rank units almost alike: only the slope decides who is nearest.
 */

export interface Journey {
  readonly metres: number;
  readonly seconds: number;
}

export const calibrationMethods = ["least-squares", "least-absolute"] as const;
export type CalibrationMethod = (typeof calibrationMethods)[number];

interface Line {
  readonly baseSeconds: number;
  readonly secondsPerMetre: number;
}

/** Errors are predicted minus recorded seconds: a positive bias = the line says later than it was. */
export interface HeldOutError {
  readonly medianAbsoluteSeconds: number;
  readonly p90AbsoluteSeconds: number;
  readonly biasSeconds: number;
}

export interface Calibration extends Line {
  readonly method: CalibrationMethod;
  readonly journeys: number;
  readonly heldOut: HeldOutError;
  /** Held-out error by distance, so that a bend in the records can be seen. */
  readonly bands: readonly (HeldOutError & {
    readonly fromM: number;
    readonly toM: number | null;
    readonly journeys: number;
  })[];
}

export const fewestJourneys = 50;
const blockCount = 5;
const bandEdgesM = [0, 500, 1000, 2000, 4000, 8000];

/**
 * Fits a line. Returns a sentence (what was got, what was expected) when the journeys can not carry one.
 * Held-out error: five blocks of consecutive journeys in the order given (so by time, when the file is), each
 * predicted by the line fitted to the other four; the line returned is fitted to all of them.
 */
export function calibrate(
  journeys: readonly Journey[],
  method: CalibrationMethod = "least-squares",
): Calibration | string {
  if (journeys.length < fewestJourneys)
    return `got ${journeys.length} usable journeys, expected at least ${fewestJourneys}`;
  const line = fitLine(journeys, method);
  if (typeof line === "string") return line;
  const errors = new Float64Array(journeys.length);
  for (let block = 0; block < blockCount; block += 1) {
    const from = Math.floor((block * journeys.length) / blockCount);
    const to = Math.floor(((block + 1) * journeys.length) / blockCount);
    const blockLine = fitLine([...journeys.slice(0, from), ...journeys.slice(to)], method);
    if (typeof blockLine === "string") return blockLine;
    for (let index = from; index < to; index += 1) {
      const { metres, seconds } = journeys[index];
      errors[index] = blockLine.baseSeconds + blockLine.secondsPerMetre * metres - seconds;
    }
  }
  return { ...line, method, journeys: journeys.length, ...describeErrors(journeys, errors) };
}

function describeErrors(
  journeys: readonly Journey[],
  errors: Float64Array,
): Pick<Calibration, "heldOut" | "bands"> {
  const bands = bandEdgesM.map((fromM, band) => {
    const toM = bandEdgesM[band + 1] ?? null;
    const inside = errors.filter((_, index) => {
      const { metres } = journeys[index];
      return metres >= fromM && (toM === null || metres < toM);
    });
    return { fromM, toM, journeys: inside.length, ...summarise(inside) };
  });
  return { heldOut: summarise(errors), bands: bands.filter((band) => band.journeys > 0) };
}

function summarise(errors: Float64Array): HeldOutError {
  const absolute = errors.map(Math.abs).sort();
  return {
    medianAbsoluteSeconds: quantile(absolute, 0.5),
    p90AbsoluteSeconds: quantile(absolute, 0.9),
    biasSeconds: errors.length === 0 ? 0 : errors.reduce((sum, e) => sum + e, 0) / errors.length,
  };
}

/** Quantile of sorted values by the nearest rank. */
function quantile(sorted: Float64Array, share: number): number {
  return sorted.length === 0 ? 0 : sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
}

/** The least-squares line of anything over anything; undefined when all lie at one place. */
export function fitLeastSquares(journeys: readonly Journey[]): Line | undefined {
  return fitWeighted(journeys, new Float64Array(journeys.length).fill(1));
}

function fitLine(journeys: readonly Journey[], method: CalibrationMethod): Line | string {
  const weights = new Float64Array(journeys.length).fill(1);
  let line = fitWeighted(journeys, weights);
  if (method === "least-absolute") line = fitLeastAbsolute(journeys, weights, line);
  if (line === undefined)
    return "got journeys that are all of one length, expected lengths that differ";
  if (!(line.secondsPerMetre > 0))
    return `got ${line.secondsPerMetre.toFixed(5)} s per metre, expected more than 0: are metres and seconds swapped or mixed up?`;
  if (line.baseSeconds < 0)
    return `got a base of ${line.baseSeconds.toFixed(1)} s, expected 0 or more: longer journeys are too slow for a straight line`;
  return line;
}

/** Least absolute deviations by reweighted least squares; residuals below one second weigh alike. */
function fitLeastAbsolute(
  journeys: readonly Journey[],
  weights: Float64Array,
  start: Line | undefined,
): Line | undefined {
  let line = start;
  for (let round = 0; round < 100 && line !== undefined; round += 1) {
    const { baseSeconds, secondsPerMetre } = line;
    journeys.forEach(({ metres, seconds }, index) => {
      weights[index] = 1 / Math.max(1, Math.abs(seconds - baseSeconds - secondsPerMetre * metres));
    });
    const next = fitWeighted(journeys, weights);
    if (next !== undefined && Math.abs(next.baseSeconds - baseSeconds) < 1e-6) return next;
    line = next;
  }
  return line;
}

function fitWeighted(journeys: readonly Journey[], weights: Float64Array): Line | undefined {
  let sum = 0;
  let sumX = 0;
  let sumY = 0;
  for (let index = 0; index < journeys.length; index += 1) {
    const weight = weights[index];
    sum += weight;
    sumX += weight * journeys[index].metres;
    sumY += weight * journeys[index].seconds;
  }
  const meanX = sumX / sum;
  const meanY = sumY / sum;
  let sumXX = 0;
  let sumXY = 0;
  for (let index = 0; index < journeys.length; index += 1) {
    const x = journeys[index].metres - meanX;
    sumXX += weights[index] * x * x;
    sumXY += weights[index] * x * (journeys[index].seconds - meanY);
  }
  if (!(sumXX > 0)) return undefined;
  const secondsPerMetre = sumXY / sumXX;
  return { baseSeconds: meanY - secondsPerMetre * meanX, secondsPerMetre };
}
