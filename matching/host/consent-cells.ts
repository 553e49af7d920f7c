import { headerWords } from '../columns/by-header.ts';

/** What a column of consent says where it says yes. */
const OUT_HEADER =
  /opt(ed)? ?out\b|\bunsubscri|\bdo ?not|\b(dnc|no (e ?mails?|mail|calls?|sms|marketing|contact|consent)|not (opted|subscribed))\b|\b(withdrawn|revoked|refused|declined|denied|blocked|suppress(ed|ion)?|(black|block) ?list(ed)?|abgemeldet)\b/;
const IN_HEADER = /opt(ed)? ?in\b|\bsubscribed?\b/;
const DATE_HEADER = /\b(date|time|timestamp|at|since|when)$/;
const YES = new Set('true t yes y 1 on x ja oui si'.split(' '));
const NO = new Set('false f no n 0 off nein non'.split(' '));
const OUT =
  /^((has )?opted out|opt out|unsubscribed?|not (subscribed|opted in|given|granted|allowed)|never( subscribed)?|no consent|do not (call|contact|e ?mail|mail|sms|text|track)|non marketing( contact)?|denied|refused|rejected|declined|withdrawn|revoked|blocked|suppressed)$/;
const IN = /^((has )?opted in|opt in|subscribed?|marketing contact)$/;
/** Of a column that asks whether somebody agrees; of one that asks whether somebody refuses, nobody knows what it is that was granted. */
const AGREED = /^(granted|given|confirmed|accepted|allowed)$/;

/** What a cell says of whether somebody may be written to. `unknown` counts as opted out, and so does an empty one. */
export function readConsentCell(header: string, cell: string): 'in' | 'out' | 'unknown' {
  const text = headerWords(cell);
  if (OUT.test(text)) return 'out';
  if (IN.test(text)) return 'in';
  const asks = askedBy(header);
  if (asks === 'in' && AGREED.test(text)) return 'in';
  if (asks === 'both' || (!YES.has(text) && !NO.has(text))) return 'unknown';
  return YES.has(text) === (asks === 'out') ? 'out' : 'in';
}

/** The strictest of the cells, the primary's first: one that opts out where any member is not opted in. `seen`: words of the column. */
export function strictestCell(header: string, cells: readonly string[], seen: readonly string[]): string {
  const [first = ''] = cells;
  if (cells.every((cell) => readConsentCell(header, cell) === 'in')) return first;
  const asks = askedBy(header);
  // When somebody agreed or refused: no word would be a date.
  if (DATE_HEADER.test(headerWords(header)) && cells.every((cell) => readConsentCell(header, cell) === 'unknown')) {
    return (asks === 'in' && cells.includes('') ? '' : cells.find((cell) => cell !== '')) ?? '';
  }
  const isOut = (cell: string): boolean => readConsentCell(header, cell) === 'out';
  return cells.find(isOut) ?? seen.find(isOut) ?? { out: 'true', in: 'false', both: 'opted out' }[asks];
}

/** Whether a yes of the column agrees or refuses; both: nobody can tell. */
function askedBy(header: string): 'in' | 'out' | 'both' {
  const words = headerWords(header);
  if (!OUT_HEADER.test(words)) return 'in';
  return IN_HEADER.test(words.replace(/\bnot (opted in|subscribed)\b/g, '')) ? 'both' : 'out';
}
