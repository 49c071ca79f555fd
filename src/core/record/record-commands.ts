/** What may be said about the record of a region. All are the server's own: it does what they say beside the log. */

export type RecordCommand =
  | {
      /** Asked by an administrator through a route of its own. */
      readonly type: "record.erase-text";
      readonly position: number;
      readonly askedBy: string;
      readonly reason: string;
    }
  | {
      /** Said by who keeps the record, when other keys sign than before. */
      readonly type: "record.set-keys";
      readonly keys: readonly string[];
    }
  | {
      /** Said by the live loop: whether the record keeps up. */
      readonly type: "record.note-signing";
      readonly isUpToDate: boolean;
      /** Why not; "" where it is. */
      readonly code: string;
    }
  | {
      /** Said by the live loop: whether as many witnesses cosign as are required. */
      readonly type: "record.note-cosigning";
      readonly present: number;
      readonly required: number;
    };
