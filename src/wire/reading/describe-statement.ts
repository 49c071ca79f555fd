/** A statement in one line: what a reader of a suggestion, of a card and of the command line sees of it. Nothing here needs a schema, so pages can have it. */
import type { Statement } from "../../record/statement/statement.ts";

/** What a statement would check, in one line, for whoever has to say whether a sentence means that. */
export function describeStatement(statement: Statement): string {
  const { metric, statistic, by, withinSeconds, area, periods } = statement;
  const { filter, other, comparator, value, unit } = statement;
  if (metric === null) return "nothing that a record could measure";
  const fit = (one: Statement["filter"]): string =>
    Object.entries(one)
      .map(([field, values]) => `${field} ${values.join(" or ")}`)
      .join(", ");
  return [
    [
      metric,
      statistic,
      withinSeconds === null ? null : `${withinSeconds} seconds`,
      by === null ? null : `by ${by}`,
    ]
      .filter((each) => each !== null)
      .join(" "),
    `in ${area ?? "no area"}`,
    periods.length === 0 ? "no period" : periods.join(" against "),
    fit(filter),
    other === null
      ? ""
      : `against ${[other.area, other.period, fit(other.filter ?? {})].filter((each) => each !== undefined && each !== "").join(", ")}`,
    `${comparator ?? ""} ${value === null ? "" : [value].flat().map(shown).join(" to ")} ${unit}`.trim(),
  ]
    .filter((each) => each !== "")
    .join("; ");
}

/** Two thirds are not said to sixteen digits. */
function shown(value: number | string): string {
  return typeof value === "number" ? String(Number(value.toFixed(2))) : value;
}
