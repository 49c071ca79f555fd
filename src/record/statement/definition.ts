/**
 * "Operations were normal" has a verdict only by a definition that a named person signed and that was published, in a signed
 * checkpoint, before the period began of which the statement speaks, and before its as-of: one that is written when the figures
 * are known can be written to fit. Without one the card says so and shows the nearest facts instead of a guess.
 */
import { type Instant, rfc3339FromInstant } from "../../base/instant.ts";
import { evaluate, type Evaluation, type Reason, type Side, stop } from "./evaluate.ts";
import type { Period } from "./period.ts";
import type { Publication } from "./publication.ts";
import type { Filter, NormalDefinition, StatementRecord } from "./record.ts";
import { emptyStatement, type Statement } from "./statement.ts";

const nearestFacts = ["calls", "calls-without-dispatch", "first-on-scene", "committed-units"];

interface InForce {
  readonly definition: NormalDefinition;
  readonly publication: Publication;
}

export function judgeNormal(
  statement: Statement,
  record: StatementRecord,
  placeFilter: Filter,
  periods: readonly Period[],
): Evaluation {
  const before = Math.min(statement.asOf ?? record.to, ...periods.map(({ from }) => from));
  const found = findInForce(record.definitions, before);
  if ("definition" in found) return judgeBy(found, statement, record);
  const isPart = Object.keys(placeFilter).length > 0;
  const area = isPart ? statement.area : (record.areas[0] ?? statement.area);
  const sides = listNearest(area, periods, record);
  return stop("needs definition", found.code, `${found.text}; the nearest facts stand beside it`, {
    metric: "normal",
    sides,
    caveats: record.caveats,
  });
}

/** The last one that was out in time. One whose proof is wrong hides none before it: somebody may have broken it to have that. */
function findInForce(definitions: readonly NormalDefinition[], before: Instant): InForce | Reason {
  let inForce: InForce | undefined;
  let broken: { readonly definition: NormalDefinition; readonly why: string } | undefined;
  let late: InForce | undefined;
  const signed = definitions.filter(({ signedBy }) => signedBy !== "");
  for (const definition of signed) {
    const { publication } = definition;
    if (publication === null) continue;
    if (typeof publication === "string") {
      if (definition.definedAt < before) broken = { definition, why: publication };
    } else if (publication.publishedAt >= before) late ??= { definition, publication };
    else if (
      publication.publishedAt >= (inForce?.publication.publishedAt ?? Number.NEGATIVE_INFINITY)
    )
      inForce = { definition, publication };
  }
  if (broken !== undefined && broken.definition.definedAt >= (inForce?.definition.definedAt ?? 0))
    return {
      code: "wrong-publication",
      text: `${broken.definition.id} does not count: ${broken.why}`.slice(0, 400),
    };
  if (inForce !== undefined) return inForce;
  if (late !== undefined)
    return {
      code: "late-definition",
      text: `${late.definition.id} was published at ${rfc3339FromInstant(late.publication.publishedAt)}, and had to be before ${rfc3339FromInstant(before)}, when the period begins or of which it is said`,
    };
  if (signed.length > 0)
    return {
      code: "unsigned-definition",
      text: "what is normal was defined, and no signed checkpoint with it was published",
    };
  return { code: "no-definition", text: "no definition of normal was signed and published before" };
}

function listNearest(
  area: string | null,
  periods: readonly Period[],
  record: StatementRecord,
): Side[] {
  return nearestFacts.flatMap((metric) =>
    periods.flatMap((period) => {
      const asked = { metric, area, periods: [period.text], comparator: "ge", value: 0 };
      const fact = evaluate({ ...emptyStatement, ...asked }, record);
      return fact.sides.map((side) => ({
        ...side,
        area: `${metric} (${fact.unit}), ${side.area}`,
      }));
    }),
  );
}

function judgeBy(
  { definition, publication }: InForce,
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
      text: `by ${definition.id}, signed by ${definition.signedBy}, published at ${rfc3339FromInstant(publication.publishedAt)} in a signed checkpoint: ${definition.text}`.slice(
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
    definition: publication,
  };
}
