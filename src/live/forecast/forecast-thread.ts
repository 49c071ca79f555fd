/**
 * The thread of this process that makes forecasts, for all its regions, one after the other. What people ask goes before
 * what is made by itself. When the thread dies it is begun anew with the next task: a forecast is never on the command
 * path. Not here: when a forecast is due (forecaster.ts).
 */
import { Worker } from "node:worker_threads";
import type { Forecast, NoForecast, WhatIf } from "../../core/forecast.ts";
import { LiveFault } from "../fault.ts";
import type { ForecastReply, ForecastTask, ForecastWorkerData } from "./forecast-worker.ts";
import { forecastLimits, type ForecastKind } from "./kinds.ts";
import { transferOf, type Picture } from "./picture.ts";

export interface WantedForecast {
  readonly picture: Picture;
  readonly kind: ForecastKind;
  readonly whatIf?: WhatIf | undefined;
  /** Unsigned 32-bit integer; of forecasts that are compared the same. */
  readonly seed: number;
  /** A person waits for it. */
  readonly isQuestion: boolean;
}

interface Waiting extends WantedForecast {
  readonly resolve: (result: Forecast | NoForecast) => void;
  readonly reject: (error: unknown) => void;
}

export class ForecastThread {
  readonly #given: ForecastWorkerData;
  readonly #futures: number;
  readonly #onRoadsFault: (fault: string) => void;
  #worker: Worker | undefined;
  readonly #questions: Waiting[] = [];
  readonly #others: Waiting[] = [];
  #playing: { readonly task: number; readonly waiting: Waiting } | undefined;
  #tasks = 0;
  #isClosed = false;

  /** `futures`: of a near forecast; a far one has its share of them. `onRoadsFault` hears why roads failed. */
  constructor(
    given: ForecastWorkerData,
    futures: number,
    onRoadsFault: (fault: string) => void = () => undefined,
  ) {
    this.#given = given;
    this.#onRoadsFault = onRoadsFault;
    this.#futures = futures;
  }

  /** Rejects with LiveFault `live.busy` when too many people wait already. */
  make(wanted: WantedForecast): Promise<Forecast | NoForecast> {
    if (this.#isClosed) return Promise.reject(stopping());
    const line = wanted.isQuestion ? this.#questions : this.#others;
    if (wanted.isQuestion && line.length >= forecastLimits.waitingQuestions)
      return Promise.reject(
        new LiveFault(
          "live.busy",
          `${line.length} forecasts are being asked for already; ask again in a minute.`,
        ),
      );
    const { promise, resolve, reject } = Promise.withResolvers<Forecast | NoForecast>();
    line.push({ ...wanted, resolve, reject });
    this.#hand();
    return promise;
  }

  #hand(): void {
    if (this.#playing !== undefined) return;
    const next = this.#questions.shift() ?? this.#others.shift();
    if (next === undefined) return;
    this.#worker ??= this.#start();
    this.#tasks += 1;
    this.#playing = { task: this.#tasks, waiting: next };
    const { picture, kind, seed, whatIf } = next;
    const futures = this.#futures;
    const task: ForecastTask = { task: this.#tasks, picture, kind, seed, whatIf, futures };
    this.#worker.postMessage(task, transferOf(picture));
  }

  #start(): Worker {
    const url = new URL("./forecast-worker.ts", import.meta.url);
    const worker = new Worker(url, { workerData: this.#given, execArgv: [] });
    worker.unref();
    worker.on("message", (reply: ForecastReply) => this.#take(reply));
    worker.on("error", (error) => this.#lose(worker, error));
    worker.on("exit", () => this.#lose(worker, new Error("the forecast thread ended")));
    return worker;
  }

  #take(reply: ForecastReply): void {
    if (this.#playing?.task !== reply.task) return;
    const { waiting } = this.#playing;
    this.#playing = undefined;
    if ("fault" in reply) waiting.reject(new Error(reply.fault));
    else {
      if (reply.roadsFault !== undefined) this.#onRoadsFault(reply.roadsFault);
      waiting.resolve(reply.result);
    }
    this.#hand();
  }

  #lose(worker: Worker, error: unknown): void {
    if (worker !== this.#worker) return;
    this.#worker = undefined;
    const playing = this.#playing;
    this.#playing = undefined;
    playing?.waiting.reject(error);
    if (!this.#isClosed) this.#hand();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const worker = this.#worker;
    this.#worker = undefined;
    for (const { reject } of [...this.#questions.splice(0), ...this.#others.splice(0)])
      reject(stopping());
    this.#playing?.waiting.reject(stopping());
    this.#playing = undefined;
    await worker?.terminate();
  }
}

function stopping(): LiveFault {
  return new LiveFault("live.stopping", "The server is stopping; ask again soon.");
}
