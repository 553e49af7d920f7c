import { hash } from 'node:crypto';
import { consentOfAll } from '../consent-changes.ts';
import { consentOf } from '../consent-union.ts';
import type { PlannedBaseCluster } from '../plan-base-cluster.ts';
import { clusterPhone, flagsOf, type OptOutFlags } from './review-line.ts';

export type AuditEvent =
  | 'merge_complete'
  | 'merge_failed'
  | 'conflict_detected'
  | 'compliance_failed'
  | 'cluster_skipped'
  /** Of a dry run, and of a CRM in which nothing is merged by machine. */
  | 'would_merge';

/** One line of NDJSON per thing that became of a cluster. Fields are added, never changed. It holds phone numbers. */
export interface AuditLine {
  /** The same for the same event of the same cluster in the same run: one that is written twice is one. */
  event_id: string;
  ts: string;
  event: AuditEvent;
  cluster_id: string;
  natural_key: string;
  primary_uid: string;
  duplicate_uids: string[];
  opt_out_pre_merge: Record<string, OptOutFlags>;
  /** As it was read afterwards; null where nothing was merged. Never what was meant. */
  opt_out_post_merge: OptOutFlags | null;
  /** What it would have to be. */
  opt_out_union: OptOutFlags;
  soft_delete: boolean;
  restorable: boolean;
  attempts: number;
  duration_ms: number;
  /** A code such as `ERR_DEDUP_011`; of failures only. */
  error?: string;
}

export interface AuditLineRequest {
  run: string;
  event: AuditEvent;
  planned: PlannedBaseCluster;
  /** ISO 8601. */
  ts: string;
  attempts: number;
  durationMs: number;
  /** As read after a merge. @default null */
  after?: OptOutFlags | null;
  error?: string;
}

export function auditLine(request: AuditLineRequest): AuditLine {
  const { run, event, planned, ts, attempts, durationMs, after = null, error } = request;
  const { cluster, ranked } = planned;
  return {
    event_id: hash('sha256', [run, cluster.id, event, attempts].join('\n')).slice(0, 32),
    ts,
    event,
    cluster_id: cluster.id,
    natural_key: clusterPhone(ranked),
    primary_uid: cluster.primary,
    duplicate_uids: cluster.duplicates,
    opt_out_pre_merge: Object.fromEntries(
      ranked.map((member) => [member.contact.uid, flagsOf(consentOf(member), [member])]),
    ),
    opt_out_post_merge: after,
    opt_out_union: flagsOf(consentOfAll(ranked), ranked),
    // No CRM of a contact base documents either: what is gone is gone.
    soft_delete: false,
    restorable: false,
    attempts,
    duration_ms: durationMs,
    ...(error !== undefined && { error }),
  };
}
