/**
 * The one suite that every engine passes. Each case opens its own store through the given function; what only one
 * engine promises (files, locks, crashes) is tested beside that engine. Random histories: contract-properties.ts.
 */
import { test } from "node:test";
import { besideCases } from "./contract-beside.ts";
import { limitCases, logCases, readCases } from "./contract-log.ts";
import type { StoreCase } from "./contract-tools.ts";

/** `withStore` opens an empty store, runs the case and closes it. */
export function testStoreContract(
  engine: string,
  withStore: (run: StoreCase) => Promise<void>,
): void {
  const cases = { ...logCases, ...limitCases, ...readCases, ...besideCases };
  for (const [name, run] of Object.entries(cases)) {
    void test(`${engine}: ${name}`, () => withStore(run));
  }
}
