/** Text of a form's field by name; empty when there is none (or it is a file, which no form here has). */
export function textOfField(form: HTMLFormElement, name: string): string {
  const value = new FormData(form).get(name);
  return typeof value === "string" ? value : "";
}
