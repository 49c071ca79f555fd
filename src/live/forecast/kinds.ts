/** The two forecasts that every region has: the next hours closely, the next day coarsely. */
import { microsPerHour, microsPerMinute } from "../../base/instant.ts";

export const forecastKinds = {
  near: {
    horizonMicros: 4 * microsPerHour,
    stepMicros: 5 * microsPerMinute,
    stepsPerColumn: 6,
    /** Of the futures that the configuration asks for. */
    share: 1,
    /** Real milliseconds after which it ends with the futures it has. */
    budgetMillis: 15_000,
  },
  far: {
    horizonMicros: 24 * microsPerHour,
    stepMicros: 30 * microsPerMinute,
    stepsPerColumn: 6,
    share: 0.2,
    budgetMillis: 10_000,
  },
} as const;

export type ForecastKind = keyof typeof forecastKinds;
export const kindNames: readonly ForecastKind[] = ["near", "far"];

export const forecastLimits = {
  /** Real seconds between two forecasts of a region. */
  everySeconds: 30,
  /** Futures of a near forecast. */
  futures: 1_000,
  /** Questions that may wait at once, of all regions. */
  waitingQuestions: 8,
  /** After a change that matters a forecast is made at once, but not sooner after the last than this. */
  settleMillis: 2_000,
} as const;
