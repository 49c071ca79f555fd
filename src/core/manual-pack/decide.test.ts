import { describe, test } from "node:test";
import type { Command } from "../commands.ts";
import { given } from "../../testing/core/scenario.ts";

function note(isWritten: boolean): Command {
  return { type: "manual-pack.note", isWritten };
}

describe("a manual pack that can not be written", () => {
  test("alarms once, until one is written", () => {
    given()
      .when(note(false))
      .thenEvents(
        { type: "manual-pack.failed" },
        { type: "alarm.raised", kind: "manual pack not written" },
      );
    given(note(false)).when(note(false)).thenRefused("manual-pack.unchanged");
    given().when(note(true)).thenRefused("manual-pack.unchanged");
    given(note(false))
      .when(note(true))
      .thenEvents({ type: "alarm.ended", alarm: 1 }, { type: "manual-pack.recovered" });
    given(note(false), note(true)).when(note(false)).thenEvents({ type: "manual-pack.failed" }, { type: "alarm.raised" }); // prettier-ignore
  });

  test("can be acknowledged, and the alarm still ends by itself", () => {
    given(note(false), { type: "alarm.acknowledge", alarm: 1 })
      .when(note(true))
      .thenEvents({ type: "alarm.ended" }, { type: "manual-pack.recovered" });
    given()
      .when({ type: "manual-pack.note", isWritten: "yes" } as never)
      .thenRefused("value.invalid");
  });
});
