/**
 * Turn restrictions of OpenStreetMap (https://wiki.openstreetmap.org/wiki/Relation:restriction): from a way over a node
 * or over ways to a way, forbidden (`no_*`) or the only one allowed (`only_*`). Those that are not for cars, hold at
 * certain hours only, or lack a member are left out, each with its reason.
 */
import type { LeftOut } from "../source/map-fault.ts";
import type { SourceTurn } from "../source/road-source.ts";
import type { OsmMember, OsmRelation } from "./osm-data.ts";

const kinds =
  /^(no|only)_(left_turn|right_turn|straight_on|u_turn|entry|exit|turn|right|left|straight)/;

/** `nodeOf` gives the index of a node by its id, or -1. */
export function listTurns(
  relations: readonly OsmRelation[],
  nodeOf: (id: number) => number,
  leftOut: LeftOut,
): SourceTurn[] {
  return relations.flatMap((relation) => {
    const turns = readTurns(relation, nodeOf);
    if (typeof turns !== "string") return turns;
    leftOut.add(turns, `relation ${relation.id}`);
    return [];
  });
}

/** Several `from` or `to` ways make several turns. A text is the reason for leaving it out. */
function readTurns(relation: OsmRelation, nodeOf: (id: number) => number): SourceTurn[] | string {
  const { id, tags, members } = relation;
  const kind =
    tags["restriction:motorcar"] ?? tags["restriction:motor_vehicle"] ?? tags["restriction"];
  if (kind === undefined)
    return tags["restriction:conditional"] === undefined
      ? "turn restriction for other vehicles only"
      : "turn restriction at certain hours only";
  if (tags["day_on"] !== undefined || tags["hour_on"] !== undefined)
    return "turn restriction at certain hours only";
  const match = kinds.exec(kind);
  if (match === null) return `turn restriction of the kind ${kind.slice(0, 40)}`;
  if (/motorcar|motor_vehicle/.test(tags["except"] ?? ""))
    return "turn restriction except for cars";
  const froms = waysOf(members, "from");
  const tos = waysOf(members, "to");
  if (froms.length === 0 || tos.length === 0) return "turn restriction without a way from or to";
  const viaNodes = members.filter(({ kind: of, role }) => of === "node" && role === "via");
  const viaWays = waysOf(members, "via");
  if (viaNodes.length + viaWays.length === 0) return "turn restriction without a place to turn";
  const isOnly = match[1] === "only";
  if (viaWays.length > 0) {
    return pairs(
      froms,
      tos,
      id,
      (from, to) => ({ ways: [from, ...viaWays, to], viaNode: -1 }),
      isOnly,
    );
  }
  if (viaNodes.length > 1) return "turn restriction over several nodes";
  const viaNode = nodeOf(viaNodes[0].ref);
  if (viaNode < 0) return "turn restriction at a node that no road of the map has";
  return pairs(froms, tos, id, (from, to) => ({ ways: [from, to], viaNode }), isOnly);
}

function waysOf(members: readonly OsmMember[], role: string): number[] {
  return members
    .filter((member) => member.kind === "way" && member.role === role)
    .map(({ ref }) => ref);
}

function pairs(
  froms: readonly number[],
  tos: readonly number[],
  id: number,
  make: (from: number, to: number) => Pick<SourceTurn, "ways" | "viaNode">,
  isOnly: boolean,
): SourceTurn[] {
  return froms.flatMap((from) =>
    tos.map((to) => ({ element: `relation ${id}`, isOnly, ...make(from, to) })),
  );
}
