/** Ctrl+K from anywhere puts the focus into the field; Escape in it brings the focus back to where it was. */

import { useEffect, useRef, type RefObject } from "react";

export function useFocusKey(): RefObject<HTMLInputElement | null> {
  const ref = useRef<HTMLInputElement>(null);
  useEffect(() => {
    let before: HTMLElement | undefined;
    const onKeyDown = (event: KeyboardEvent): void => {
      const input = ref.current;
      if (input === null) return;
      if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
        event.preventDefault();
        const active = document.activeElement;
        if (active instanceof HTMLElement && active !== input) before = active;
        input.focus();
        input.select();
      } else if (event.key === "Escape" && event.target === input) {
        event.preventDefault();
        event.stopPropagation();
        if (before?.isConnected === true) before.focus();
        else input.blur();
      }
    };
    window.addEventListener("keydown", onKeyDown, true);
    return () => window.removeEventListener("keydown", onKeyDown, true);
  }, []);
  return ref;
}
