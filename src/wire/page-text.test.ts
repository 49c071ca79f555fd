import assert from "node:assert/strict";
import { test } from "node:test";
import { csvText } from "./csv-text.ts";
import { escapeHtml } from "./html-text.ts";

test("what somebody wrote is no markup, in an element or in a quoted attribute", () => {
  assert.equal(
    escapeHtml(`<b title="x">&amp;</b>`),
    "&lt;b title=&quot;x&quot;&gt;&amp;amp;&lt;/b&gt;",
  );
});

test("a cell with a comma, a quote or a line break stands in quotes, and no other", () => {
  assert.equal(
    csvText([
      ["a", 1, "b c"],
      ["x,y", 'say "no"', "two\nlines"],
    ]),
    'a,1,b c\r\n"x,y","say ""no""","two\nlines"\r\n',
  );
  assert.equal(csvText([]), "");
});
