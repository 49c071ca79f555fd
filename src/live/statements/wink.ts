/**
 * The language model that helps to read texts: wink-nlp with its English lite model (MIT, in the process, no network).
 * It is loaded when the first text is read and not before: it takes about 0.1 s and 50 MB, which no command waits for.
 */
import type { ItemEntity } from "wink-nlp";
import type { Suggested, SuggestedSpan, Suggester } from "../../wire/reading/suggester.ts";

let loading: Promise<Suggester> | undefined;

/** Loads the model once. */
export function loadSuggester(): Promise<Suggester> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Suggester> {
  const [{ default: winkNlp }, { default: model }] = await Promise.all([
    import("wink-nlp"),
    import("wink-eng-lite-web-model"),
  ]);
  const nlp = winkNlp(model, ["sbd", "pos", "ner"]);
  // The library's marks are functions that are only handed back to it.
  const its = nlp.its as unknown as Readonly<Record<"value" | "type" | "pos", never>>;
  return (text): Suggested => {
    const doc = nlp.readDoc(text);
    const find = makeFinder(text);
    const sentences = doc
      .sentences()
      .out()
      .map((sentence) => ({ text: sentence.trim(), start: find(sentence.trim()) }))
      .filter((sentence) => sentence.text !== "");
    const findSpan = makeFinder(text);
    const details: { readonly value: string; readonly type: string }[] = [];
    doc.entities().each((entity: ItemEntity) => {
      details.push({ value: entity.out(its.value), type: entity.out(its.type) });
    });
    const spans = details.map(({ value, type }) => ({
      text: value,
      kind: type,
      start: findSpan(value),
    }));
    const words: string[] = doc.tokens().out(its.value);
    const tags: string[] = doc.tokens().out(its.pos);
    return { sentences, spans, names: joinNames(text, words, tags) };
  };
}

/** Where each next piece stands; pieces come in the order of the text. */
function makeFinder(text: string): (piece: string) => number {
  let last = 0;
  return (piece) => {
    const at = text.indexOf(piece, last);
    if (at < 0) return last;
    last = at + piece.length;
    return at;
  };
}

function joinNames(
  text: string,
  words: readonly string[],
  tags: readonly string[],
): SuggestedSpan[] {
  const names: SuggestedSpan[] = [];
  let run: { from: number; to: number } | undefined;
  const close = (): void => {
    if (run !== undefined)
      names.push({ text: text.slice(run.from, run.to), kind: "PROPN", start: run.from });
    run = undefined;
  };
  let cursor = 0;
  for (const [index, word] of words.entries()) {
    const at = text.indexOf(word, cursor);
    if (at < 0) continue;
    const isNear = run !== undefined && text.slice(run.to, at).trim() === "";
    cursor = at + word.length;
    if (tags[index] !== "PROPN" || !/^\p{Lu}/u.test(word)) close();
    else if (run !== undefined && isNear) run.to = cursor;
    else {
      close();
      run = { from: at, to: cursor };
    }
  }
  close();
  return names;
}
