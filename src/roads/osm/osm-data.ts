/**
 * The elements of an OpenStreetMap extract that a map is made of, as they stand in the file: all nodes as columns, and
 * ways, relations and nodes with the tags that somebody asked for. Not here: what tags mean (the other files of this
 * folder), and the file format (read-pbf.ts).
 */

export type Tags = Readonly<Record<string, string>>;

export interface OsmNodes {
  readonly count: number;
  /** Ascending. */
  readonly id: Float64Array;
  readonly latE7: Int32Array;
  readonly lonE7: Int32Array;
}

export interface OsmWay {
  readonly id: number;
  readonly tags: Tags;
  /** Ids of its nodes, in order. */
  readonly refs: Float64Array;
}

export interface OsmTaggedNode {
  readonly id: number;
  readonly tags: Tags;
  readonly latE7: number;
  readonly lonE7: number;
}

export interface OsmMember {
  readonly kind: "node" | "way" | "relation";
  readonly ref: number;
  readonly role: string;
}

export interface OsmRelation {
  readonly id: number;
  readonly tags: Tags;
  readonly members: readonly OsmMember[];
}

export interface OsmData {
  readonly nodes: OsmNodes;
  readonly taggedNodes: readonly OsmTaggedNode[];
  readonly ways: readonly OsmWay[];
  readonly relations: readonly OsmRelation[];
  /** Seconds since 1970 up to which the data is complete, as the header says; 0 = it does not say. */
  readonly dataSeconds: number;
  readonly counts: { readonly nodes: number; readonly ways: number; readonly relations: number };
}

/** Index of the node with this id, or -1. */
export function findNode({ id, count }: OsmNodes, wanted: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (id[middle] < wanted) low = middle + 1;
    else high = middle;
  }
  return low < count && id[low] === wanted ? low : -1;
}
