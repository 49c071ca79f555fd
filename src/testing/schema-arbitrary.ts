/**
 * Random values for a schema, for fuzzing: mostly values that fit, and values that nearly fit (a member missing, one
 * too many, a wrong type, a huge text, a number out of range). It walks the JSON Schema that the API itself publishes,
 * so a new route or command is fuzzed without being mentioned anywhere.
 */

import * as fc from "fast-check";
import { z } from "zod";

interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly prefixItems?: readonly Schema[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** What fits nowhere, or only by chance. */
const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown>(
    null,
    -1,
    1e308,
    -0.5,
    2 ** 53,
    2 ** 31,
    "",
    [],
    {},
    true,
    "__proto__",
    "\u0000",
    "\ud800",
  ),
  fc.integer({ min: 1, max: 20_000 }).map((length) => "x".repeat(length)),
);

/** JSON in, JSON out: what `oddValue` has and JSON has not becomes null. */
export function arbitraryOf(schema: z.ZodType): fc.Arbitrary<unknown> {
  return fromSchema(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Schema);
}

/** As `arbitraryOf`, and now and then something that does not fit. */
export function nearlyArbitraryOf(schema: z.ZodType): fc.Arbitrary<unknown> {
  const fitting = arbitraryOf(schema);
  return fc.oneof(
    { weight: 4, arbitrary: fitting },
    {
      weight: 3,
      arbitrary: fc
        .tuple(fitting, fc.nat(), oddValue)
        .map(([value, pick, odd]) => spoil(value, pick, odd)),
    },
    { weight: 1, arbitrary: oddValue },
  );
}

/** Replaces, drops or adds one member somewhere in the value. */
function spoil(value: unknown, pick: number, odd: unknown): unknown {
  if (typeof value !== "object" || value === null) return odd;
  const keys = Object.keys(value);
  if (Array.isArray(value)) {
    if (keys.length === 0) return [odd];
    const index = pick % keys.length;
    return value.map((item: unknown, at) => (at === index ? spoil(item, pick >> 3, odd) : item));
  }
  if (keys.length === 0 || pick % 7 === 0) return { ...value, surplus: odd };
  const key = keys[pick % keys.length];
  if (pick % 5 === 0)
    return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
  const member: unknown = Reflect.get(value, key);
  return { ...value, [key]: spoil(member, pick >> 3, odd) };
}

function fromSchema(schema: Schema): fc.Arbitrary<unknown> {
  if ("const" in schema) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return fc.oneof(...choices.map(fromSchema));
  switch (schema.type) {
    case "object":
      return fromObject(schema);
    case "array":
      return fromArray(schema);
    case "string":
      return fromString(schema);
    case "integer":
    case "number":
      return fromNumber(schema);
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    default:
      return fc.jsonValue({ maxDepth: 1 });
  }
}

function fromObject({ properties = {}, required = [] }: Schema): fc.Arbitrary<unknown> {
  const members = Object.fromEntries(
    Object.entries(properties).map(([key, member]) => [key, fromSchema(member)]),
  );
  return fc.record(members, { requiredKeys: [...required] });
}

function fromArray({
  items,
  prefixItems,
  minItems = 0,
  maxItems = 4,
}: Schema): fc.Arbitrary<unknown> {
  if (prefixItems !== undefined) return fc.tuple(...prefixItems.map(fromSchema));
  return fc.array(fromSchema(items ?? {}), {
    minLength: minItems,
    maxLength: Math.max(minItems, Math.min(maxItems, 4)),
  });
}

function fromString({ pattern, minLength = 0, maxLength = 40 }: Schema): fc.Arbitrary<unknown> {
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  return fc.string({
    unit: "grapheme",
    minLength,
    maxLength: Math.max(minLength, Math.min(maxLength, 40)),
  });
}

/** Small numbers most of the time: they name things that exist. */
function fromNumber({ minimum = -1e9, maximum = 1e9, type }: Schema): fc.Arbitrary<unknown> {
  const [min, max] = [Math.ceil(minimum), Math.floor(maximum)];
  const any =
    type === "integer"
      ? fc.integer({ min: Math.max(min, -(2 ** 31)), max: Math.min(max, 2 ** 31 - 1) })
      : fc.double({ min: minimum, max: maximum, noNaN: true });
  const small = fc.integer({ min: Math.max(min, 0), max: Math.max(min, 0, Math.min(max, 5)) });
  return min > 5 || max < 0
    ? any
    : fc.oneof({ weight: 3, arbitrary: small }, { weight: 1, arbitrary: any });
}
