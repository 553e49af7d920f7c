import type { AuditEvent } from '../../contacts/base/shown/audit-line.ts';
import type { Reason, ReasonCode } from '../reasons.ts';
import type { ClusterState } from '../types.ts';

export interface AuditedEnd {
  /** In a dry run, and in one that merges. */
  dry: AuditEvent;
  real: AuditEvent;
  /** A code of the skill's where it has one, else ours; null where nothing failed. */
  error: string | null;
}

/** The contact is not what the plan or an earlier reading says. */
const CHANGED: ReasonCode[] = ['changed-since-plan', 'fields-changed', 'fewer-things', 'things-lost', 'other-contact'];
const GONE: ReasonCode[] = ['not-in-crm', 'gone'];
/** The ledger and the CRM disagree after a merge was sent: a person has to look. */
const DISAGREE: ReasonCode[] = ['primary-gone', 'merged-elsewhere', 'things-elsewhere', 'still-there', 'left-behind'];

/** What the skill calls the way in which a cluster has ended. */
export function eventOf({ state, why }: { state: ClusterState; why?: Reason | null | undefined }): AuditedEnd {
  if (why?.code === 'taken-back') return always('cluster_skipped', why.code);
  if (state === 'done') return { dry: 'would_merge', real: 'merge_complete', error: null };
  const code = why?.code ?? null;
  if (code !== null && CHANGED.includes(code)) return always('conflict_detected', 'ERR_DEDUP_011');
  if (code !== null && GONE.includes(code)) return always('cluster_skipped', 'ERR_DEDUP_007');
  if (why?.code === 'restored') return always('cluster_skipped', why.values.sightings < 3 ? why.code : 'ERR_DEDUP_013');
  if (why?.code === 'compliance-failed') return always('compliance_failed', 'ERR_DEDUP_010');
  if (why?.code === 'not-applied') return failed(refusedBy(why.values.answered));
  if (code !== null && DISAGREE.includes(code)) return failed('ERR_DEDUP_012');
  if (state === 'held' || state === 'failed') return failed(code ?? state);
  return always('cluster_skipped', code);
}

/** As the CRM has refused the merge: a contact that it does not take, one that is gone, one under way, one of other places. */
const REFUSED_BY: Record<number, string> = {
  400: 'ERR_DEDUP_006',
  404: 'ERR_DEDUP_007',
  409: 'ERR_DEDUP_008',
  422: 'ERR_DEDUP_009',
};

function refusedBy(answered: number | undefined): string {
  return REFUSED_BY[answered ?? 0] ?? 'not-applied';
}

function failed(error: string): AuditedEnd {
  return { dry: 'cluster_skipped', real: 'merge_failed', error };
}

function always(event: AuditEvent, error: string | null): AuditedEnd {
  return { dry: event, real: event, error };
}
