/** The one place that looks an element of the page up by id. */

import { BugError } from "../../base/assert.ts";

export function getElement(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new BugError(`the page has no element with the id "${id}"`);
  return element;
}
