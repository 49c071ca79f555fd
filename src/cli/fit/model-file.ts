/**
 * The file of a demand model: YAML that a planner can read (or JSON, by the name's end), and its hash, by which a rehearsal
 * says what it was drawn from.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { Document, isCollection, isMap, isSeq, visit, type Node } from "yaml";
import type { DemandModel } from "../../sim/demand-model/demand-model.ts";
import { demandModelFileSchema } from "../../wire/demand-model/demand-model-schema.ts";
import { writeOutFile } from "../out-files.ts";
import { readYamlFile } from "../yaml-file.ts";

export interface OpenedModel {
  readonly model: DemandModel;
  readonly sha256: string;
}

/** Throws FileFault, with file, line and reason. */
export function readModelFile(path: string): OpenedModel {
  const model: DemandModel = readYamlFile(path, demandModelFileSchema);
  return { model, sha256: createHash("sha256").update(readFileSync(path)).digest("hex") };
}

/** Throws CliFault `fit.unwritten`. */
export function writeModelFile(path: string, model: DemandModel): void {
  writeOutFile(path, path.endsWith(".json") ? jsonOf(model) : yamlOf(model), "fit.unwritten");
}

function jsonOf(model: DemandModel): string {
  return `${JSON.stringify(model, undefined, 2)}\n`;
}

const opening = ` A demand model fitted to recorded calls by muster fit; docs/reference/fit.md tells the keys.
 Figures only: places are squares with several calls from several points in each, and no words of any call are here.`;

function yamlOf(model: DemandModel): string {
  const document = new Document(model);
  document.commentBefore = opening;
  visit(document, {
    Collection(_, node) {
      if (isSmall(node)) node.flow = true;
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

/** Lists of numbers and small maps of plain values stand on one line. */
function isSmall(node: Node): boolean {
  if (isSeq(node)) return node.items.every((item) => !isCollection(item));
  return isMap(node) && node.items.length <= 8 && node.items.every((pair) => !isMap(pair.value));
}

/** Six significant digits: more would claim what no record knows. */
export function roundFigures<Value>(value: Value): Value {
  if (typeof value === "number")
    return (Number.isInteger(value) ? value : Number(value.toPrecision(6))) as Value;
  if (Array.isArray(value)) return value.map((each: unknown) => roundFigures(each)) as Value;
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, roundFigures(each as unknown)]),
  ) as Value;
}
