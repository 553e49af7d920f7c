import type { Selection } from '../../store/runs/selection.ts';

/**
 * Signals come from whoever reaches the server: of each only the known fields are taken, of known types and lengths, and only what the
 * store can keep. What does not fit is left out, and never an error.
 */

/** A word on stopping. Which word counts the store says: that there is a number means that it has one already. */
export interface SaidStop {
  isInStore: boolean;
  /** A person's own text. */
  reason: string | null;
  code: string | null;
}

export interface SaidDecision {
  /** Null: it names nothing. */
  selection: Selection | null;
  by: string | null;
  code: string | null;
}

const LONGEST_REASON = 500;
const LONGEST_NAME = 200;
const LONGEST_STRATEGY = 100;
const LONGEST_CODE = 64;
/** More clusters than a person names one by one. */
const MOST_CLUSTERS = 5_000;
const CLUSTER = /^[0-9a-f]{32}$/;

export function parseStop(message: unknown): SaidStop {
  const { seq, reason, code } = fieldsOf(message);
  return { isInStore: seq !== undefined, reason: textOf(reason, LONGEST_REASON), code: textOf(code, LONGEST_CODE) };
}

/** The number that a message to a cluster carries; -1 where it has none. It wakes, and counts for nothing. */
export function parseSeq(message: unknown): number {
  const { seq } = fieldsOf(message);
  return typeof seq === 'number' && Number.isSafeInteger(seq) && seq >= 0 ? seq : -1;
}

export function parseDecision(message: unknown): SaidDecision {
  const { by, code } = fieldsOf(message);
  return { selection: selectionOf(message), by: textOf(by, LONGEST_NAME), code: textOf(code, LONGEST_CODE) };
}

/** Names that cannot be any leave a selection of nothing. */
function selectionOf(message: unknown): Selection | null {
  const { clusters, strategy, all } = fieldsOf(message);
  if (Array.isArray(clusters)) {
    const named = clusters.slice(0, MOST_CLUSTERS).filter((id): id is string => typeof id === 'string');
    return { clusters: named.filter((id) => CLUSTER.test(id)) };
  }
  if (typeof strategy === 'string') return { strategy: textOf(strategy, LONGEST_STRATEGY) ?? '' };
  return all === true ? { all: true } : null;
}

/** Those that the message has itself. */
function fieldsOf(given: unknown): Record<string, unknown> {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return {};
  return Object.assign(Object.create(null) as Record<string, unknown>, given);
}

/** Without what no database, log or terminal takes. Null for what is no text, or none is left of. */
function textOf(value: unknown, longest: number): string | null {
  if (typeof value !== 'string') return null;
  const text = [...value.slice(0, longest)].filter(isPlain).join('').trim();
  return text === '' ? null : text;
}

/** No control character, no half of a pair, and nothing that turns what stands beside it around. */
function isPlain(character: string): boolean {
  return !/[\p{Cc}\p{Cs}\p{Cf}\u2028\u2029]/u.test(character);
}
