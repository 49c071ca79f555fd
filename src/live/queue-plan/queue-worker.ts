/** The thread that solves one queue and ends: solving takes up to a second or two, and commands must not wait for it. */

import { parentPort, workerData } from "node:worker_threads";
import { assert } from "../../base/assert.ts";
import { planQueue } from "../../plan/queue/plan-queue.ts";
import type { QueueInput } from "../../plan/queue/queue-input.ts";

assert(parentPort !== null, "the queue's worker runs in a thread");
parentPort.postMessage(planQueue(workerData as QueueInput), []);
