/** What the live loop may say of the manual pack: whether it can be written. Never a client. */

export type ManualPackCommand = {
  readonly type: "manual-pack.note";
  readonly isWritten: boolean;
};
