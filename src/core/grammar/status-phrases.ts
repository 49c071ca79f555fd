/**
 * The words that move a unit (`AB12 at scene`): the grammar's own for each status meaning, and the force's labels and
 * their numeric aliases (`AB12 6`), which are data in the region's configuration.
 */

import type { StatusLabelConfig } from "../region/config.ts";
import type { Names } from "./names.ts";
import { wordsOfLabel, type Phrase } from "./phrases.ts";
import type { StatusAct } from "./values.ts";

function own(text: string, detail: string, value: StatusAct, exact = false): Phrase<StatusAct> {
  return { words: wordsOfLabel(text), text, detail, value, exact };
}

const ownPhrases: readonly Phrase<StatusAct>[] = [
  own("en route", "on its way", { act: "progress", status: "en route" }),
  own("at scene", "has arrived", { act: "progress", status: "at scene" }),
  own("transporting", "carries somebody from the scene", {
    act: "progress",
    status: "transporting",
  }),
  own("clear", "done there; next of its stack or available", { act: "clear" }),
  own("available", "free to be sent", { act: "set", status: "available" }),
  own("unavailable", "not to be sent; say why", { act: "set", status: "unavailable" }),
  own("committed", "busy, not to be sent", { act: "set", status: "committed" }),
  own("committed deployable", "busy, but may be sent", {
    act: "set",
    status: "committed deployable",
  }),
  own("ok", "is well: restarts the welfare timer", { act: "welfare" }),
  own("emergency", "needs help at once", { act: "emergency" }, true),
];

function actOfLabel({ code, status }: StatusLabelConfig): StatusAct | undefined {
  switch (status) {
    case "emergency":
      return { act: "emergency" };
    case "off":
      return { act: "book off" };
    case "en route":
    case "at scene":
    case "transporting":
      return { act: "progress", status, label: code };
    case "available":
    case "unavailable":
    case "committed":
    case "committed deployable":
      return { act: "set", status, label: code };
    // A unit becomes assigned by being sent.
    case "assigned":
      return undefined;
  }
}

export function listStatusPhrases(names: Names): Phrase<StatusAct>[] {
  const phrases = [...ownPhrases];
  const seen = new Set(phrases.map((phrase) => phrase.words.join(" ")));
  for (const label of names.config?.statusLabels ?? []) {
    const value = actOfLabel(label);
    if (value === undefined) continue;
    const detail = `${label.code} ${label.label}`;
    for (const text of [label.code, label.label]) {
      const words = wordsOfLabel(text);
      const key = words.join(" ");
      if (words.length === 0 || seen.has(key)) continue;
      seen.add(key);
      const exact = text === label.code || value.act === "emergency" || value.act === "book off";
      phrases.push({ words, text: text.toLowerCase(), detail, value, exact, label: true });
    }
  }
  return phrases;
}
