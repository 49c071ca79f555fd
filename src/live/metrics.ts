/**
 * Counters, gauges and histograms of the process, written as OpenMetrics 1.0 text. Names follow its rules (unit
 * last, `_total` for counters). Label values come from closed lists (routes, codes), never from input, so the
 * number of series is bounded. Deliberately not here: who may read them (http), what they mean (docs/operating).
 */

type Labels = Readonly<Record<string, string>>;

interface Family {
  readonly name: string;
  readonly kind: "counter" | "gauge" | "histogram";
  readonly help: string;
  write(lines: string[]): void;
}

export interface Counter {
  add(labels?: Labels, by?: number): void;
  value(labels?: Labels): number;
}

export interface Histogram {
  /** In seconds. */
  observe(seconds: number): void;
}

/** Upper bounds in seconds, chosen around the promises: 50 ms, 100 ms, 1 s, 2 s. */
const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5];

function labelText(labels: Labels): string {
  const parts = Object.entries(labels).map(([name, value]) => `${name}="${escape(value)}"`);
  return parts.length === 0 ? "" : `{${parts.join(",")}}`;
}

function escape(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}

/** As OpenMetrics wants them in `le` (1.0, "Considerations: Canonical Numbers"): with a point, so that all writers agree. */
function floatText(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

export class Metrics {
  readonly #families: Family[] = [];

  counter(name: string, help: string): Counter {
    const values = new Map<string, number>();
    this.#families.push({
      name,
      kind: "counter",
      help,
      write: (lines) => {
        for (const [labels, value] of values) lines.push(`${name}_total${labels} ${value}`);
      },
    });
    return {
      add(labels = {}, by = 1) {
        const key = labelText(labels);
        values.set(key, (values.get(key) ?? 0) + by);
      },
      value: (labels = {}) => values.get(labelText(labels)) ?? 0,
    };
  }

  /** Read when the metrics are written; one row per labels. */
  gauge(name: string, help: string, read: () => readonly (readonly [Labels, number])[]): void {
    this.#families.push({
      name,
      kind: "gauge",
      help,
      write: (lines) => {
        for (const [labels, value] of read()) lines.push(`${name}${labelText(labels)} ${value}`);
      },
    });
  }

  histogram(name: string, help: string): Histogram {
    const buckets = new Float64Array(bounds.length + 1);
    let sum = 0;
    this.#families.push({
      name,
      kind: "histogram",
      help,
      write: (lines) => {
        let below = 0;
        bounds.forEach((bound, index) => {
          below += buckets[index];
          lines.push(`${name}_bucket{le="${floatText(bound)}"} ${below}`);
        });
        const count = below + buckets[bounds.length];
        lines.push(
          `${name}_bucket{le="+Inf"} ${count}`,
          `${name}_sum ${sum}`,
          `${name}_count ${count}`,
        );
      },
    });
    return {
      observe(seconds) {
        const index = bounds.findIndex((bound) => seconds <= bound);
        buckets[index < 0 ? bounds.length : index] += 1;
        sum += seconds;
      },
    };
  }

  /** OpenMetrics text; its media type is `metricsType`. */
  write(): string {
    const lines: string[] = [];
    for (const family of this.#families) {
      lines.push(`# TYPE ${family.name} ${family.kind}`, `# HELP ${family.name} ${family.help}`);
      family.write(lines);
    }
    lines.push("# EOF", "");
    return lines.join("\n");
  }
}

export const metricsType = "application/openmetrics-text; version=1.0.0; charset=utf-8";
