import { type SQL, sql } from 'drizzle-orm';
import { IS_REFUSED } from '../decisions/overlay.ts';
import { HAS_OPEN_DOUBT } from '../ledger/doubts.ts';
import type { Run } from '../runs/runs.ts';
import { DECISION } from '../runs/selection.ts';
import { hasWords } from './words.ts';

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

/** Of a cluster `c` of a run. */
export const KIND: SQL = sql`case
  when ${IS_REFUSED} then 'kept-apart' when c.state = 'drifted' or ${HAS_OPEN_DOUBT} then 'changed'
  when c.decision = 'auto' then 'clear' when c.matched then 'matching' else 'rules' end`;

export const SIZE: SQL = sql`least(c.size, ${sql.raw(String(LARGEST))})`;

/** Those that wait for a person in a run, as `run_clusters c`: by its own rows and their index alone. To be followed by conditions. */
export function waitingIn({ id }: Pick<Run, 'id'>): SQL {
  return sql`run_clusters c where c.run_id = ${id} and c.state in ('undecided', 'drifted')`;
}

/** The same, of those that a filter wants. */
export function wantedOf(run: Pick<Run, 'id' | 'planDigest'>, filter: ReviewFilter): SQL {
  const { strategy, decision, size, reason, words } = filter;
  const asked: SQL[] = [waitingIn(run)];
  if (strategy !== undefined) asked.push(sql`c.strategy = ${strategy}`);
  if (decision !== undefined) asked.push(sql`${DECISION} = ${decision}`);
  if (size !== undefined) asked.push(sql`${SIZE} = ${size}`);
  if (reason !== undefined) asked.push(sql`${KIND} = ${reason}`);
  if (words !== undefined) asked.push(hasWords(run, words));
  return sql.join(asked, sql` and `);
}
