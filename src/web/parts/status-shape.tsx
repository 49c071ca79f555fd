/**
 * The status mark: shape + letters + colour, so that none of the three has to be seen for the status to be known.
 * available ●, en route ▲, at scene ■, unavailable ○, emergency ✚. Drawn, not typed, because fonts differ.
 */

import type { UnitShape } from "../live/unit-rows.ts";
import "./status-shape.css";

/** Outlines in a box of 12 by 12; the map draws the same ones. */
export const shapePaths: { readonly [K in UnitShape]: string } = {
  available: "M6 1a5 5 0 1 1 0 10a5 5 0 1 1 0-10z",
  "en-route": "M6 .8L11.6 11H.4z",
  "at-scene": "M1.2 1.2h9.6v9.6H1.2z",
  unavailable: "M6 1a5 5 0 1 1 0 10a5 5 0 1 1 0-10zm0 2a3 3 0 1 0 0 6a3 3 0 1 0 0-6z",
  emergency: "M4 .5h4V4h3.5v4H8v3.5H4V8H.5V4H4z",
};

export function StatusShape({ shape }: { readonly shape: UnitShape }) {
  return (
    <svg
      className={`status-shape ${shape}`}
      viewBox="0 0 12 12"
      width="12"
      height="12"
      aria-hidden="true"
    >
      <path d={shapePaths[shape]} fillRule="evenodd" />
    </svg>
  );
}

/** Shape and letters, for tables. `words` is read aloud instead of the letters. */
export function StatusMark(props: {
  readonly shape: UnitShape;
  readonly letters: string;
  readonly words: string;
}) {
  return (
    <span className={`status-mark ${props.shape}`}>
      <StatusShape shape={props.shape} />
      <span aria-hidden="true" className="letters">
        {props.letters}
      </span>
      <span className="only-read-aloud">{props.words}</span>
    </span>
  );
}
