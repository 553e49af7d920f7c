/** What a level of agreement is called where people read it; what plans and models call it is left of it. */
const LEVELS: Record<string, string> = {
  different: 'different',
  alike: 'somewhat alike',
  swapped: 'first and last name exchanged',
  part: 'an initial or a part of the other',
  near: 'nearly equal',
  'short-form': 'a short form of the other',
  'one-edit': 'one letter or digit apart',
  'two-edits': 'two letters or digits apart',
  'same-domain': 'the same domain only',
  'near-mailbox': 'nearly the same mailbox at another domain',
  'same-mailbox': 'the same mailbox at another domain',
  'same-end': 'the last seven digits equal',
  'next-year': 'a year apart',
  'two-digits': 'two digits apart, in another year',
  'same-year': 'the same year only',
  'same-year-two-digits': 'two digits apart in one year',
  'day-and-month': 'day and month exchanged',
  'little-shared': 'few words shared',
  'half-shared': 'half of the words shared',
  'most-shared': 'most words shared',
  'nearly-equal': 'nearly equal',
  'number-shared': 'a number shared, and some words',
  'number-and-half': 'a number and half of the words shared',
  'number-and-most': 'a number and most words shared',
  'same-start': 'the beginning equal',
};

const BESIDE: Record<string, string> = {
  prior: 'two contacts picked at random',
  together: 'these usually go together',
  home: 'one home or firm explains these',
  organisations: 'two organisations of two names',
};

export interface StepSaid {
  field: string;
  level?: string | undefined;
  /** Of an equal value: on how many more records it stands. */
  others?: number | undefined;
}

/** `first name: a short form of the other`, `e-mail: equal, 21 others have it` */
export function stepWords({ field, level, others = 0 }: StepSaid): string {
  const beside = BESIDE[field];
  if (beside !== undefined) return beside;
  const frequent = others === 0 ? '' : `, ${others === 1 ? '1 other has' : `${others} others have`} it`;
  return `${fieldWords(field)}: ${level === undefined ? `equal${frequent}` : levelWords(level)}`;
}

/** A code of another version as it stands. */
export function levelWords(level: string): string {
  return LEVELS[level] ?? level;
}

/** `date_of_birth` as `date of birth`, `identifier: Ref` as `identifier Ref`. */
export function fieldWords(field: string): string {
  const [kind = '', ...header] = field.split(': ');
  if (kind === 'email') return 'e-mail';
  return [kind.replaceAll('_', ' '), ...(header.length === 0 ? [] : [header.join(': ')])].join(' ');
}

/** `+8.8 bits`, `-2.0 bits` */
export function bitsWords(bits: number): string {
  return `${bits < 0 ? '' : '+'}${bits.toFixed(1)} bits`;
}

/** `99.98 %`; never more sure than the model can be. */
export function probabilityWords(probability: number): string {
  return probability > 0.9999 ? 'more than 99.99 %' : `${(100 * probability).toFixed(2)} %`;
}
