/** What is wrong with a folder of recorded demand: file, line, what was got and what was expected. */

export const traceCodes = [
  "trace.missing", // a file of the folder is not there or cannot be read
  "trace.invalid", // a file holds what no trace can
  "trace.too-large", // above one of the named limits
] as const;
export type TraceCode = (typeof traceCodes)[number];

export class TraceFault extends Error {
  override readonly name = "TraceFault";
  readonly code: TraceCode;
  constructor(code: TraceCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** `line` counts from 1; left out where the fault is the file's as a whole. */
export function invalidTrace(file: string, line: number | undefined, why: string): TraceFault {
  const where = line === undefined ? file : `${file} line ${line}`;
  return new TraceFault("trace.invalid", `${where}: ${why}`);
}

export const traceLimits = {
  /** A matrix of 100 million pairs takes 400 MB. */
  zonesPerSide: 100,
  calls: 20_000_000,
  /** Characters of a line with a call: four numbers. */
  lineBytes: 100,
  /** Characters of city.json. */
  cityBytes: 1_000_000,
  /** Microseconds of an instant: 31 years. */
  micros: 1_000_000_000_000_000,
} as const;
