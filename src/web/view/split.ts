/**
 * How the screen is divided, as it stands in the address: `split=55/58` gives the tables 55 % of the width that they
 * share with the map, and the queue 58 % of the height that it shares with the units. Pure; what can't be read is the
 * usual division.
 */

export interface Split {
  /** Percent of the width for the tables, the rest for the map. */
  readonly tables: number;
  /** Percent of the height for the queue, the rest for the units. */
  readonly queue: number;
}

export const usualSplit: Split = { tables: 55, queue: 58 };
const least = 20;
const most = 80;

function clamp(percent: number): number {
  return Math.round(Math.max(least, Math.min(most, percent)));
}

export function splitFromText(text: string): Split {
  const match = /^(\d{1,3})\/(\d{1,3})$/.exec(text);
  if (match === null) return usualSplit;
  return { tables: clamp(Number(match[1])), queue: clamp(Number(match[2])) };
}

/** Empty for the usual division. */
export function textFromSplit({ tables, queue }: Split): string {
  const text = `${clamp(tables)}/${clamp(queue)}`;
  return text === `${usualSplit.tables}/${usualSplit.queue}` ? "" : text;
}
