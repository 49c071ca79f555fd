/** Pages that follow no stream ask again: at once, then every so often while they are shown. */
import { useEffect } from "react";

/** `refresh`: the same function as long as it asks the same. */
export function usePolling(refresh: () => Promise<void>, everyMillis: number): void {
  useEffect(() => {
    const first = setTimeout(() => void refresh());
    const timer = setInterval(() => void refresh(), everyMillis);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
    };
  }, [refresh, everyMillis]);
}
