import type { RetryAfterPlace } from '../settings.ts';
import type { Act } from './act.ts';

/** What goes wrong. A kind without required fields may be written as its name alone: `do: 'apply-then-drop'`. */
export type FaultDo =
  /** Applied at once, then the connection is cut without an answer. */
  | { kind: 'apply-then-drop' }
  | { kind: 'drop-before' }
  | { kind: '500-before' }
  | { kind: '500-after' }
  | { kind: '502-html' }
  | { kind: '429'; retryAfter?: number; bodyRetryAfter?: number; in?: RetryAfterPlace }
  | { kind: '401'; type?: 'unauthenticated' | 'token_expired' | 'token_revoked' }
  | { kind: '403' }
  | { kind: '404' }
  | { kind: '409' }
  /** Answered as if all were well, and never applied. */
  | { kind: 'never' }
  /** Answered at once, applied after `ms`. */
  | { kind: 'late'; ms: number }
  /** The answer is held for `ms`; the request is handled before (default) or after the wait. */
  | { kind: 'slow'; ms: number; apply?: 'before' | 'after' }
  /** The duplicate goes, but only this many of its tickets move; the rest after `completeAfterMs`, or never. */
  | { kind: 'partial'; tickets: number; completeAfterMs?: number }
  /** The tickets move; the duplicate goes after `completeAfterMs`, or never. */
  | { kind: 'tickets-first'; completeAfterMs?: number }
  /** A read answers as before the last merge of the contacts it asks about. Counts only reads after such a merge. */
  | { kind: 'stale' }
  /** The duplicate is merged into this contact instead. */
  | { kind: 'conflict'; into: string }
  /** The body is cut at this byte: the connection breaks, or with `clean` it looks like a whole, shorter answer. */
  | { kind: 'truncate'; at: number; clean?: boolean }
  /** Never answered, never applied. */
  | { kind: 'hang' }
  /** Somebody acts when the request arrives (default), or just before the merge it asks for is applied. */
  | { kind: 'act'; act: Act; when?: 'request' | 'apply' }
  /** The same with a function: in-process only. */
  | { kind: 'run'; run: () => void | Promise<void>; when?: 'request' | 'apply' };

export type FaultKind = FaultDo['kind'];

/** Kinds that say everything by their name. */
export type PlainFaultKind = Exclude<FaultKind, 'late' | 'slow' | 'partial' | 'conflict' | 'truncate' | 'act' | 'run'>;

export type HookDo = Extract<FaultDo, { kind: 'act' | 'run' }>;
export type DisturbanceDo = Exclude<FaultDo, HookDo>;

/** Counted over the matching requests that pass token, rate limit, scope and field checks, from now on. */
export interface Fault {
  /** Dotted path, several, `attachment` (the other origin), or `*`. */
  on: string | string[];
  /** The first request that it bites. @default 1 */
  nth?: number;
  /** How many it bites, one after the other. @default 1 */
  times?: number;
  /** Instead of nth: every n-th; then without end unless `times` is given. */
  every?: number;
  /** Only requests about these contacts (display ids or DONs): both for a merge, any for another call, where it may be a ticket or an artifact too. */
  pair?: { primary?: string; duplicate?: string };
  do: FaultDo | PlainFaultKind;
}

export const FAULT_KINDS: readonly string[] = [
  'apply-then-drop',
  'drop-before',
  '500-before',
  '500-after',
  '502-html',
  '429',
  '401',
  '403',
  '404',
  '409',
  'never',
  'late',
  'slow',
  'partial',
  'tickets-first',
  'stale',
  'conflict',
  'truncate',
  'hang',
  'act',
] satisfies FaultKind[];

export function isHook(what: FaultDo): what is HookDo {
  return what.kind === 'act' || what.kind === 'run';
}
