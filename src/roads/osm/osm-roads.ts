/**
 * The roads of an OpenStreetMap extract: which elements are asked for when the file is read, and the road source that
 * comes out of them. References to nodes that the extract does not hold end the road there; each is counted with the
 * way's id. Not here: the place search's part (wire), the network (compile/).
 */
import type { LeftOut } from "../source/map-fault.ts";
import type { RoadSource, SourceRoad } from "../source/road-source.ts";
import { readBarrier } from "./access.ts";
import { findNode, type OsmData, type OsmWay, type Tags } from "./osm-data.ts";
import { readRoadTags, type RoadTags } from "./road-tags.ts";
import { listTurns } from "./turn-restrictions.ts";

export function isRoadWay(tags: Tags): boolean {
  return tags["highway"] !== undefined;
}

export function isTurnRelation(tags: Tags): boolean {
  return (tags["type"] ?? "").startsWith("restriction");
}

export function isBarrierNode(tags: Tags): boolean {
  return tags["barrier"] !== undefined;
}

export function roadsFromOsm(data: OsmData, leftOut: LeftOut): RoadSource {
  const builder = new RoadBuilder(data, leftOut);
  for (const way of data.ways) if (isRoadWay(way.tags)) builder.add(way);
  return builder.end();
}

/**
 * Rules that hold at certain hours, or under certain conditions, which no time knows: who may use the road, in which
 * direction, how fast. The road has the rules that it has without them, and is listed.
 */
const hourlyTag =
  /^(access|vehicle|motor_vehicle|motorcar|emergency|bus|psv|foot|bicycle|oneway|maxspeed|maxweight|lanes)(:.*)?:conditional$|^opening_hours$/;

class RoadBuilder {
  readonly #data: OsmData;
  readonly #leftOut: LeftOut;
  readonly #roads: SourceRoad[] = [];
  /** By index of the extract's nodes: index among the roads' nodes plus 1, 0 = no road has it. */
  readonly #number: Int32Array;
  readonly #nodes: number[] = [];

  constructor(data: OsmData, leftOut: LeftOut) {
    this.#data = data;
    this.#leftOut = leftOut;
    this.#number = new Int32Array(data.nodes.count);
  }

  add(way: OsmWay): void {
    const element = `way ${way.id}`;
    const read = readRoadTags(way.tags);
    if ("reason" in read) {
      this.#leftOut.add(read.reason, element);
      return;
    }
    if (read.motor === undefined && read.path === undefined) {
      this.#leftOut.add("a road that nobody may use", element);
      return;
    }
    for (const finding of read.findings)
      this.#leftOut.add(`tag not understood: ${finding}`, element);
    for (const key of Object.keys(way.tags))
      if (hourlyTag.test(key))
        this.#leftOut.add(`not applied, holds at certain hours: ${key}`, element);
    this.#addParts(way, read, element);
  }

  /** The road is interrupted where a node is missing: an extract cuts roads at its edge. */
  #addParts({ id, refs }: OsmWay, read: RoadTags, element: string): void {
    let part: number[] = [];
    const end = (): void => {
      if (part.length > 1) this.#put(id, part, read);
      part = [];
    };
    for (const ref of refs) {
      const node = findNode(this.#data.nodes, ref);
      if (node < 0) {
        this.#leftOut.add(
          "reference to a node that the file does not hold",
          `${element}, node ${ref}`,
        );
        end();
      } else if (part.at(-1) !== node) part.push(node);
    }
    const isEmpty = part.length < 2 && refs.length < 2;
    if (isEmpty) this.#leftOut.add("a road of fewer than two nodes", element);
    end();
  }

  #put(wayId: number, part: readonly number[], { findings: _findings, ...read }: RoadTags): void {
    const nodes = Int32Array.from(part, (node) => {
      if (this.#number[node] === 0) {
        this.#nodes.push(node);
        this.#number[node] = this.#nodes.length;
      }
      return this.#number[node] - 1;
    });
    this.#roads.push({ wayId, nodes, ...read });
  }

  end(): RoadSource {
    const { nodes, taggedNodes, relations } = this.#data;
    const nodeOf = (id: number): number => {
      const node = findNode(nodes, id);
      return node < 0 ? -1 : this.#number[node] - 1;
    };
    const motorBarriers = new Map<number, number>();
    const pathBarriers = new Map<number, number>();
    for (const { id, tags } of taggedNodes) {
      const node = nodeOf(id);
      const barrier = node < 0 ? undefined : readBarrier(tags);
      if (barrier === undefined) continue;
      if (!barrier.isKnown)
        this.#leftOut.add(
          `barrier=${tags["barrier"].slice(0, 40)}, taken for a gate`,
          `node ${id}`,
        );
      if (barrier.motor !== 0) motorBarriers.set(node, barrier.motor);
      if (barrier.path !== 0) pathBarriers.set(node, barrier.path);
    }
    return {
      nodeCount: this.#nodes.length,
      latE7: Int32Array.from(this.#nodes, (node) => nodes.latE7[node]),
      lonE7: Int32Array.from(this.#nodes, (node) => nodes.lonE7[node]),
      motorBarriers,
      pathBarriers,
      roads: this.#roads,
      turns: listTurns(
        relations.filter(({ tags }) => isTurnRelation(tags)),
        nodeOf,
        this.#leftOut,
      ),
    };
  }
}
