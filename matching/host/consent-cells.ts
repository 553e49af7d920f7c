/** What a column of consent says where it says yes. */
const OUT_HEADER = /\b(opt(ed)? ?out|unsubscribed?|do ?not|dnc|no (mail|email|call|sms|marketing))\b/;
const YES = new Set('true yes y 1 on x ja oui si'.split(' '));
const NO = new Set('false no n 0 off nein non'.split(' '));
const OUT =
  /^(opted out|opt out|unsubscribed|do not (contact|call|email)|denied|refused|declined|withdrawn|revoked|blocked|never)$/;
const IN = /^(opted in|opt in|subscribed|granted|given|confirmed|accepted|allowed)$/;

/** What a cell says of whether somebody may be written to. `unknown` counts as opted out, and so does an empty one. */
export function readConsentCell(header: string, cell: string): 'in' | 'out' | 'unknown' {
  const text = wordsOf(cell);
  if (OUT.test(text)) return 'out';
  if (IN.test(text)) return 'in';
  if (!YES.has(text) && !NO.has(text)) return 'unknown';
  return YES.has(text) === isOfOptOut(header) ? 'out' : 'in';
}

/** The strictest of the cells, the primary's first: one that opts out where any member is not opted in. `seen`: words of the column. */
export function strictestCell(header: string, cells: readonly string[], seen: readonly string[]): string {
  const [first = ''] = cells;
  if (cells.every((cell) => readConsentCell(header, cell) === 'in')) return first;
  const isOut = (cell: string): boolean => readConsentCell(header, cell) === 'out';
  return cells.find(isOut) ?? seen.find(isOut) ?? (isOfOptOut(header) ? 'true' : 'false');
}

function isOfOptOut(header: string): boolean {
  return OUT_HEADER.test(wordsOf(header.replace(/([a-z])([A-Z])/g, '$1 $2')));
}

function wordsOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
