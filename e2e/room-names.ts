/** Names that the browser tests and their server share. */

export const roomRegion = "harbour";
export const roomPassword = "a phrase for the test room";
