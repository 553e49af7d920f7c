import { type SQL, sql } from 'drizzle-orm';
import { IS_REFUSED } from '../decisions/overlay.ts';
import { HAS_OPEN_DOUBT } from '../ledger/doubts.ts';
import { IS_MATCHED } from '../runs/matched.ts';
import { DECISION } from '../runs/selection.ts';

/** Why a cluster waits for a person, roughly: the rules could not tell, it has changed since, people are kept apart, a matching found it. */
export type WaitKind = 'rules' | 'clear' | 'changed' | 'kept-apart' | 'matching';

export const WAIT_KINDS: readonly WaitKind[] = ['rules', 'clear', 'changed', 'kept-apart', 'matching'];

/** Which clusters of those that wait a person wants to see. What is absent is not asked. */
export interface ReviewFilter {
  strategy?: string;
  decision?: 'auto' | 'review';
  /** Contacts of the cluster; `LARGEST` stands for so many and more. */
  size?: number;
  reason?: WaitKind;
  /** A contact's id, the beginning of a cluster's, or a part of an address or a name. */
  words?: string;
}

/** Clusters of so many contacts and more are counted together. */
export const LARGEST = 6;

/** Where a cluster `c` of a run waits for a person. */
export const WAITS: SQL = sql`c.state in ('undecided', 'drifted')`;

/** Of a cluster `c` of a run with its row `p` of the plan. */
export const KIND: SQL = sql`case
  when ${IS_REFUSED} then 'kept-apart' when c.state = 'drifted' or ${HAS_OPEN_DOUBT} then 'changed'
  when p.decision = 'auto' then 'clear' when ${IS_MATCHED} then 'matching' else 'rules' end`;

export const SIZE: SQL = sql`least(cardinality(p.duplicates) + 1, ${sql.raw(String(LARGEST))})`;

/** The condition for it, on `run_clusters c` joined with `plan_clusters p`. */
export function isWanted({ strategy, decision, size, reason, words }: ReviewFilter): SQL {
  const asked: SQL[] = [WAITS];
  if (strategy !== undefined) asked.push(sql`p.strategy = ${strategy}`);
  if (decision !== undefined) asked.push(sql`${DECISION} = ${decision}`);
  if (size !== undefined) asked.push(sql`${SIZE} = ${size}`);
  if (reason !== undefined) asked.push(sql`${KIND} = ${reason}`);
  if (words !== undefined) asked.push(hasWords(words));
  return sql.join(asked, sql` and `);
}

function hasWords(words: string): SQL {
  const text = words.trim();
  const part = `%${text.replaceAll(/[\\%_]/g, (one) => `\\${one}`)}%`;
  return sql`(starts_with(p.cluster_id, ${text.toLowerCase()}) or p.primary_id = ${text} or ${text} = any(p.duplicates)
    or p.email ilike ${part} or p.names::text ilike ${part})`;
}
