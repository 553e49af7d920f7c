/** A custom field that says whether a person may be contacted, and how its values are read. */
export interface ConsentMapping {
  field: string;
  /** Means "opted out", and is what is written where no member who opted out has a word of their own. */
  optedOut: ConsentValue;
  /** Of a text field: all that means "opted out", `optedOut` first. Absent: that alone. */
  optedOutWords?: string[];
  /** Of a text field: all that means "opted in". Absent: nothing does. */
  optedInWords?: string[];
  /** Fields of one channel are one consent. Absent: the field is a channel of its own. */
  channel?: string;
}

export type ConsentValue = boolean | string;

/** Custom fields of one contact, by name, as the CRM has them. */
export type CustomFields = Readonly<Record<string, unknown>>;

/** Field to the value that opts out. */
export type OptOuts = Readonly<Record<string, ConsentValue>>;

/** Field to all texts that opt out. */
export type OptOutWords = Readonly<Record<string, readonly string[]>>;

/** How a field of a contact is read. `absent`: it says nothing. `unknown`: it says something that the rules have no word for. */
export type ConsentReading = 'in' | 'out' | 'absent' | 'unknown';

export function readConsent(mapping: ConsentMapping, fields: CustomFields): ConsentReading {
  const { field, optedOut, optedInWords = [] } = mapping;
  const value = fields[field];
  if (isAbsent(value)) return 'absent';
  if (typeof value !== typeof optedOut) return 'unknown';
  if (typeof value !== 'string') return value === optedOut ? 'out' : 'in';
  if (isOneOf(outWords(mapping), value)) return 'out';
  return isOneOf(optedInWords, value) ? 'in' : 'unknown';
}

/**
 * The strictest of all members, field by field, in whatever order they come: who opted out anywhere is out, and so is who lacks
 * a field that another member has. A field that opts out takes its whole channel with it. Where nobody has a field, and where a
 * value is unknown, nothing is decided by it.
 */
export function strictest(cluster: { mapping: readonly ConsentMapping[]; members: readonly CustomFields[] }): OptOuts {
  const { mapping, members } = cluster;
  const read = mapping.map((entry) => ({ entry, found: new Set(members.map((one) => readConsent(entry, one))) }));
  const known = read.filter(({ found }) => found.has('in') || found.has('out'));
  const out = known.filter(({ found }) => found.has('out') || found.has('absent'));
  const channels = new Set(out.map(({ entry }) => channelOf(entry)));
  const closed = known.filter(({ entry }) => channels.has(channelOf(entry)));
  return Object.fromEntries(closed.map(({ entry }) => [entry.field, wordFor(entry, members)]));
}

/** What of the strictest a contact does not say yet: what must be written to it. Never holds anything but opt-outs. */
export function looser(request: { strict: OptOuts; words?: OptOutWords; fields: CustomFields }): OptOuts {
  const { strict, words = {}, fields } = request;
  return Object.fromEntries(
    Object.entries(strict).filter(([field, value]) => !says([value, ...(words[field] ?? [])], fields[field])),
  );
}

/** What each text field has for "opted out": one that says any of it is not written to. */
export function optOutWords(mapping: readonly ConsentMapping[]): OptOutWords {
  return Object.fromEntries(
    mapping.flatMap((entry) => (typeof entry.optedOut === 'string' ? [[entry.field, outWords(entry)]] : [])),
  );
}

/** The first field whose value the rules have no word for. */
export function unknownField(mapping: readonly ConsentMapping[], fields: CustomFields): ConsentMapping | null {
  return mapping.find((entry) => readConsent(entry, fields) === 'unknown') ?? null;
}

/** The word of a member who opted out; of several the one that stands first in the rules. */
function wordFor(mapping: ConsentMapping, members: readonly CustomFields[]): ConsentValue {
  if (typeof mapping.optedOut === 'boolean') return mapping.optedOut;
  const own = members.map((member) => member[mapping.field]).filter((value) => typeof value === 'string');
  const words = outWords(mapping).flatMap((word) => own.filter((value) => isOneOf([word], value)).sort());
  return words[0] ?? mapping.optedOut;
}

function channelOf({ channel, field }: ConsentMapping): string {
  return channel === undefined ? `field ${field}` : `channel ${channel}`;
}

function outWords({ optedOut, optedOutWords }: ConsentMapping): readonly string[] {
  return optedOutWords ?? (typeof optedOut === 'string' ? [optedOut] : []);
}

/** A CRM may omit what is absent; null and blank text say nothing either. */
function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

function says(words: readonly ConsentValue[], value: unknown): boolean {
  return words.includes(value as ConsentValue) || (typeof value === 'string' && isOneOf(words, value));
}

/** Text is compared as a person reads it: without regard to case and outer blanks. */
function isOneOf(words: readonly ConsentValue[], value: string): boolean {
  const small = value.trim().toLowerCase();
  return words.some((word) => typeof word === 'string' && word.trim().toLowerCase() === small);
}
