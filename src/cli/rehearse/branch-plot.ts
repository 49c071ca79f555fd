/**
 * The waiting incidents of a branch as a picture: what happened as a line, the futures as bands in which 80 % of them lie,
 * with their middles. The table below it has the same in numbers.
 */
import { escapeHtml } from "../../wire/html-text.ts";
import type { QueueRow } from "./branch-result.ts";
import { strokes } from "./report-plots.ts";

const [width, height, left, bottom] = [640, 220, 46, 34];

export function queuePlot(queue: readonly QueueRow[]): string {
  const most = Math.max(1, ...queue.flatMap(({ happened, asItWas, changed }) => [happened, asItWas.high80, changed?.high80 ?? 0])); // prettier-ignore
  const x = (step: number) =>
    (left + (step / Math.max(1, queue.length - 1)) * (width - left - 10)).toFixed(1);
  const y = (count: number) =>
    (height - bottom - (count / most) * (height - bottom - 10)).toFixed(1);
  const line = (counts: readonly number[], stroke: number, title: string): string => {
    const [color, dashes] = strokes[stroke];
    const points = counts.map((count, step) => `${x(step)},${y(count)}`).join(" ");
    return `<polyline fill="none" style="stroke:${color}" stroke-width="2" stroke-dasharray="${dashes}" points="${points}"><title>${escapeHtml(title)}</title></polyline>`;
  };
  const fan = (bands: readonly QueueRow["asItWas"][], stroke: number, title: string): string => {
    const up = bands.map(({ high80 }, step) => `${x(step)},${y(high80)}`);
    const down = bands.map(({ low80 }, step) => `${x(step)},${y(low80)}`).toReversed();
    const [color] = strokes[stroke];
    return `<polygon style="fill:${color}" fill-opacity=".22" points="${[...up, ...down].join(" ")}"/>${line(
      bands.map(({ middle }) => middle),
      stroke,
      title,
    )}`;
  };
  const changed = queue.flatMap((row) => row.changed ?? []);
  const axis = [0, most / 2, most].map((count) => `<line class="axis" x1="${left}" x2="${width - 10}" y1="${y(count)}" y2="${y(count)}"/><text x="4" y="${Number(y(count)) + 4}">${count.toFixed(1)}</text>`); // prettier-ignore
  const times = [0, queue.length - 1].map((step) => `<text x="${x(step)}" y="${height - 12}" text-anchor="${step === 0 ? "start" : "end"}">${queue[step].at.slice(11, 16)}</text>`); // prettier-ignore
  return `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Waiting incidents">${[
    ...axis,
    ...times,
    fan(
      queue.map(({ asItWas }) => asItWas),
      0,
      "played as it was",
    ),
    changed.length === 0 ? "" : fan(changed, 1, "played changed"),
    `<polyline fill="none" stroke="currentColor" stroke-width="2.5" points="${queue.map(({ happened }, step) => `${x(step)},${y(happened)}`).join(" ")}"><title>happened</title></polyline>`,
  ].join("")}</svg>`;
}
