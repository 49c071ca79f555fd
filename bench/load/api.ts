/**
 * A lean client for load: keep-alive connections, one request at a time each, as a console or a device would have.
 */

import { Agent, request } from "node:http";

export interface ApiAnswer {
  readonly status: number;
  readonly body: string;
}

export class Api {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #origin: string;
  readonly #token: string;

  constructor(origin: string, token: string) {
    this.#origin = origin;
    this.#token = token;
  }

  post(path: string, body: unknown): Promise<ApiAnswer> {
    const text = JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const sent = request(
        this.#origin + path,
        {
          method: "POST",
          agent: this.#agent,
          headers: {
            authorization: `Bearer ${this.#token}`,
            "content-type": "application/json",
            "content-length": Buffer.byteLength(text),
          },
        },
        (response) => {
          let answer = "";
          response.setEncoding("utf8");
          response.on("data", (chunk: string) => (answer += chunk));
          response.on("end", () => resolve({ status: response.statusCode ?? 0, body: answer }));
          response.on("error", reject);
        },
      );
      sent.on("error", reject);
      sent.end(text);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
