import { CrmError } from '../../crm/errors.ts';
import { said } from '../../pages/kit/reason-words.ts';
import {
  acceptedExternalRefs,
  claimExternalRefChange,
  commitExternalRefSent,
  type ExternalRefKey,
  type ExternalRefRow,
  externalRefsWeWrote,
  finishExternalRefChange,
  holdExternalRefChange,
  wouldChangeExternalRef,
} from '../../store/ledger/external-ref-changes.ts';
import { getReading, type Reading } from '../../store/ledger/readings.ts';
import type { Reason, Said } from '../../store/reasons.ts';
import type { Attempt } from '../../store/types.ts';
import type { ClusterRef } from '../backup/back-up-contact.ts';
import type { Deps } from '../deps.ts';
import { isAway } from '../ends/kind-of-failure.ts';
import { crmFailure } from '../failures.ts';
import { attemptOf } from '../pair-ref.ts';
import { withHeartbeat } from '../with-heartbeat.ts';
import type { Journal } from '../write-guarded.ts';
import { type ExternalRefWritten, writeExternalRef } from './write-external-ref.ts';

/** A cluster's change of the external reference as a workflow hands it to a step: never the references themselves. */
export interface ExternalRefStep {
  cluster: ClusterRef;
  primary: string;
  token: string;
  /** Grows with every step of the workflow under one token. */
  step: number;
}

export type ExternalRefChanged =
  /** `not-yet`: a pair of the cluster is not done, so nothing was looked at. */
  | { kind: 'done' | 'would-change' | 'not-yet' }
  /** Waiting may help: another contact still holds the new reference, or the CRM did not answer well. */
  | ({ kind: 'pending' } & Said)
  | { kind: 'stopped'; seq: number }
  | { kind: 'unauthorized' }
  | ({ kind: 'held' } & Said);

interface Changing {
  key: ExternalRefKey;
  attempt: Attempt;
  runId: string;
  row: ExternalRefRow;
  signal: AbortSignal;
}

/** One try to write the new external reference to the primary of a cluster whose pairs are all done. */
export function changeExternalRef(deps: Deps) {
  return (request: ExternalRefStep): Promise<ExternalRefChanged> =>
    withHeartbeat(async (_beat, signal) => {
      const { runId } = request.cluster;
      const key = externalRefKey(request);
      const attempt = attemptOf(request);
      const row = await claimExternalRefChange(deps.db, { key, attempt, runId });
      if (row.state === 'done' || row.state === 'would-change') return { kind: row.state };
      if (!row.complete) return { kind: 'not-yet' };
      const changed = await change(deps, { key, attempt, runId, row, signal });
      if (changed.kind === 'held') {
        const { reason, why } = changed;
        await holdExternalRefChange(deps.db, { key, attempt, runId, reason, why });
      }
      return changed;
    });
}

export function externalRefKey({ cluster, primary }: Pick<ExternalRefStep, 'cluster' | 'primary'>): ExternalRefKey {
  const { mode, crm, org, clusterId } = cluster;
  return { mode, crm, org, clusterId, primaryId: primary };
}

async function change(deps: Deps, changing: Changing): Promise<ExternalRefChanged> {
  const { key, attempt, runId, row, signal } = changing;
  const externalRefs = await acceptedExternalRefs(deps.db, key);
  const source = externalRefs.get(row.fromId) ?? row.newRef;
  if (source !== row.newRef) {
    return held({ code: 'ref-differs', values: { contact: row.fromId } });
  }
  const journal: Journal | null =
    key.mode === 'dry' ? null : (onCommit) => commitExternalRefSent(deps.db, { key, attempt, runId, onCommit });
  const known = [...writable(changing, externalRefs), ...(await externalRefsWeWrote(deps.db, key))];
  const writing = { whose: key, contact: key.primaryId, newRef: row.newRef, known, journal, signal };
  try {
    return await conclude(deps, changing, await writeExternalRef(deps, writing));
  } catch (error) {
    if (await isAway(error)) throw error;
    return refusal(error);
  }
}

/** The old reference; and what our own merges made of it, which is the reference of a contact that they merged away. */
function writable({ key, row }: Changing, externalRefs: Map<string, string | null>): string[] {
  const after = externalRefs.get(key.primaryId) ?? row.oldRef;
  const merged = [...externalRefs].some(([contact, externalRef]) => contact !== key.primaryId && externalRef === after);
  return merged ? [row.oldRef, after] : [row.oldRef];
}

async function conclude(deps: Deps, changing: Changing, written: ExternalRefWritten): Promise<ExternalRefChanged> {
  const { key, attempt } = changing;
  const { primaryId } = key;
  switch (written.kind) {
    case 'written': {
      if (key.mode === 'real') {
        const before = await getReading(deps.db, key, primaryId);
        const { contact } = written;
        const { crm } = await deps.crmFor(key);
        const now = { fieldsDigest: crm.digest(contact), externalRef: contact.externalRef };
        const reading: Reading | null = before === null ? null : { ...before, ...now };
        await finishExternalRefChange(deps.db, { key, attempt, reading });
        return { kind: 'done' };
      }
      await wouldChangeExternalRef(deps.db, { key, attempt });
      return { kind: 'would-change' };
    }
    case 'writable':
      await wouldChangeExternalRef(deps.db, { key, attempt });
      return { kind: 'would-change' };
    case 'foreign':
      return held({ code: 'ref-foreign', values: { contact: primaryId } });
    case 'gone':
      return held({ code: 'ref-contact-gone', values: { contact: primaryId } });
    case 'unseen':
      return pending({ code: 'ref-not-shown', values: {} });
    case 'stopped':
      return written;
  }
}

/** What a failed call means. Everything that waiting may heal is the workflow's to wait for: it reads again before it writes. */
function refusal(error: unknown): ExternalRefChanged {
  if (!(error instanceof CrmError)) throw error;
  if (error.kind === 'unauthorized' || error.kind === 'forbidden') return { kind: 'unauthorized' };
  const values = crmFailure(error);
  if (error.kind === 'conflict') return pending({ code: 'ref-taken', values });
  if (error.retryable) return pending({ code: 'ref-unanswered', values });
  return held({ code: 'ref-refused', values });
}

function held(why: Reason): ExternalRefChanged {
  return { kind: 'held', ...said(why) };
}

function pending(why: Reason): ExternalRefChanged {
  return { kind: 'pending', ...said(why) };
}
