/**
 * What is otherwise in a branch, as a person says it on the command line: `units=+3`, `units=-2`, `demand=1.5`,
 * `hold-back=priority:1,scheduled:2`, `closure=LAT,LON,METRES` (an area that is shut from the moment on) or
 * `level=priority-only` (from the moment on, in place of what was decided later). One thing at a time: of two nobody would
 * know which one did it.
 */
import type { Instant } from "../../base/instant.ts";
import { grades, serviceLevels, type Grade } from "../../core/vocabulary.ts";
import type { BranchChange } from "../../sim/branch/branch.ts";
import { mostExtraUnits } from "../../sim/forecast/what-if.ts";
import { CliFault } from "../fault.ts";
import { ringOf } from "./closure-text.ts";

/** Throws CliFault. */
export function readChange(text: string, now: Instant, untilAt: Instant): BranchChange {
  const [name, value = ""] = text.split(/=(.*)/s);
  const change =
    name === "units"
      ? readUnits(value)
      : name === "demand"
        ? readDemand(value)
        : name === "hold-back"
          ? readHeldBack(value)
          : name === "closure"
            ? readClosure(value, now, untilAt)
            : name === "level"
              ? readLevel(value)
              : undefined;
  if (change !== undefined) return change;
  throw new CliFault(
    "cli.asked-wrongly",
    `--change: got "${text}", expected units=+3 or units=-3 (${mostExtraUnits} at most), demand=1.5 (20 at most), hold-back=priority:1,scheduled:2, closure=LAT,LON,METRES (20,000 at most) or level=priority-only (${serviceLevels.names.map(dashed).join(", ")})`,
  );
}

function readUnits(text: string): BranchChange | undefined {
  const more = Number(text);
  const isKnown = /^[+-]\d+$/.test(text) && more !== 0 && Math.abs(more) <= mostExtraUnits;
  return isKnown ? { kind: "units", more } : undefined;
}

function readDemand(text: string): BranchChange | undefined {
  const factor = Number(text);
  return text !== "" && factor > 0 && factor <= 20 ? { kind: "demand", factor } : undefined;
}

function readHeldBack(text: string): BranchChange | undefined {
  const heldBack: { [K in Grade]: number } = {
    immediate: 0,
    priority: 0,
    scheduled: 0,
    resolution: 0,
  };
  for (const part of text.split(",")) {
    const [, name = "", count = ""] = /^([a-z]+):(\d{1,5})$/.exec(part) ?? [];
    const grade = grades.names.find((each) => each === name);
    if (grade === undefined) return undefined;
    heldBack[grade] = Number(count);
  }
  return { kind: "held back", heldBack };
}

function dashed(level: string): string {
  return level.replaceAll(" ", "-");
}

function readLevel(text: string): BranchChange | undefined {
  const level = serviceLevels.names.find((each) => dashed(each) === dashed(text));
  return level === undefined ? undefined : { kind: "level", level };
}

function readClosure(text: string, now: Instant, untilAt: Instant): BranchChange | undefined {
  const [lat, lon, radiusM, ...more] = text.split(",").map(Number);
  const isPlace = Math.abs(lat) <= 80 && Math.abs(lon) <= 180 && radiusM > 0 && radiusM <= 20_000;
  if (!isPlace || more.length > 0) return undefined;
  return {
    kind: "closure",
    closure: {
      at: now,
      confirmAt: now,
      until: untilAt + 1,
      shape: { kind: "area", points: ringOf({ lat, lon, radiusM }) },
      direction: "both",
      bearingDegrees: undefined,
      classes: undefined,
    },
  };
}
