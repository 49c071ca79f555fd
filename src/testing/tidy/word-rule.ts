/**
 * Words that do not belong in this code base: synonyms of the glossary's words (one word per thing),
 * names for traits of people that Muster must never hold, notes to do something later, and paths of
 * somebody's machine. Identifiers are split at capitals and underscores and compared word by word.
 * Not here: prose; comments and documents may say what they like, within the last two rules.
 */
import {
  type Finding,
  isMemberName,
  lineAt,
  type Node,
  type SourceFile,
  walk,
} from "./source-file.ts";

/**
 * Traits that no field, rule, tag or model feature may be about (docs/decisions and the product's
 * promises say why). "migration" is among them: a change of the store's layout is an "upgrade" here.
 */
const bannedTraits: readonly string[] = [
  "nationality",
  "ethnicity",
  "ethnic",
  "religion",
  "religious",
  "asylum",
  "refugee",
  "migration",
  "migrant",
  "immigration",
  "immigrant",
  "trade union",
  "union member",
  "union membership",
];

/**
 * Words of the glossary's "not" column that are also ordinary words of programming, or names in their
 * own right. Each is banned only in the sense that the glossary gives, which no machine can see.
 */
const alsoOrdinary = new Set([
  "event",
  "mode",
  "true",
  "false",
  "call",
  "alert",
  "alarm",
  "warning",
]);

/** The words of the glossary's "not" column that can be banned mechanically. */
export function bannedSynonyms(glossary: string): string[] {
  const rows = glossary
    .split("\n")
    .filter((line) => line.trim().startsWith("|"))
    .map((line) =>
      line
        .trim()
        .slice(1, -1)
        .split("|")
        .map((cell) => cell.trim()),
    );
  const header = rows.find((cells) => cells.some((cell) => cell.toLowerCase() === "not"));
  const column = header?.findIndex((cell) => cell.toLowerCase() === "not") ?? -1;
  if (column === -1) throw new Error('the glossary has no table with a column "not"');
  const words = rows
    .flatMap((cells) => (cells[column] ?? "").split(/[,;·]/))
    .map((word) =>
      word
        .replaceAll(/[`*_"]/g, "")
        .trim()
        .toLowerCase(),
    )
    .filter((word) => /^[a-z]+$/.test(word) && word !== "not" && !alsoOrdinary.has(word));
  return [...new Set(words)];
}

/** "assessedGradeAt" and "ASSESSED_GRADE" -> ["assessed", "grade", "at"]. */
function wordsOf(name: string): string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
}

/** The first of `banned` (each one or more words, plural or not) that the name contains. */
function findBanned(name: string, banned: readonly string[]): string | undefined {
  const words = ` ${wordsOf(name).join(" ")} `;
  return banned.find((word) => words.includes(` ${word} `) || words.includes(` ${word}s `));
}

type Name = { readonly name: string; readonly start: number };

/** Names that this file chooses: not the members of other things, and not what packages export. */
function chosenNames(file: SourceFile): Name[] {
  const names: Name[] = [];
  const imported = new Set<string>();
  walk(file.body, (node, parent) => {
    if (/^Import.*Specifier$/.test(node.type)) {
      imported.add((node["local"] as { name: string }).name);
    }
    const name = (node as { name?: unknown }).name;
    const isIdentifier =
      /^(Identifier|PrivateIdentifier)$/.test(node.type) && typeof name === "string";
    if (isIdentifier && !isMemberName(node, parent)) names.push({ name, start: node.start });
    if (isLiteralKey(node, parent)) names.push({ name: String(node["value"]), start: node.start });
  });
  return names.filter(({ name }) => !imported.has(name));
}

function isLiteralKey(node: Node, parent: Node | undefined): boolean {
  return node.type === "Literal" && parent !== undefined && parent["key"] === node;
}

/** The text that a page shows: between tags, and in attributes such as a label. */
function shownTexts(file: SourceFile): Name[] {
  const texts: Name[] = [];
  walk(file.body, (node, parent) => {
    const isLabel = node.type === "Literal" && parent?.type === "JSXAttribute";
    if (node.type !== "JSXText" && !isLabel) return;
    texts.push({ name: String(node["value"]), start: node.start });
  });
  return texts;
}

/** Findings on the words of one file. `allowed` are names that a standard or an API dictates. */
export function checkWords(
  file: SourceFile,
  synonyms: readonly string[],
  allowed: ReadonlySet<string>,
): Finding[] {
  const findings: Finding[] = [];
  const add = (rule: string, { name, start }: Name, word: string, why: string) => {
    const line = lineAt(file.text, start);
    findings.push({ rule, file: file.path, line, text: `"${name.trim()}" says "${word}": ${why}` });
  };
  const shown = shownTexts(file);
  for (const place of [...chosenNames(file), ...shown]) {
    const synonym = allowed.has(place.name) ? undefined : findBanned(place.name, synonyms);
    if (synonym !== undefined)
      add("synonym", place, synonym, "the glossary has another word for it");
    const trait = findBanned(place.name, bannedTraits);
    if (trait !== undefined) add("trait", place, trait, "Muster holds no such thing about anybody");
  }
  return findings;
}

// The brackets keep this file from finding itself.
const laterNotes = /\b(TO[D]O|FIX[M]E|XX[X])\b/;
const machinePaths = /(?:^|[^\w.])\/(?:wor[k]|hom[e]|User[s])\//;

/** Findings on the lines of any text file: notes for later and paths of one machine. */
export function checkText(path: string, text: string): Finding[] {
  return text.split("\n").flatMap((content, index) => {
    const findings: Finding[] = [];
    const add = (rule: string, what: string) =>
      findings.push({ rule, file: path, line: index + 1, text: what });
    if (laterNotes.test(content))
      add("later", "a note to do something later; do it or file an issue");
    if (machinePaths.test(content))
      add("machine-path", "a path that is only on somebody's machine");
    return findings;
  });
}
