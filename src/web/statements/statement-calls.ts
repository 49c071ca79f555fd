/** The calls of the statements panel, for those who may read the log; each is audited by the server as a reading of it. */

import type { Suggestion } from "../../wire/reading/suggest.ts";
import { useCallback, useEffect, useState } from "react";
import type { Card, StatementForm } from "../../wire/statement/shown.ts";
import { readJson } from "../api/client.ts";
import { messageOf } from "../api/problem.ts";
import { useConsole } from "../live/use-region.ts";

export interface KeptRow {
  readonly number: number;
  readonly at: number;
  readonly askedBy: string;
  readonly verdict: string;
  readonly metric: string | null;
  readonly corrects: number | null;
  readonly why: string;
  readonly correctedBy: readonly number[];
  /** Null: its words were erased. */
  readonly text: string | null;
}

export interface KeptCheck extends KeptRow {
  readonly card: Card | null;
}

export interface Suggested {
  readonly number: number;
  readonly sentence: string;
  readonly statement: StatementForm;
}

export interface ReadAnswer {
  readonly readings: readonly {
    readonly number: number;
    readonly sentence: string;
    readonly suggestion: Suggestion;
  }[];
  readonly provenance: {
    readonly dates: readonly { readonly text: string; readonly period: string }[];
    readonly persons: readonly string[];
    readonly places: readonly { readonly text: string; readonly what: string }[];
    readonly links: readonly string[];
    readonly unresolved: readonly { readonly kind: string; readonly text: string }[];
  };
  readonly file: { readonly readings: readonly Suggested[] };
}

export interface Keep {
  readonly corrects: number | null;
  readonly why: string;
}

/** Folding a long log takes its time. */
const checkMillis = 120_000;

export function useStatementCalls() {
  const { region } = useConsole();
  const path = `/api/regions/${encodeURIComponent(region)}/statements`;
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return {
    path,
    list: useCallback(
      async () => (await readJson<{ statements: readonly KeptRow[] }>(path)).statements,
      [path],
    ),
    find: useCallback((number: number) => readJson<KeptCheck>(`${path}/${number}`), [path]),
    read: (text: string, asOf: string) =>
      readJson<ReadAnswer>(`${path}/read`, {
        method: "POST",
        body: { text, asOf: asOf === "" ? null : asOf, timeZone },
        timeoutMillis: checkMillis,
      }),
    evaluate: async (statement: StatementForm) =>
      (
        await readJson<{ card: Card }>(`${path}/evaluate`, {
          method: "POST",
          body: { statement, timeZone },
          timeoutMillis: checkMillis,
        })
      ).card,
    keep: (statement: StatementForm, keep: Keep) =>
      readJson<{ number: number; card: Card }>(path, {
        method: "POST",
        body: { statement, timeZone, ...keep },
        timeoutMillis: checkMillis,
      }),
  };
}

export interface Asking<Value> {
  readonly value: Value | undefined;
  readonly fault: string;
  readonly isBusy: boolean;
  readonly run: (work: () => Promise<Value>) => Promise<Value | undefined>;
}

/** One call at a time with its answer or its fault, to be shown in place. */
export function useAsking<Value>(): Asking<Value> {
  const [value, setValue] = useState<Value>();
  const [fault, setFault] = useState("");
  const [isBusy, setIsBusy] = useState(false);
  const run = useCallback(async (work: () => Promise<Value>) => {
    setIsBusy(true);
    setFault("");
    try {
      const answer = await work();
      setValue(answer);
      return answer;
    } catch (thrown) {
      setFault(messageOf(thrown));
      return undefined;
    } finally {
      setIsBusy(false);
    }
  }, []);
  return { value, fault, isBusy, run };
}

/** Asks when it is first shown and whenever `ask` is another one. */
export function useAnswer<Value>(ask: () => Promise<Value>): Asking<Value> {
  const asking = useAsking<Value>();
  const { run } = asking;
  useEffect(() => void run(ask), [run, ask]);
  return asking;
}
