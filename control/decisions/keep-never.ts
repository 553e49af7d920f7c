import type { Client } from '@temporalio/client';
import type { Db } from '../../store/database.ts';
import { keepApart } from '../../store/decisions/lasting.ts';
import { notInPlan } from '../../store/decisions/refusals.ts';
import type { Run } from '../../store/runs/runs.ts';
import { Refused } from '../refused.ts';
import { signalRun } from '../signal-run.ts';

export interface NeverToKeep {
  client: () => Promise<Client>;
  db: Db;
  /** In whose plan these people are; it may have ended. */
  run: Run;
  contacts: string[];
  by: string;
  because: string | null;
}

/** Keeps these contacts apart for good, whatever cluster they are in. Returns the decision's id. Throws Refused. */
export async function keepNever({ client, db, run, contacts, by, because }: NeverToKeep): Promise<number> {
  const unknown = await notInPlan(db, { planDigest: run.planDigest, contacts });
  if (unknown.length > 0) {
    throw new Refused(
      `${unknown.join(', ')}: in no cluster of run ${run.id}. Nothing was kept: an id that is not understood protects nobody`,
    );
  }
  const { crm, org, id: runId } = run;
  const word = { crm, org, aparts: [{ members: contacts, runId }], by, because, through: 'script' as const };
  const [decision] = await db.transaction((tx) => keepApart(tx, word));
  if (decision === undefined) throw new Refused(`${contacts.join(', ')} are kept apart already`);
  if (run.state === 'open') await signalRun({ client: await client(), run, signal: 'wake' });
  return decision;
}
