/**
 * The emergency: held for a second by a finger, so that a pocket does not press it; from a keyboard or a switch
 * device it is pressed twice, the second time on a button that says what it does. It beats everything that waits.
 */

import { useEffect, useRef, useState } from "react";
import { timeText } from "../view/format.ts";

export interface EmergencyButtonProps {
  /** Since when the emergency runs; null = none. */
  readonly since: number | null;
  /** Pressed and not confirmed yet. */
  readonly isPending: boolean;
  /** No way to the server: what is pressed is not received. */
  readonly isCutOff: boolean;
  readonly onRaise: () => void;
}

const holdMillis = 1_000;

export function EmergencyButton({ since, isPending, isCutOff, onRaise }: EmergencyButtonProps) {
  const [isHeld, setIsHeld] = useState(false);
  const [isAsking, setIsAsking] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const raise = (): void => {
    setIsHeld(false);
    setIsAsking(false);
    onRaise();
  };
  const hold = (): void => {
    setIsHeld(true);
    timer.current = setTimeout(raise, holdMillis);
  };
  const release = (): void => {
    clearTimeout(timer.current);
    setIsHeld(false);
  };
  if (since !== null || isPending)
    return (
      <p className="crew-emergency-on" role="alert">
        ✚ EMERGENCY{" "}
        {since === null ? `pressed${isCutOff ? "" : ", on its way"}` : `since ${timeText(since)}`}
        {since === null && isCutOff ? (
          <span>NOT RECEIVED: there is no connection. Call by radio; it is tried again.</span>
        ) : (
          <span>The control room ends it.</span>
        )}
      </p>
    );
  if (isAsking)
    return (
      <div className="crew-emergency-ask" role="group" aria-label="Emergency">
        <button type="button" className="crew-button emergency" autoFocus onClick={raise}>
          ✚ Raise the emergency now
        </button>
        <button type="button" className="crew-button" onClick={() => setIsAsking(false)}>
          No emergency
        </button>
      </div>
    );
  return (
    <button
      type="button"
      className={`crew-button emergency ${isHeld ? "is-held" : ""}`}
      onPointerDown={hold}
      onPointerUp={release}
      onPointerLeave={release}
      onPointerCancel={release}
      onContextMenu={(event) => event.preventDefault()}
      onClick={(event) => {
        // A click without a pointer comes from a keyboard, a switch or a screen reader.
        if (event.detail === 0) setIsAsking(true);
      }}
    >
      <span className="crew-hold" aria-hidden="true" />✚ Emergency{" "}
      <small>hold for a second; with keys: press twice</small>
    </button>
  );
}
