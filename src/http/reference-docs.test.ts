/**
 * docs/reference/api.md and config.md say what the routes table and the configuration schema say, row by row, and
 * nothing else.
 */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { z } from "zod";
import { environmentKeys } from "./config-file.ts";
import { serverConfigSchema } from "./config-schema.ts";
import { describeAccess, makeOpenApi } from "./openapi.ts";
import { routes } from "./routes/table.ts";

const reference = join(import.meta.dirname, "..", "..", "docs", "reference");

function readDoc(name: string): string {
  return readFileSync(join(reference, name), "utf8");
}

test("api.md has every row of the routes table, and no other", () => {
  const expected = routes.map(
    ({ method, path, access, summary }) =>
      `| ${method} | \`${path}\` | ${describeAccess(access)} | ${summary} |`,
  );
  const found = [...readDoc("api.md").matchAll(/^\| (?:GET|POST|DELETE) \|.*$/gm)].map(
    ([row]) => row,
  );
  assert.deepEqual(found.toSorted(), expected.toSorted());
});

interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

function listKeys(schema: Schema, prefix: string): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, member]) => {
    const key = `${prefix}${name}`;
    if (member.type === "object") return listKeys(member, `${key}.`);
    const shown = member.default === undefined ? "" : `\`${JSON.stringify(member.default)}\``;
    const row = `| \`${key}\` | ${shown} | ${member.description ?? ""} |`;
    return [
      row,
      ...(member.items?.properties === undefined ? [] : listKeys(member.items, `${key}[].`)),
    ];
  });
}

test("config.md has every key with its default and meaning, and no other", () => {
  const schema = z.toJSONSchema(serverConfigSchema, { io: "input" }) as Schema;
  const text = readDoc("config.md");
  const found = [...text.matchAll(/^\| `[a-zA-Z.[\]]+` \|.*\|.*\|$/gm)].map(([row]) => row);
  assert.deepEqual(found.toSorted(), listKeys(schema, "").toSorted());
  for (const row of found) assert.doesNotMatch(row, /\| {2}\|$/, "every key has a meaning");
  const variables = [...text.matchAll(/^\| `(MUSTER_\w+)` \| `([\w.]+)` \|$/gm)].map(
    ([, name, key]) => [name, key],
  );
  assert.deepEqual(Object.fromEntries(variables), environmentKeys);
});

test("the OpenAPI document has every route, with a schema for each parameter of its address", () => {
  const document = makeOpenApi(routes, "0") as {
    paths: Record<string, Record<string, { parameters: { name: string; in: string }[] }>>;
  };
  for (const { method, path } of routes) {
    const address = path.replace(/:(\w+)/g, "{$1}");
    const operation = document.paths[address]?.[method.toLowerCase()];
    assert.ok(operation !== undefined, `${method} ${path}`);
    const named = operation.parameters
      .filter((parameter) => parameter.in === "path")
      .map(({ name }) => name);
    const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name);
    assert.deepEqual(named, inPath, path);
  }
});
