/** What the live loop says of the public figures of a period. Never a client. */

import type { Instant } from "../../base/instant.ts";
import type { PublicFigure } from "./figures-events.ts";

export type FiguresCommand =
  | {
      readonly type: "figures.commit";
      readonly fromAt: Instant;
      readonly untilAt: Instant;
      readonly commitment: string;
      readonly salt: string;
      readonly exact: string;
    }
  | {
      readonly type: "figures.publish";
      readonly period: number;
      readonly fromAt: Instant;
      readonly untilAt: Instant;
      readonly figures: readonly PublicFigure[];
    }
  | {
      readonly type: "figures.open";
      readonly period: number;
      readonly fromAt: Instant;
      readonly untilAt: Instant;
      readonly salt: string;
      readonly exact: string;
    };
