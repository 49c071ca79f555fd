/** A worker that splits parts of a map for its contraction order; ends when it is told to or its port is closed. */
import { parentPort, workerData } from "node:worker_threads";
import { assert } from "../../base/assert.ts";
import { Dissector, type Part } from "../../roads/order/dissection.ts";
import { LevelCounts, splitToEnd } from "../../roads/order/order.ts";
import type { OrderReply, OrderRequest, OrderWorkerData } from "./order-messages.ts";

const port = parentPort;
assert(port !== null, "order-worker runs in a worker thread");
const { dissection, rule } = workerData as OrderWorkerData;
const dissector = new Dissector(dissection, rule);

port.on("message", ({ part, endNodes }: OrderRequest) => {
  const levels = new LevelCounts();
  const split = dissector.split(part);
  levels.addCut(part.level, split.separator);
  const parts: Part[] = [];
  for (const piece of split.parts) {
    if (piece.to - piece.from > endNodes) parts.push(piece);
    else splitToEnd(dissector, piece, levels);
  }
  port.postMessage({ parts, levels: levels.list() } satisfies OrderReply);
});
