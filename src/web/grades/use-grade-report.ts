/** The report of gradings of a region, asked for anew when the period changes, and once a minute while it is looked at. */

import { useEffect, useState } from "react";
import { microsPerHour } from "../../base/instant.ts";
import type { GradeReportView } from "../../wire/shown-grades.ts";
import { readJson, readSession } from "../api/client.ts";
import { messageOf } from "../api/problem.ts";

const askAgainMillis = 60_000;
/** Reading a long log takes its time. */
const timeoutMillis = 60_000;

export interface ShownReport {
  /** Undefined until the first answer to what is asked now. */
  readonly report: GradeReportView | undefined;
  readonly fault: string;
}

export function useGradeReport(region: string, hours: number, under: number): ShownReport {
  const asked = `${region} ${hours} ${under}`;
  const [shown, setShown] = useState<ShownReport & { readonly asked: string }>({
    asked,
    report: undefined,
    fault: "",
  });
  useEffect(() => {
    const stop = new AbortController();
    const ask = async (): Promise<void> => {
      try {
        // The period is of the server's clock, which in a demo is not this machine's.
        const { clock } = await readSession();
        const query = new URLSearchParams({
          from: String(clock.now - hours * microsPerHour),
          until: String(clock.now),
          underPercent: String(under),
        });
        const path = `/api/regions/${encodeURIComponent(region)}/reports/grades?${query}`;
        const options = { signal: stop.signal, timeoutMillis };
        const report = await readJson<GradeReportView>(path, options);
        setShown({ asked, report, fault: "" });
      } catch (thrown) {
        if (stop.signal.aborted) return;
        setShown((before) => ({
          asked,
          report: before.asked === asked ? before.report : undefined,
          fault: messageOf(thrown),
        }));
      }
    };
    void ask();
    const timer = setInterval(() => void ask(), askAgainMillis);
    return () => {
      stop.abort();
      clearInterval(timer);
    };
  }, [region, hours, under, asked]);
  return shown.asked === asked ? shown : { report: undefined, fault: "" };
}
