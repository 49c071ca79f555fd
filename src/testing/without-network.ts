/** Flags with which the runtime gives a process files and threads, and no network and no other programs (Node's permission model). */
export const withoutNetwork: readonly string[] = [
  "--permission",
  "--allow-fs-read=*",
  "--allow-fs-write=*",
  "--allow-worker",
  "--disable-warning=PERM0006",
];
