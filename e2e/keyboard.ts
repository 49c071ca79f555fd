/**
 * Acting by keyboard alone: walking to a named control with Tab as a person does, and saying which control has the
 * focus. A control that Tab can't reach fails the test.
 */

import assert from "node:assert/strict";
import type { Page } from "playwright-core";

/** More stops than any page between two controls in use. */
const stopsMost = 200;

/** Accessible name and words of the focused element, as far as tests need them. */
export async function focusedName(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return "";
    const label = element.getAttribute("aria-label");
    const isField =
      element instanceof HTMLInputElement ||
      element instanceof HTMLTextAreaElement ||
      element instanceof HTMLSelectElement;
    const labels = isField ? element.labels : null;
    return (label ?? labels?.[0]?.textContent ?? element.textContent ?? "").trim();
  });
}

/** Presses Tab until the focused control's name fits. */
export async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let stop = 0; stop < stopsMost; stop += 1) {
    if (name.test(await focusedName(page))) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`Tab never came to ${name}; it stopped at "${await focusedName(page)}"`);
}
