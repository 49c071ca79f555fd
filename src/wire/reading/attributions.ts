/**
 * Who said something, and other marks of where a text comes from: names with a verb of saying, "according to", quoted
 * words, unnamed sources, links. What is found is shown to a person; nobody is looked up, and no link is followed.
 */

export interface Attribution {
  /** As it stands in the text. */
  readonly who: string;
  /** "sources", "it is understood": nobody who could be asked. */
  readonly isUnnamed: boolean;
  readonly start: number;
}

const who = String.raw`(?:(?:[Tt]he |[Aa] |[Aa]n )?(?:[a-z]+ ){0,3})?(?:(?:Mr|Mrs|Ms|Dr|Cllr|Sir|Dame|Chief|Inspector|Superintendent|Sgt|PC|Councillor|Constable|Commissioner|Officer|Minister)\.? )*[A-Z][\p{L}'’-]+(?: (?:of |de |van |the )?[A-Z][\p{L}'’-]+){0,4}`;
const role = String.raw`(?:[Tt]he|[Aa]n?) (?:[a-z]+ ){0,3}(?:spokes(?:man|woman|person)|officer|chief|minister|councillor|witness|resident|caller|dispatcher|leader|mayor|union)`;
const says = String.raw`(?:said|says|told|claimed|claims|added|confirmed|announced|warned|stated|reported|insisted|admitted|tweeted|wrote)`;

const rules: readonly (readonly [RegExp, boolean])[] = [
  [new RegExp(String.raw`\b[Aa]ccording to (${who}|${role})`, "gu"), false],
  [
    new RegExp(
      String.raw`(?:^|[\s"“'(,])(${role}(?: (?:for|of|from) (?:the )?[\p{L} ]{2,40}?)?|${who}) (?:also )?${says}\b`,
      "gu",
    ),
    false,
  ],
  [new RegExp(String.raw`\b${says},? (${role}|${who})`, "gu"), false],
  [
    /\b((?:[a-z]+ )?sources?|insiders?|it is understood|it is believed|reportedly|allegedly|some say|critics|observers)\b/gi,
    true,
  ],
];

export function listAttributions(text: string): Attribution[] {
  const found: Attribution[] = [];
  for (const [pattern, isUnnamed] of rules)
    for (const match of text.matchAll(pattern)) {
      const [whole, name] = match;
      const start = match.index + whole.indexOf(name);
      const end = start + name.length;
      if (found.some((each) => start < each.start + each.who.length && each.start < end)) continue;
      found.push({ who: name, isUnnamed, start });
    }
  return found.sort((a, b) => a.start - b.start);
}

/** http and https links, without the point or bracket that ends a sentence after them. */
export function listLinks(text: string): string[] {
  const links = text.match(/\bhttps?:\/\/[^\s<>"'”]+/g) ?? [];
  return [...new Set(links.map((link) => link.replace(/[.,;:!?)\]]+$/, "")))].slice(0, 200);
}
