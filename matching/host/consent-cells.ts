import { headerWords } from '../columns/by-header.ts';

/** What a column of consent says where it says yes. */
const OUT_HEADER =
  /opt(ed)? ?out\b|\bunsubscri|\bdo ?not|\b(dnc|no (e ?mails?|mail|calls?|sms|marketing|contact|consent)|not (opted|subscribed))\b|\b(withdrawn|revoked|refused|declined|denied|blocked|suppress(ed|ion)?|(black|block) ?list(ed)?|abgemeldet)\b/;
const IN_HEADER = /opt(ed)? ?in\b|\bsubscribed?\b/;
/** Of a column that says on what ground somebody is written to: no yes or no would be a word of it. */
const BASIS_HEADER = /\b((legal|lawful) (basis|ground)|rechtsgrundlage)\b/;
const NO_BASIS = /^(not applicable|n a|none|no( legal| lawful)? (basis|ground)|unknown|keine)?$/;
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
  if (BASIS_HEADER.test(headerWords(header))) return strictestBasis(header, cells, seen);
  const asks = askedBy(header);
  // When somebody agreed or refused: no word would be a date.
  if (DATE_HEADER.test(headerWords(header)) && cells.every((cell) => readConsentCell(header, cell) === 'unknown')) {
    return (asks === 'in' && cells.includes('') ? '' : cells.find((cell) => cell !== '')) ?? '';
  }
  const isOut = (cell: string): boolean => readConsentCell(header, cell) === 'out';
  return cells.find(isOut) ?? seen.find(isOut) ?? { out: 'true', in: 'false', both: 'opted out' }[asks];
}

/** A ground that all have; else that there is none, in a word of the column where it has one: which of two grounds is the stricter nobody can tell. */
function strictestBasis(header: string, cells: readonly string[], seen: readonly string[]): string {
  const [first = ''] = cells;
  const isNone = (cell: string): boolean => readConsentCell(header, cell) === 'out' || NO_BASIS.test(headerWords(cell));
  if (!isNone(first) && cells.every((cell) => headerWords(cell) === headerWords(first))) return first;
  const isWord = (cell: string): boolean => cell !== '' && isNone(cell);
  return cells.find(isWord) ?? seen.find(isWord) ?? 'Not applicable';
}

/** Whether a yes of the column agrees or refuses; both: nobody can tell. */
function askedBy(header: string): 'in' | 'out' | 'both' {
  const words = headerWords(header);
  if (!OUT_HEADER.test(words)) return 'in';
  return IN_HEADER.test(words.replace(/\bnot (opted in|subscribed)\b/g, '')) ? 'both' : 'out';
}
