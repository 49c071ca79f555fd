/**
 * Counts the changes of what the fold makes of a log. A snapshot names the one it was made by: made by another, it may hold a
 * mistake that was mended since, or lack what is derived now, and is folded again. Raise it with every change of a change
 * function that gives any log another state; the test beside this says when, as far as the golden histories can tell.
 */
export const foldVersion = 35;
