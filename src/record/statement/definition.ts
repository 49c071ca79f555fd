/**
 * "Operations were normal" has a verdict only by a definition that a named person signed and that was published before
 * the statement's as-of. Without one the card says so and shows the nearest facts instead of a guess.
 */
import { evaluate, type Evaluation, type Reason, stop } from "./evaluate.ts";
import type { Period } from "./period.ts";
import type { Filter, NormalDefinition, StatementRecord } from "./record.ts";
import { emptyStatement, type Statement } from "./statement.ts";

const nearestFacts = ["calls", "calls-without-dispatch", "first-on-scene", "committed-units"];

export function judgeNormal(
  statement: Statement,
  record: StatementRecord,
  placeFilter: Filter,
  periods: readonly Period[],
): Evaluation {
  const asOf = statement.asOf ?? record.to;
  // The latest one that was out in time; a later one may be written to fit.
  const definition = record.definitions
    .filter(({ publishedAt, signedBy }) => publishedAt < asOf && signedBy !== "")
    .reduce<NormalDefinition | undefined>(
      (last, each) => (last === undefined || each.publishedAt >= last.publishedAt ? each : last),
      undefined,
    );
  const isPart = Object.keys(placeFilter).length > 0;
  if (definition === undefined) {
    const sides = nearestFacts.flatMap((metric) =>
      periods.flatMap((period) => {
        const fact = evaluate(
          {
            ...emptyStatement,
            metric,
            area: isPart ? statement.area : (record.areas[0] ?? statement.area),
            periods: [period.text],
            comparator: "ge",
            value: 0,
          },
          record,
        );
        return fact.sides.map((side) => ({
          ...side,
          area: `${metric} (${fact.unit}), ${side.area}`,
        }));
      }),
    );
    return stop(
      "needs definition",
      "no-definition",
      "no definition of normal was signed and published before; the nearest facts stand beside it",
      { metric: "normal", sides, caveats: record.caveats },
    );
  }
  return judgeBy(definition, statement, record);
}

function judgeBy(
  definition: NormalDefinition,
  statement: Statement,
  record: StatementRecord,
): Evaluation {
  const found = definition.conditions.map((condition) => ({
    condition,
    evaluation: evaluate(
      {
        ...emptyStatement,
        metric: condition.metric === "normal" ? null : condition.metric,
        statistic: condition.statistic,
        withinSeconds: condition.withinSeconds,
        area: statement.area,
        periods: statement.periods,
        filter: condition.filter,
        comparator: condition.comparator,
        value: condition.value,
        unit: condition.unit,
      },
      record,
    ),
  }));
  const verdictsFound = found.map(({ evaluation }) => evaluation.verdict);
  const reasons: Reason[] = [
    {
      code: "by-definition",
      text: `by ${definition.id}, signed by ${definition.signedBy}: ${definition.text}`.slice(
        0,
        500,
      ),
    },
    ...found.map(({ condition, evaluation }) => ({
      code: "condition",
      text: `${condition.metric} ${condition.comparator} ${condition.value} ${condition.unit}: ${evaluation.verdict}, computed ${JSON.stringify(evaluation.computed)}`,
    })),
  ];
  const held = verdictsFound.filter((verdict) => verdict === "supported").length;
  const broken = verdictsFound.filter((verdict) => verdict === "refuted").length;
  const isWhole = held + broken === verdictsFound.length && verdictsFound.length > 0;
  const verdict = !isWhole
    ? "not enough evidence"
    : broken === 0
      ? "supported"
      : held === 0
        ? "refuted"
        : "mixed";
  return {
    verdict,
    reasons,
    metric: "normal",
    statistic: null,
    unit: "conditions",
    sides: found.flatMap(({ evaluation }) => evaluation.sides),
    computed: held,
    caveats: record.caveats,
  };
}
