/** What may be asked for about a hand-over. */

export type HandOverCommand =
  | {
      readonly type: "hand-over.begin";
      /** What the next one must know besides. */
      readonly words?: string;
    }
  | {
      readonly type: "hand-over.confirm";
      readonly handOver: number;
      /** Of whoever takes over, as they sign it. */
      readonly name: string;
    }
  | { readonly type: "hand-over.withdraw"; readonly handOver: number; readonly reason: string }
  /** By the server: an account signed out and did not hand over. */
  | { readonly type: "hand-over.owe"; readonly account: string };
