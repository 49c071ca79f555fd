/**
 * One timer for all clocks on the screen that tick at the same rate: a thousand cells must not keep a thousand timers,
 * and clocks in a column must change together.
 */

interface Ticker {
  readonly listeners: Set<() => void>;
  readonly timer: ReturnType<typeof setInterval>;
}

const tickers = new Map<number, Ticker>();

/** Calls back every `everyMillis` until the returned function is called. */
export function subscribeToTicks(everyMillis: number, listener: () => void): () => void {
  let ticker = tickers.get(everyMillis);
  if (ticker === undefined) {
    const listeners = new Set<() => void>();
    const timer = setInterval(() => {
      for (const listen of listeners) listen();
    }, everyMillis);
    ticker = { listeners, timer };
    tickers.set(everyMillis, ticker);
  }
  const { listeners, timer } = ticker;
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    tickers.delete(everyMillis);
  };
}
