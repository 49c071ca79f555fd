import assert from "node:assert/strict";
import { test } from "node:test";
import { loadSuggester } from "./wink.ts";

test("the model finds sentences, spans and names where they stand in the text", async () => {
  const suggest = await loadSuggester();
  const text =
    "Mr. Smith said nearly 500 calls came in.\n\nAbout 75 per cent were medical, Jane Doe added.";
  const { sentences, spans, names } = suggest(text);
  assert.equal(sentences.length, 2, "the point of Mr. ends no sentence");
  for (const piece of [...sentences, ...spans, ...names])
    assert.equal(text.slice(piece.start, piece.start + piece.text.length), piece.text);
  assert.ok(spans.some(({ kind }) => kind === "PERCENT"));
  assert.ok(names.some((name) => name.text === "Jane Doe"));
  assert.deepEqual(suggest(""), { sentences: [], spans: [], names: [] });
});
