import { randomBytes } from 'node:crypto';
import type { ReviewFilter } from '../../store/review/filter.ts';
import { FILTER_BODY } from '../runs/review-filter.ts';

/** What people have searched for, by a key of the address: a name is no part of a URL, which histories and logs keep. */
export interface KeptWords {
  keep(words: string): string;
  /** Undefined where nobody knows the key: the server has started since, or it was long ago. */
  find(key: string): string | undefined;
}

const MOST_KEPT = 1000;

export function keptWords(): KeptWords {
  const byKey = new Map<string, string>();
  return {
    keep: (words) => {
      const key = randomBytes(8).toString('hex');
      byKey.set(key, words);
      for (const oldest of byKey.keys()) {
        if (byKey.size <= MOST_KEPT) break;
        byKey.delete(oldest);
      }
      return key;
    },
    find: (key) => byKey.get(key),
  };
}

export interface SeenThrough {
  filter: ReviewFilter;
  /** The same for an address: `?size=2`, or nothing. */
  query: string;
  /** There were words, and nobody knows them any more. */
  wordsLost: boolean;
}

/** The filter that an address has; what is none is left out. */
export function filterOf(fields: URLSearchParams, words: KeptWords): SeenThrough {
  const filter: ReviewFilter = plainFilter(fields);
  const key = fields.get('w') ?? '';
  const isKey = /^[0-9a-f]{16}$/.test(key);
  const found = isKey ? words.find(key) : undefined;
  if (found !== undefined) filter.words = found;
  return { filter, query: queryOf(filter, found === undefined ? null : key), wordsLost: isKey && found === undefined };
}

/** That which a person has filled in. */
export function filterFilled(fields: URLSearchParams, words: KeptWords): SeenThrough {
  const typed = (fields.get('words') ?? '')
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, '')
    .trim()
    .slice(0, 200);
  const filter: ReviewFilter = { ...plainFilter(fields), ...(typed !== '' && { words: typed }) };
  return { filter, query: queryOf(filter, typed === '' ? null : words.keep(typed)), wordsLost: false };
}

/** Each field as a body may say it; what it may not is left out. */
function plainFilter(fields: URLSearchParams): ReviewFilter {
  const asked = {
    strategy: fields.get('strategy'),
    decision: fields.get('decision'),
    size: Number(fields.get('size')),
    reason: fields.get('reason'),
  };
  const { strategy, decision, size, reason } = FILTER_BODY.shape;
  const known = { strategy, decision, size, reason };
  return Object.fromEntries(
    Object.entries(asked).filter(([name, value]) => known[name as keyof typeof known].safeParse(value).success),
  );
}

function queryOf({ words: _, ...plain }: ReviewFilter, key: string | null): string {
  const parts = Object.entries(plain).map(([name, value]): [string, string] => [name, String(value)]);
  const query = new URLSearchParams([...parts, ...(key === null ? [] : [['w', key] as [string, string]])]).toString();
  return query === '' ? '' : `?${query}`;
}

/** A query with more in it. */
export function withMore(query: string, more: Record<string, string>): string {
  const all = new URLSearchParams(query);
  for (const [name, value] of Object.entries(more)) all.set(name, value);
  return `?${all.toString()}`;
}
