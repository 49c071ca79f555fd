/** The units that a statement may say, as factors of those that metrics are computed in. Case and plurals do not matter. */
import type { Metric } from "./catalogue.ts";

export interface SaidUnit {
  readonly name: string;
  /** Computed value divided by this is the value in the said unit. */
  readonly factor: number;
  /** Digits after the point that a computed value is shown with. */
  readonly digits: number;
}

const times: Readonly<Record<string, number>> = {
  second: 1,
  sec: 1,
  s: 1,
  minute: 60,
  min: 60,
  hour: 3600,
  hr: 3600,
  h: 3600,
  day: 86_400,
};

/** Undefined: the metric has no such unit. An empty unit is the metric's own (minutes for lengths of time). */
export function findUnit(text: string, metric: Metric, statistic: string): SaidUnit | undefined {
  const plain = text.trim().toLowerCase();
  const word = plain.replace(/^([a-z]{2,}?)s$/, "$1");
  const isPercent = metric.kind === "share" || statistic === "share-within";
  if (isPercent) {
    const isWord = ["", "percent", "per cent", "%", "pct", "percentage", "share"].includes(plain);
    if (isWord) return { name: "percent", factor: 1, digits: 1 };
    if (["ratio", "fraction"].includes(plain)) return { name: "ratio", factor: 100, digits: 3 };
    return undefined;
  }
  if (metric.kind === "speed") {
    if (plain === "" || plain.startsWith("km/h") || plain.startsWith("kph"))
      return { name: "km/h", factor: 1, digits: 1 };
    return plain.startsWith("mph") ? { name: "mph", factor: 1.609_344, digits: 1 } : undefined;
  }
  if (metric.kind === "duration" && statistic !== "count-over") {
    const name = word === "" ? "minute" : word;
    if (!Object.hasOwn(times, name)) return undefined;
    return { name: `${name}s`, factor: times[name], digits: 2 };
  }
  if (metric.kind === "span") {
    const name = word === "" ? "minute" : word;
    if (!Object.hasOwn(times, name)) return undefined;
    return { name: `${name}s`, factor: times[name] / 60, digits: 1 };
  }
  // A count is a count, whatever the text calls the things.
  if (Object.hasOwn(times, word) || ["percent", "per cent", "%"].includes(plain)) return undefined;
  const digits = metric.name === "units-per-call" || statistic === "mean" ? 2 : 0;
  return { name: metric.unit, factor: 1, digits };
}
