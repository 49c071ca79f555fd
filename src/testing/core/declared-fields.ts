/**
 * The fields that events and commands declare, read from the syntax tree of their source: types are gone when a
 * program runs, and the reference must name every field that exists and none that does not. Nested fields of `text`
 * are named `text.words`. Not here: what a field means.
 */

import { readFileSync } from "node:fs";
import { readSource, walk, type Node } from "../tidy/source-file.ts";

/** Field names by the value of `type`, `type` itself left out; optional ones end with "?". */
export type DeclaredFields = ReadonlyMap<string, readonly string[]>;

interface Member {
  readonly key: { readonly name: string };
  readonly optional?: boolean;
  readonly typeAnnotation: { readonly typeAnnotation: Node };
}

/** `file` is an absolute path; every object type in it with a literal `type` counts. */
export function readDeclaredFields(file: string): DeclaredFields {
  const source = readSource(file, readFileSync(file, "utf8"));
  const interfaces = new Map<string, readonly Member[]>();
  const found = new Map<string, readonly string[]>();
  const add = (members: readonly Member[]): void => {
    const type = members.find((member) => member.key.name === "type")?.typeAnnotation
      .typeAnnotation;
    const literal =
      type?.type === "TSLiteralType" ? (type["literal"] as { value: unknown }).value : undefined;
    if (typeof literal === "string" && literal.includes(".")) found.set(literal, namesOf(members));
  };
  walk(source.body, (node) => {
    if (node.type !== "TSInterfaceDeclaration") return;
    const members = (node["body"] as { body: readonly Member[] }).body;
    interfaces.set((node["id"] as { name: string }).name, members);
    add(members);
  });
  walk(source.body, (node, parent) => {
    if (node.type === "TSTypeLiteral" && parent?.type !== "TSIntersectionType")
      add(node["members"] as readonly Member[]);
    if (node.type !== "TSIntersectionType") return;
    add((node["types"] as readonly Node[]).flatMap((part) => membersOf(part, interfaces)));
  });
  return found;
}

function membersOf(
  part: Node,
  interfaces: ReadonlyMap<string, readonly Member[]>,
): readonly Member[] {
  if (part.type === "TSTypeLiteral") return part["members"] as readonly Member[];
  if (part.type !== "TSTypeReference") return [];
  return interfaces.get((part["typeName"] as { name: string }).name) ?? [];
}

function namesOf(members: readonly Member[]): string[] {
  return members
    .filter((member) => member.key.name !== "type")
    .flatMap((member) => {
      const name = member.key.name + (member.optional === true ? "?" : "");
      const inner = member.typeAnnotation.typeAnnotation;
      if (member.key.name !== "text" || inner.type !== "TSTypeLiteral") return [name];
      return namesOf(inner["members"] as readonly Member[]).map((each) => `text.${each}`);
    });
}
