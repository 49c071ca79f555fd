/**
 * What the thread that makes an order and its workers say to each other. The arrays stand in shared memory and are
 * sent once, when a worker starts; each part owns its range of them, so nothing has to be locked.
 */
import type { Dissection, DissectionRule, Part } from "../../roads/order/dissection.ts";
import type { LevelStatistics } from "../../roads/order/order.ts";

export interface OrderWorkerData {
  readonly dissection: Dissection;
  readonly rule: DissectionRule;
}

export interface OrderRequest {
  readonly part: Part;
  /** Pieces of at most this many nodes are split to the end at once; the others come back, to be shared out. */
  readonly endNodes: number;
}

export interface OrderReply {
  /** What is left to be split, each of more than `endNodes`. */
  readonly parts: readonly Part[];
  readonly levels: readonly LevelStatistics[];
}
