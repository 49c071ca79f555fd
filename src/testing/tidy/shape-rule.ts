/**
 * The shape of files: names, length, the opening paragraph, no barrels, no default exports. The
 * length of functions is the linter's (max-lines-per-function); the tidy test checks that it is on.
 */
import { type Finding, isTest, type Node, type SourceFile } from "./source-file.ts";

/** A file past this is refused. */
export const hardLines = 600;
/** A file past this is listed, as one that may tell two stories. */
export const reshapeLines = 300;
/** A shorter opening comment says nothing that the file's name does not. */
const openingCharacters = 40;

const kebabCase = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;

/** Files whose default export a tool asks for: Vite, node:test, and React for a part loaded when shown. */
const defaultExportAskedFor = /^(vite\.config\.ts|bin\/test-reporter\.ts|src\/web\/.*\.tsx)$/;

/** Findings on the name of one file: kebab-case in every part of its path. */
export function checkName(path: string): Finding[] {
  const wrong = path.split("/").find((part) => part !== "README.md" && !kebabCase.test(part));
  if (wrong === undefined) return [];
  return [{ rule: "name", file: path, line: 1, text: `"${wrong}" is not kebab-case` }];
}

/** Findings on the shape of one file. */
export function checkShape(file: SourceFile): Finding[] {
  const findings: Finding[] = [];
  const add = (rule: string, text: string) =>
    findings.push({ rule, file: file.path, line: 1, text });
  if (file.lines > hardLines) add("length", `${file.lines} lines; the limit is ${hardLines}`);
  if (!isTestBesideSource(file.path) && openingOf(file).length < openingCharacters) {
    add(
      "opening",
      "does not open with a paragraph: what it is, why, what is deliberately not here",
    );
  }
  if (isBarrel(file.body)) add("barrel", "only passes on what other files export");
  if (!defaultExportAskedFor.test(file.path) && file.body.some(isDefaultExport)) {
    add("default-export", "exports a default; a name is the same everywhere it is used");
  }
  if (isTest(file.path) && /^(beforeEach|afterEach)\(/m.test(file.text)) {
    add(
      "root-hook",
      "a hook outside a suite runs for every test of the process; put it in describe()",
    );
  }
  return findings;
}

/** A test beside the source needs no paragraph: the source has it, and the tests' names say the rest. */
function isTestBesideSource(path: string): boolean {
  return isTest(path) && !path.startsWith("e2e/");
}

/** The text of the comment (or run of // lines) that the file begins with, "" if it begins otherwise. */
function openingOf(file: SourceFile): string {
  const start = file.text.startsWith("#!") ? file.text.indexOf("\n") + 1 : 0;
  const firstCode = file.body[0]?.start ?? file.text.length;
  if (!/^\s*\/[/*]/.test(file.text.slice(start))) return "";
  const before = file.comments.filter(
    (comment) => comment.start >= start && comment.start < firstCode,
  );
  return before
    .map((comment) => comment.value.replaceAll(/[\s*]+/g, " "))
    .join(" ")
    .trim();
}

function isBarrel(body: readonly Node[]): boolean {
  const passesOn = (node: Node) =>
    node.type === "ExportAllDeclaration" ||
    (node.type === "ExportNamedDeclaration" && node["declaration"] === null);
  return (
    body.some(passesOn) && body.every((node) => passesOn(node) || node.type === "ImportDeclaration")
  );
}

function isDefaultExport(node: Node): boolean {
  return node.type === "ExportDefaultDeclaration";
}
