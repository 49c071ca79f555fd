import * as fc from "fast-check";
import { describe, test } from "node:test";
import { beginShift, intentArbitrary, live } from "../testing/core/random-command.ts";
import { Twin } from "../testing/core/twin.ts";

describe("random histories", () => {
  test("decide never throws, a refusal changes nothing, the fold is the state, no invariant breaks", () => {
    const history = fc.array(intentArbitrary, { minLength: 1, maxLength: 120, size: "max" });
    fc.assert(
      fc.property(history, fc.boolean(), (intents, withText) => {
        const twin = new Twin(withText);
        beginShift(twin);
        for (const intent of intents) live(twin, intent);
      }),
      { numRuns: 150 },
    );
  });
});
