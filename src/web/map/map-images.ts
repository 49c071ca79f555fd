/**
 * The marks on the map, drawn on a canvas when the map first needs one, so there is no sprite file and no server to
 * ask. An image's name says what to draw: `unit|<shape>|<fresh or stale>|<open>`, `incident|<letter>|<tone>|<open>`,
 * `pin`. The outlines are the ones of the status marks in the tables.
 */

import { shapePaths } from "../parts/status-shape.tsx";
import type { UnitShape } from "../live/unit-rows.ts";

/** Images are drawn at twice their size, for screens with fine pixels. */
const ratio = 2;

function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

function makeCanvas(size: number): CanvasRenderingContext2D {
  const canvas = document.createElement("canvas");
  canvas.width = size * ratio;
  canvas.height = size * ratio;
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("this browser gives no canvas to draw on");
  context.scale(ratio, ratio);
  return context;
}

function drawUnit(shape: UnitShape, isStale: boolean, isOpen: boolean): CanvasRenderingContext2D {
  const size = isOpen ? 32 : 24;
  const context = makeCanvas(size);
  if (isOpen) {
    context.beginPath();
    context.arc(16, 16, 13, 0, 7);
    context.lineWidth = 2;
    context.strokeStyle = token("text");
    context.stroke();
  }
  const scale = shape === "emergency" ? 1.6 : 1.25;
  context.translate(size / 2 - 6 * scale, size / 2 - 6 * scale);
  context.scale(scale, scale);
  const path = new Path2D(shapePaths[shape]);
  context.lineJoin = "round";
  context.lineWidth = 2.6;
  context.strokeStyle = token("ground");
  context.stroke(path);
  if (isStale) {
    context.setLineDash([1.6, 1.2]);
    context.lineWidth = 1.4;
    context.strokeStyle = token(shape);
    context.stroke(path);
  } else {
    context.fillStyle = token(shape);
    // Not an array.
    // oxlint-disable-next-line unicorn/no-array-fill-with-reference-type
    context.fill(path, "evenodd");
  }
  return context;
}

interface IncidentLook {
  readonly fill: string;
  readonly line: string;
  readonly text: string;
  readonly lineWidth: number;
}

/** Weight by grade, as in the tables; the alarm colour when it is late; quiet when somebody is there. */
function lookOfIncident(letter: string, tone: string): IncidentLook {
  if (tone === "late")
    return { fill: "alarm-ground", line: "alarm-text", text: "alarm-text", lineWidth: 1.5 };
  if (tone === "attended")
    return { fill: "raised-more", line: "control-line", text: "text-soft", lineWidth: 1 };
  if (letter === "I") return { fill: "text", line: "text", text: "ground", lineWidth: 1.5 };
  if (letter === "P") return { fill: "ground", line: "text", text: "text", lineWidth: 2.5 };
  return { fill: "ground", line: "unavailable", text: "text", lineWidth: 1.2 };
}

/** A diamond with the grade's letter: no unit has that outline. */
function drawIncident(letter: string, tone: string, isOpen: boolean): CanvasRenderingContext2D {
  const size = isOpen ? 44 : 32;
  const context = makeCanvas(size);
  const half = size / 2;
  const radius = letter === "I" || tone === "late" ? 13 : 11.5;
  const look = lookOfIncident(letter, tone);
  const strokeDiamond = (reach: number, color: string, width: number): void => {
    context.beginPath();
    context.moveTo(half, half - reach);
    context.lineTo(half + reach, half);
    context.lineTo(half, half + reach);
    context.lineTo(half - reach, half);
    context.closePath();
    context.lineWidth = width;
    context.strokeStyle = token(color);
    context.stroke();
  };
  context.lineJoin = "round";
  if (isOpen) strokeDiamond(19, "text", 2);
  strokeDiamond(radius, "ground", 4);
  context.fillStyle = token(look.fill);
  context.fill();
  strokeDiamond(radius - 0.5, look.line, look.lineWidth);
  context.fillStyle = token(look.text);
  context.font = `700 12px ${token("font")}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(letter, half, half + 1);
  return context;
}

function drawPin(): CanvasRenderingContext2D {
  const context = makeCanvas(40);
  context.strokeStyle = token("ground");
  for (const [width, color] of [
    [5, token("ground")],
    [2, token("text")],
  ] as const) {
    context.lineWidth = width;
    context.strokeStyle = color;
    context.beginPath();
    context.arc(20, 20, 9, 0, 7);
    for (const [x, y] of [
      [0, -1],
      [0, 1],
      [-1, 0],
      [1, 0],
    ] as const) {
      context.moveTo(20 + x * 4, 20 + y * 4);
      context.lineTo(20 + x * 16, 20 + y * 16);
    }
    context.stroke();
  }
  return context;
}

export interface MarkImage {
  readonly data: ImageData;
  readonly pixelRatio: number;
}

/** Undefined when the name is none of ours. */
export function findMarkImage(id: string): MarkImage | undefined {
  const [kind, first = "", second = "", open = ""] = id.split("|");
  const isOpen = open === "open";
  let context: CanvasRenderingContext2D;
  if (kind === "unit") context = drawUnit(first as UnitShape, second === "stale", isOpen);
  else if (kind === "incident") context = drawIncident(first, second, isOpen);
  else if (kind === "pin") context = drawPin();
  else return undefined;
  const { width, height } = context.canvas;
  return { data: context.getImageData(0, 0, width, height), pixelRatio: ratio };
}
