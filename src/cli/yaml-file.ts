/**
 * Reads a small YAML file through a schema, and says where it is wrong: file, line, column, what was expected.
 * For files that people write by hand (scenarios, mappings). The server's own configuration has its reader in http.
 */
import { readFileSync, statSync } from "node:fs";
import { isNode, LineCounter, parseDocument, type Document } from "yaml";
import type { z } from "zod";

export const yamlFileLimits = { bytes: 1024 * 1024, reportedFaults: 10 } as const;

export const fileCodes = [
  "file.unreadable",
  "file.too-large",
  "file.syntax",
  "file.invalid",
] as const;
export type FileFaultCode = (typeof fileCodes)[number];

/** What is wrong with a file that a person gave; printed as it is. */
export class FileFault extends Error {
  override readonly name = "FileFault";
  readonly code: FileFaultCode;
  constructor(code: FileFaultCode, message: string) {
    super(message);
    this.code = code;
  }
}

export function readYamlFile<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): z.output<Schema> {
  return readYamlText(readText(path), path, schema);
}

function readText(path: string): string {
  try {
    const { size } = statSync(path);
    if (size > yamlFileLimits.bytes) {
      throw new FileFault(
        "file.too-large",
        `${path}: got ${size} bytes, expected at most ${yamlFileLimits.bytes}`,
      );
    }
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof FileFault) throw error;
    const reason = (error as NodeJS.ErrnoException).code ?? "unknown";
    throw new FileFault("file.unreadable", `${path}: can not be read (${reason})`);
  }
}

/** The same for a text in hand; `name` stands before the line in every message. */
export function readYamlText<Schema extends z.ZodType>(
  text: string,
  name: string,
  schema: Schema,
): z.output<Schema> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    const faults = document.errors.slice(0, yamlFileLimits.reportedFaults).map((error) => {
      const { line, col } = lines.linePos(error.pos[0]);
      return `${name}:${line}:${col}: ${error.message}`;
    });
    throw new FileFault("file.syntax", faults.join("\n"));
  }
  const parsed = schema.safeParse(document.toJS({ maxAliasCount: 100 }));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.slice(0, yamlFileLimits.reportedFaults).map((issue) => {
    const { line, col } = lines.linePos(offsetOf(document, issue.path));
    const where = issue.path.length === 0 ? "the file" : issue.path.map(String).join(".");
    return `${name}:${line}:${col}: ${where}: ${issue.message}`;
  });
  throw new FileFault("file.invalid", faults.join("\n"));
}

/** Where the value at a path stands in the text; of a missing value, where its nearest parent stands. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return isNode(document.contents) && document.contents.range ? document.contents.range[0] : 0;
}
