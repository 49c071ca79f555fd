/**
 * "July was the busiest month", "most calls were medical": which step of time or value of a field has the most or the
 * least. What is counted by follows from the said value where the statement does not name it.
 */
import { type Evaluation, findOutside, type Question, sideOf, stop } from "./evaluate.ts";
import { measure } from "./measure.ts";
import { tally, type TallyRow } from "./tally.ts";
import { filterFields, type TimeStep, valueOf, weekdays } from "./words.ts";

export function judgeMost(question: Question): Evaluation {
  const { statement, metric, scopes } = question;
  const said = String(Array.isArray(statement.value) ? "" : (statement.value ?? ""));
  const by = statement.by ?? findStep(said) ?? findField(question, said);
  if (said === "" || by === undefined)
    return stop(
      "not enough evidence",
      "unknown-value",
      `the record has no hour, day, month or value "${said.slice(0, 60)}"`,
    );
  const outside = findOutside(question);
  if (outside !== undefined) return stop("not enough evidence", "not-covered", outside);
  const isResponses = metric.name === "unit-responses";
  if (metric.kind !== "count" || (metric.name !== "calls" && !isResponses))
    return stop(
      "not enough evidence",
      "not-counted",
      `"${metric.name}" is not counted by step; calls and unit-responses are`,
    );
  const rows = tally(scopes[0], by, isResponses ? "responses" : "calls");
  const wanted = keyOf(by, said);
  const mine = rows.find(({ key }) => key === wanted);
  if (rows.length === 0 || mine === undefined)
    return stop(
      "not enough evidence",
      "unknown-value",
      `the period has no ${by} "${said.slice(0, 60)}"`,
    );
  const isMost = statement.comparator === "most";
  const best = rows.reduce((a, b) => ((isMost ? b.count > a.count : b.count < a.count) ? b : a));
  const side = sideOf(question, measure(metric, scopes[0], "count", null, null), 0);
  const more = {
    computed: best.key,
    sides: [{ ...side, numerator: best.count, denominator: rows.length }],
    unit: by,
  };
  if (couldTurn(rows, mine, isMost))
    return stop(
      "not enough evidence",
      "missing-could-turn",
      "what is missing could turn the result",
      more,
    );
  const ties = rows.filter(({ count }) => count === best.count);
  if (mine.count !== best.count)
    return stop(
      "refuted",
      "does-not-fit",
      `${best.key} has ${best.count}, ${mine.key} has ${mine.count}`,
      more,
    );
  if (ties.length > 1)
    return stop(
      "mixed",
      "tied",
      `${ties
        .map(({ key }) => key)
        .slice(0, 5)
        .join(", ")} have ${best.count} each`,
      more,
    );
  return stop("supported", "fits", `${best.key} has ${best.count}`, more);
}

function couldTurn(rows: readonly TallyRow[], mine: TallyRow, isMost: boolean): boolean {
  if (rows.every(({ count, high }) => count === high)) return false;
  const others = rows.filter((row) => row !== mine);
  const isSurely = others.every((row) => (isMost ? mine.count > row.high : mine.high < row.count));
  const isNever = others.some((row) => (isMost ? row.count > mine.high : row.high < mine.count));
  return !isSurely && !isNever;
}

function findStep(said: string): TimeStep | undefined {
  const plain = valueOf(said);
  if (/^\d{4}-\d{2}$/.test(plain)) return "month";
  if (/^\d{4}-\d{2}-\d{2}$/.test(plain)) return "day";
  if (/^\d{4}-\d{2}-\d{2}[t ]\d{2}(:00)?$/.test(plain)) return "hour";
  if (/^([01]?\d|2[0-3])(:00)?$/.test(plain)) return "hour-of-day";
  return (weekdays as readonly string[]).includes(plain) ? "weekday" : undefined;
}

/** The first field of the record that has the value. */
function findField({ record }: Question, said: string): string | undefined {
  const wanted = valueOf(said);
  return filterFields.find(
    (field) =>
      record.fields.has(field) &&
      record.calls.some(
        ({ tags, responses }) =>
          valueOf(tags[field] ?? "") === wanted ||
          responses.some((response) => valueOf(response.tags[field] ?? "") === wanted),
      ),
  );
}

function keyOf(by: string, said: string): string {
  const plain = valueOf(said);
  if (by === "hour") return plain.replace(/[t ]/, "T").replace(/:00$/, "");
  if (by === "hour-of-day") return String(Number(plain.replace(/:00$/, "")));
  return plain;
}
