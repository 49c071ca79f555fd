/**
 * The layer rule: which folder of src may import which, and what the pure layers may not touch. The
 * table is the one in ARCHITECTURE.md; the folders are the design, and this keeps them honest.
 * Type-only imports count: a type is a dependency too. Tests beside the source obey their layer and
 * may use src/testing and node:*; they are not held to purity, because reading a file to compare
 * with is what a test is for.
 */
import { dirname, join, normalize } from "node:path/posix";
import {
  type Finding,
  isMemberName,
  isTest,
  lineAt,
  type Node,
  type SourceFile,
  walk,
} from "./source-file.ts";

const pure = ["base", "core", "roads", "record", "wire", "plan", "sim"] as const;
const effects = ["store", "live", "http"] as const;

/** Layer -> the other layers it may import. */
export const layers: Readonly<Record<string, readonly string[]>> = {
  base: [],
  core: ["base"],
  roads: ["base"],
  record: ["base"],
  wire: ["base", "core", "record"],
  plan: ["base", "core", "roads"],
  sim: ["base", "core", "roads", "plan", "record"],
  store: ["base", "core"],
  live: [...pure, "store"],
  http: [...pure, "store", "live"],
  cli: [...pure, ...effects],
  web: ["base", "core", "wire"],
  testing: [...pure, ...effects, "cli"],
};

/** Packages that a pure layer may import: each computes and does nothing else. */
const purePackages: Readonly<Record<string, readonly string[]>> = {
  roads: ["flatbush", "pbf"],
  wire: ["flatbush", "geojson", "geojson-vt", "vt-pbf", "zod"],
  sim: ["geojson"],
};

/** The layer a path belongs to, or undefined when it is not in a folder of src. */
function layerOf(path: string): string | undefined {
  return /^src\/([^/]+)\//.exec(path)?.[1];
}

function isPure(layer: string): boolean {
  return (pure as readonly string[]).includes(layer);
}

function findingOf(file: SourceFile, line: number, rule: string, text: string): Finding {
  return { rule, file: file.path, line, text };
}

/** Findings on what one file imports. */
export function checkLayers(file: SourceFile): Finding[] {
  const layer = layerOf(file.path);
  if (layer === undefined) return [];
  const allowed = layers[layer];
  if (allowed === undefined) {
    return [findingOf(file, 1, "layer", `src/${layer} is not in the layer table`)];
  }
  return file.imports.flatMap(({ specifier, line }) => {
    const text = specifier.startsWith(".")
      ? faultOfLocal(file, layer, allowed, specifier)
      : faultOfPackage(file, layer, specifier);
    return text === undefined ? [] : [findingOf(file, line, "layer", text)];
  });
}

function faultOfLocal(
  file: SourceFile,
  layer: string,
  allowed: readonly string[],
  specifier: string,
): string | undefined {
  const target = normalize(join(dirname(file.path), specifier));
  const targetLayer = layerOf(target);
  if (isTest(target)) return `imports a test: ${target}`;
  if (targetLayer === layer) return undefined;
  if (targetLayer === "testing" && isTest(file.path)) return undefined;
  if (targetLayer === undefined) {
    // Our own version and name are in package.json; nothing else outside src is anybody's to import.
    const mayRead = target === "package.json" && !isPure(layer) && layer !== "web";
    return mayRead || isTest(file.path) ? undefined : `imports ${target}, outside the layers`;
  }
  if (allowed.includes(targetLayer)) return undefined;
  const list = allowed.length === 0 ? "nothing" : allowed.join(" ");
  return `src/${layer} imports src/${targetLayer} (${specifier}); it may import ${list}`;
}

function faultOfPackage(file: SourceFile, layer: string, specifier: string): string | undefined {
  if (isTest(file.path) || layer === "testing") return undefined;
  if (specifier.startsWith("node:")) {
    if (isPure(layer)) return `a pure layer imports ${specifier}`;
    return layer === "web" ? `the browser cannot import ${specifier}` : undefined;
  }
  if (!isPure(layer) || purePackages[layer]?.includes(specifier) === true) return undefined;
  return `the package ${specifier} is not on the list of src/${layer}`;
}

/** Globals that are a clock, randomness, I/O or scheduling. */
const impureGlobals = new Set([
  "process",
  "performance",
  "setTimeout",
  "setInterval",
  "setImmediate",
  "queueMicrotask",
  "fetch",
  "crypto",
  "console",
  "globalThis",
  "navigator",
  "localStorage",
  "XMLHttpRequest",
  "WebSocket",
  "EventSource",
  "Worker",
]);

/** Findings on what a pure layer touches: clock, randomness, I/O, waiting. */
export function checkPurity(file: SourceFile): Finding[] {
  const layer = layerOf(file.path);
  if (layer === undefined || !isPure(layer) || isTest(file.path)) return [];
  const own = namesBoundIn(file);
  const findings: Finding[] = [];
  walk(file.body, (node, parent) => {
    const text = impurityOf(node, parent, own);
    if (text === undefined) return;
    findings.push(
      findingOf(file, lineAt(file.text, node.start), "pure", `a pure layer uses ${text}`),
    );
  });
  return findings;
}

function impurityOf(
  node: Node,
  parent: Node | undefined,
  own: ReadonlySet<string>,
): string | undefined {
  if (node["async"] === true) return "async";
  if (
    node.type === "AwaitExpression" ||
    (node.type === "ForOfStatement" && node["await"] === true)
  ) {
    return "await";
  }
  if (node.type === "NewExpression" && isGlobal(node["callee"], "Date")) {
    return (node["arguments"] as readonly Node[]).length === 0 ? "new Date()" : undefined;
  }
  if (node.type === "CallExpression" && isGlobal(node["callee"], "Date")) return "Date()";
  if (node.type === "MemberExpression") {
    if (isGlobal(node["object"], "Date") && nameOf(node["property"]) === "now") return "Date.now";
    if (isGlobal(node["object"], "Math") && nameOf(node["property"]) === "random")
      return "Math.random";
    return undefined;
  }
  if (node.type !== "Identifier" || isMemberName(node, parent) || isKey(node, parent))
    return undefined;
  const name = nameOf(node) ?? "";
  return impureGlobals.has(name) && !own.has(name) ? name : undefined;
}

function nameOf(value: unknown): string | undefined {
  const { name } = value as { name?: unknown };
  return typeof name === "string" ? name : undefined;
}

function isGlobal(value: unknown, name: string): boolean {
  return (value as Node).type === "Identifier" && nameOf(value) === name;
}

/** Whether the identifier is the key of a property or a type's member, which names nothing global. */
function isKey(node: Node, parent: Node | undefined): boolean {
  return (
    parent !== undefined &&
    parent["key"] === node &&
    parent["computed"] !== true &&
    parent["shorthand"] !== true
  );
}

/** Names that the file itself declares as variables, functions or parameters. */
function namesBoundIn(file: SourceFile): ReadonlySet<string> {
  const names = new Set<string>();
  const bind = (value: unknown) => {
    if (typeof value !== "object" || value === null) return;
    walk([value as Node], (node) => {
      if (node.type === "Identifier") names.add(nameOf(node) ?? "");
    });
  };
  walk(file.body, (node) => {
    if (node.type === "VariableDeclarator" || /^(Function|Class)Declaration$/.test(node.type))
      bind(node["id"]);
    if (Array.isArray(node["params"])) node["params"].forEach(bind);
  });
  return names;
}
