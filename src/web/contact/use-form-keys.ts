/**
 * The contact form's own keys, which work wherever the focus is but in the command line: Ctrl+Enter opens the
 * incident, Alt+1 to Alt+5 joins a suggested one, Alt+E ends without one.
 */

import { useEffect, useRef } from "react";

export interface FormKeys {
  readonly submit: () => void;
  /** Index of the suggestion, from 0. */
  readonly join: (index: number) => void;
  readonly end: () => void;
}

function isElsewhere(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("[data-command-line]") !== null;
}

export function useFormKeys(keys: FormKeys): void {
  const now = useRef(keys);
  useEffect(() => {
    now.current = keys;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.repeat || event.isComposing || event.defaultPrevented || isElsewhere(event.target))
        return;
      const { submit, join, end } = now.current;
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit();
      else if (event.altKey && !event.ctrlKey && /^Digit[1-5]$/.test(event.code))
        join(Number(event.code.slice(5)) - 1);
      else if (event.altKey && !event.ctrlKey && event.code === "KeyE") end();
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}
