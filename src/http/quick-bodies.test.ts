/** Every route's body is read as by its schema alone, whichever way it takes. */

import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { nearlyArbitraryOf } from "../testing/schema-arbitrary.ts";
import { quickParse } from "../wire/quick-parse.ts";
import { routes } from "./routes/table.ts";

test("a body that is taken quickly is what its schema makes of it", () => {
  for (const { path, body } of routes) {
    if (body === undefined) continue;
    fc.assert(
      fc.property(nearlyArbitraryOf(body), (value) => {
        const json: unknown = JSON.parse(JSON.stringify(value ?? null));
        const [quick, zod] = [quickParse(body, json), body.safeParse(json)];
        assert.deepEqual(quick.error?.issues, zod.error?.issues, path);
        assert.equal(JSON.stringify(quick.data), JSON.stringify(zod.data), path);
      }),
      { numRuns: 100 },
    );
  }
});

test("a command in its envelope is taken as it came", () => {
  const route = routes.find(({ path }) => path === "/api/regions/:region/commands");
  assert.ok(route?.body !== undefined);
  const given = { id: "12345678", command: { type: "contact.answer", contact: 1 }, expect: 4 };
  assert.equal(quickParse(route.body, given).data, given);
  assert.ok(!quickParse(route.body, { id: "12345678" }).success);
});
