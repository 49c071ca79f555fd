import { describe, test } from "node:test";
import type { Command } from "../commands.ts";
import { given } from "../../testing/core/scenario.ts";

const signing = (isUpToDate: boolean, code = "record.late"): Command => ({
  type: "record.note-signing",
  isUpToDate,
  code,
});
const cosigning = (present: number, required: number): Command => ({
  type: "record.note-cosigning",
  present,
  required,
});

describe("a record that does not keep up", () => {
  test("is a fact with its code and an alarm, once, until it is up again", () => {
    given()
      .when(signing(false, "record.unwritten"))
      .thenEvents(
        { type: "record.fell-behind", code: "record.unwritten" },
        { type: "alarm.raised", kind: "record behind" },
      );
    given(signing(false)).when(signing(false)).thenRefused("record.unchanged");
    given().when(signing(true)).thenRefused("record.unchanged");
    given(signing(false))
      .when(signing(true))
      .thenEvents({ type: "alarm.ended", alarm: 1 }, { type: "record.caught-up" });
    given(signing(false), { type: "alarm.acknowledge", alarm: 1 })
      .when(signing(true))
      .thenEvents({ type: "alarm.ended" }, { type: "record.caught-up" });
    given(signing(false), signing(true))
      .when(signing(false))
      .thenEvents({ type: "record.fell-behind" }, { type: "alarm.raised" });
  });

  test("lacks cosignatures beside it, with an alarm of its own", () => {
    given(signing(false))
      .when(cosigning(1, 2))
      .thenEvents(
        { type: "record.uncosigned", present: 1, required: 2 },
        { type: "alarm.raised", kind: "cosignatures missing" },
      );
    given(cosigning(1, 2)).when(cosigning(0, 2)).thenRefused("record.unchanged");
    given().when(cosigning(0, 0)).thenRefused("record.unchanged");
    given(cosigning(1, 2))
      .when(cosigning(2, 2))
      .thenEvents({ type: "alarm.ended" }, { type: "record.cosigned" });
  });

  test("is said in words of a form", () => {
    for (const wrong of [
      { ...signing(false), isUpToDate: "no" },
      signing(false, ""),
      signing(false, "the disk of Jane Doe"),
      cosigning(-1, 2),
      cosigning(1, 65),
      cosigning(0.5, 1),
    ])
      given()
        .when(wrong as Command)
        .thenRefused("value.invalid");
  });
});
