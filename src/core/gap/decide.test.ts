import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { microsPerMinute } from "../../base/instant.ts";
import { after, given, late, wait } from "../../testing/core/scenario.ts";
import type { Command } from "../commands.ts";
import { limits } from "../limits.ts";
import type { GapKind } from "../vocabulary.ts";
import { gapMicrosIn, listGaps } from "./read.ts";

function note(kind: GapKind, before: number, until: number): Command {
  return { type: "gap.note", kind, beforeAt: after(before), afterAt: after(until) };
}
const ring: Command = { type: "contact.receive", channel: "call" };
const settle: Command = { type: "gap.settle", gap: 1 };

describe("a gap of the log", () => {
  test("of a minute or more alarms until a person says that all of it is entered", () => {
    given(wait(3_600))
      .when(note("crash", 0, 3_600))
      .thenEvents(
        { type: "gap.noted", gap: 1, kind: "crash", beforeAt: after(0), afterAt: after(3_600) },
        { type: "alarm.raised", kind: "gap in the log", subject: 1 },
      );
    given(wait(3_600), note("crash", 0, 3_600))
      .when(settle)
      .thenEvents({ type: "alarm.ended" }, { type: "gap.settled", gap: 1 });
    given(wait(3_600), note("crash", 0, 3_600), settle)
      .when(settle)
      .thenRefused("gap.settled");
    given().when(settle).thenRefused("gap.unknown");
    given(wait(3_600), note("crash", 0, 3_600))
      .when({ type: "alarm.acknowledge", alarm: 1 })
      .thenRefused("alarm.must-be-acted-on");
  });

  test("of seconds is a fact and asks nobody", () => {
    given(wait(60))
      .when(note("stopped", 50, 60))
      .thenEvents({ type: "gap.noted", kind: "stopped" }, { type: "gap.settled", gap: 1 });
  });

  test("says before and after where the clock was put back, too; anything else is refused", () => {
    given(wait(600))
      .when(note("clock back", 600, 0))
      .thenEvents({ type: "gap.noted", beforeAt: after(600), afterAt: after(0) }, { type: "alarm.raised" }); // prettier-ignore
    given(wait(600))
      .when(note("clock back", 0, 600))
      .thenRefused("value.invalid");
    given(wait(600))
      .when(note("crash", 600, 0))
      .thenRefused("value.invalid");
    given()
      .when({ ...note("crash", 0, 1), kind: "flood" } as never)
      .thenRefused("value.invalid");
  });

  test("counts what people enter of its time, and nothing else", () => {
    const scenario = given(
      wait(3_600),
      note("crash", 0, 3_000),
      ring,
      late(1_800, ring),
      wait(60),
      late(1_000, ring),
      // After the gap's end, and entered late all the same.
      late(300, ring),
    );
    const [gap] = listGaps(scenario.state);
    assert.equal(gap.lateEntries, 2);
    assert.equal(gap.lastEntryAt, after(3_660));
    assert.deepEqual(listGaps(scenario.twin.folded), listGaps(scenario.state));
  });

  test("is taken off a span once, however gaps overlap; a clock put back lost nothing", () => {
    const { state } = given(
      wait(3_600),
      note("crash", 600, 1_200),
      note("paused", 900, 1_500),
      note("clock back", 3_000, 2_000),
    );
    assert.equal(gapMicrosIn(state, after(0), after(3_600)), 15 * microsPerMinute);
    assert.equal(gapMicrosIn(state, after(1_100), after(1_300)), 200 * 1_000_000);
    assert.equal(gapMicrosIn(state, after(1_600), after(3_600)), 0);
  });

  test("beyond the limit the oldest settled one goes first, and an alarm never stays without its gap", () => {
    const many = Array.from({ length: limits.gaps }, () => note("crash", 0, 3_600));
    const full = given(wait(3_600), ...many, { type: "gap.settle", gap: 7 });
    full.when(note("stopped", 3_590, 3_600)).thenEvents(
      { type: "gap.noted", gap: limits.gaps + 1 },
      { type: "gap.settled" },
    ); // prettier-ignore
    const kept = listGaps(full.state).map(({ gap }) => gap);
    assert.ok(!kept.includes(7) && kept.includes(1));
    const unsettled = given(wait(3_600), ...many);
    unsettled.when(note("crash", 0, 3_600)).thenEvents(
      { type: "alarm.ended", alarm: 1 },
      { type: "gap.noted" },
      { type: "alarm.raised" },
    ); // prettier-ignore
  });
});
