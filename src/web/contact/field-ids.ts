/** Ids of the contact form's fields, so that a fault can put the focus where it belongs. One form is open at a time. */

export const fieldIds = {
  number: "contact-number",
  name: "contact-name",
  place: "contact-place",
  words: "contact-words",
  type: "contact-type",
  reasons: "contact-reasons",
  grade: "contact-grade",
} as const;
