import { consentOfAll } from '../consent-changes.ts';
import { consentOf } from '../consent-union.ts';
import type { BaseMember } from '../member.ts';
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
  /** Without whoever the index does not have any more. */
  opt_out_pre_merge: Record<string, OptOutFlags>;
  /** As it was read afterwards; null where nothing was merged. Never what was meant. */
  opt_out_post_merge: OptOutFlags | null;
  /** What it would have to be. */
  opt_out_union: OptOutFlags;
  /** Null: nobody knows. */
  soft_delete: boolean | null;
  restorable: boolean | null;
  attempts: number;
  duration_ms: number;
  /** How the run left it, in our word: `done`, `held`, `rejected`, … */
  state: string;
  /** A code such as `ERR_DEDUP_011`; of failures only. */
  error?: string;
}

export interface AuditLineRequest {
  eventId: string;
  event: AuditEvent;
  cluster: { id: string; primary: string; duplicates: readonly string[] };
  /** Those of them that are known. */
  members: readonly BaseMember[];
  /** ISO 8601. */
  ts: string;
  attempts: number;
  durationMs: number;
  state: string;
  /** As read after a merge. @default null */
  after?: OptOutFlags | null;
  error?: string;
}

/** What nobody knows counts as refused. */
const ALL_REFUSED: OptOutFlags = { marketing_opt_out: true, sms_opt_out: true, email_opt_out: true };

export function auditLine(request: AuditLineRequest): AuditLine {
  const { eventId, event, cluster, members, ts, attempts, durationMs, state, after = null, error } = request;
  const isKnown = members.length === cluster.duplicates.length + 1;
  return {
    event_id: eventId,
    ts,
    event,
    cluster_id: cluster.id,
    natural_key: clusterPhone(members),
    primary_uid: cluster.primary,
    duplicate_uids: [...cluster.duplicates],
    opt_out_pre_merge: Object.fromEntries(
      members.map((member) => [member.contact.uid, flagsOf(consentOf(member), [member])]),
    ),
    opt_out_post_merge: after,
    opt_out_union: isKnown ? flagsOf(consentOfAll(members), members) : ALL_REFUSED,
    // No CRM of a contact base documents either: what is gone is gone.
    soft_delete: event === 'merge_complete' ? null : false,
    restorable: event === 'merge_complete' ? null : false,
    attempts,
    duration_ms: durationMs,
    state,
    ...(error !== undefined && { error }),
  };
}
