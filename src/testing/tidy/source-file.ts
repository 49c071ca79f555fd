/**
 * A source file as the tidy rules see it: its text, its syntax tree, what it imports and the names
 * it uses. Parsed with the bundler's own parser, so that a rule never guesses at syntax with regular
 * expressions. Not here: any rule, and reading from disk (see tree.ts).
 */
import { parseSync } from "vite";

/** A syntax node: ESTree with TypeScript, walked by shape. */
export type Node = {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
};

export type SourceImport = { readonly specifier: string; readonly line: number };

export type SourceFile = {
  /** Relative to the repository, forward slashes: "src/core/unit/decide.ts". */
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  readonly body: readonly Node[];
  readonly comments: readonly { readonly value: string; readonly start: number }[];
  readonly imports: readonly SourceImport[];
};

/** One broken rule at one place. */
export type Finding = {
  readonly rule: string;
  readonly file: string;
  readonly line: number;
  readonly text: string;
};

export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let index = text.indexOf("\n"); index !== -1 && index < offset; line += 1) {
    index = text.indexOf("\n", index + 1);
  }
  return line;
}

/** Parses one file; a file that does not parse is a fault of the caller's tree, so it throws. */
export function readSource(path: string, text: string): SourceFile {
  const { program, module, comments, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0]?.message}`);
  const requests = [
    ...module.staticImports.map((entry) => entry.moduleRequest),
    ...module.staticExports.flatMap((entry) =>
      entry.entries.flatMap((each) => (each.moduleRequest === null ? [] : [each.moduleRequest])),
    ),
    ...module.dynamicImports.map((entry) => entry.moduleRequest),
  ];
  const imports = requests.map((request) => ({
    // The text between the quotes; for a computed import, the expression, which no layer allows.
    specifier: text.slice(request.start, request.end).replaceAll(/^["'`]|["'`]$/g, ""),
    line: lineAt(text, request.start),
  }));
  return {
    path,
    text,
    lines: text.endsWith("\n") ? text.split("\n").length - 1 : text.split("\n").length,
    body: program.body as unknown as Node[],
    comments,
    imports,
  };
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as Node).type === "string";
}

/** Visits every node below `nodes`, parents first. */
export function walk(
  nodes: readonly Node[],
  visit: (node: Node, parent: Node | undefined) => void,
): void {
  const enter = (node: Node, parent: Node | undefined): void => {
    visit(node, parent);
    for (const value of Object.values(node)) {
      if (Array.isArray(value)) {
        for (const each of value) if (isNode(each)) enter(each, node);
      } else if (isNode(value)) enter(value, node);
    }
  };
  for (const node of nodes) enter(node, undefined);
}

/** Whether the identifier `node` only names a member of something: `x.name`, not `name`. */
export function isMemberName(node: Node, parent: Node | undefined): boolean {
  return (
    parent?.type === "MemberExpression" &&
    parent["property"] === node &&
    parent["computed"] === false
  );
}

export function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path);
}
