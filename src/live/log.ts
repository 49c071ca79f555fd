/**
 * The log of the process: one JSON object a line on stderr, for operators and their tools. A line names what
 * happened by a fixed `msg` and carries numbers, codes and ids; text of callers never comes here (see secret.ts).
 * Deliberately not here: the record of what a region did, which is the event log in the store.
 */

import { pino, type DestinationStream, type Logger } from "pino";

export type Log = Pick<Logger, "debug" | "info" | "warn" | "error" | "fatal">;

export const logLevels = ["fatal", "error", "warn", "info", "debug", "silent"] as const;
export type LogLevel = (typeof logLevels)[number];

/** A fault in the log: its class, code and message; the stack only here, never in an answer. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code } = error as { code?: unknown };
  // A parser quotes what it could not read, and that may be a caller's words.
  const isParser = error instanceof SyntaxError;
  return {
    type: error.name,
    message: isParser ? "a text that could not be parsed" : error.message,
    ...(typeof code === "string" ? { code } : {}),
    stack: isParser ? error.stack?.replace(error.message, "") : error.stack,
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}

/** Written line by line without a buffer, so that the last words before a crash are not lost. */
export function makeLog(level: LogLevel, destination?: DestinationStream): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: describeError },
    },
    destination ?? pino.destination({ dest: 2, sync: true }),
  );
}
