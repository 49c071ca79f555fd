/** A whole number as somebody typed it after an option. */
import { CliFault } from "./fault.ts";

/** Throws CliFault `cli.asked-wrongly`. */
export function readWhole(name: string, text: string, from: number, to: number): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isInteger(value) && value >= from && value <= to) return value;
  throw new CliFault(
    "cli.asked-wrongly",
    `${name}: got "${text}", expected a whole number from ${from} to ${to}`,
  );
}
