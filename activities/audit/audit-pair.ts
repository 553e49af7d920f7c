import { looser } from '../../contacts/rules/consent.ts';
import type { Crm } from '../../crm/crm.ts';
import { type AfterImage, readAfterImage } from '../../store/backups/after-image.ts';
import type { BackupStore } from '../../store/backups/backup-store.ts';
import { SAID_MERGED, WAITS_FOR_PERSON } from '../../store/pair-states.ts';
import type { AuditedPair } from '../../store/reports/audit-facts.ts';
import type { PairState } from '../../store/types.ts';
import type { Difference, NotAvailable } from './audit-types.ts';
import { judgeLedger } from './judge-ledger.ts';
import { judgeThings } from './judge-things.ts';
import { type LookedAt, lookAtContact, lookAtThing } from './look-at-contact.ts';

export interface AuditPair {
  crm: Crm;
  backups: Pick<BackupStore, 'read'>;
  pair: AuditedPair;
  /** All pairs of its cluster. */
  pairs: readonly AuditedPair[];
  /** Who a contact is now, by the redirects. */
  nowOf: (id: string) => string;
}

export interface PairAudit {
  differences: Difference[];
  notAvailable: NotAvailable[];
}

/** As the ledger says: nothing of the pair has reached the CRM, or it had no effect. */
const APART: PairState[] = ['skipped', 'drifted', 'not-started', 'abandoned', 'settled-apart'];

/** Compares what ledger and CRM say of one pair. Reads only. A pair that waits for a person is one of which the ledger itself does not know. */
export async function auditPair(request: AuditPair): Promise<PairAudit> {
  const { crm, pair, nowOf } = request;
  const { state, duplicate, sends, consumed } = pair;
  const differences = judgeLedger(pair);
  if (WAITS_FOR_PERSON.includes(state) && sends > 0) return { differences, notAvailable: [] };
  if (APART.includes(state) || WAITS_FOR_PERSON.includes(state)) {
    const { there } = await lookAtContact(crm, duplicate, { lists: false });
    if (!there && consumed === null) differences.push({ code: 'gone-unmerged', values: { duplicate, state } });
    return { differences, notAvailable: [] };
  }
  if (!SAID_MERGED.includes(state)) return { differences, notAvailable: [] };
  const old = await lookAtContact(crm, duplicate, { lists: false });
  const isBack = pair.redirect?.to === duplicate;
  if (old.there && old.pointsTo === null && !isBack)
    differences.push({ code: 'duplicate-alive', values: { duplicate, state } });
  if (state === 'settled-merged') return { differences, notAvailable: [] };
  const survivor = nowOf(state === 'undone' ? duplicate : pair.primary);
  const seen = await lookAtContact(crm, survivor, { lists: state === 'done' });
  if (!seen.there) {
    const code = state === 'undone' ? 'back-gone' : 'primary-gone';
    return { differences: [...differences, { code, values: { contact: survivor } }], notAvailable: [] };
  }
  if (state === 'undone' || pair.proof === 'earlier') return { differences, notAvailable: [] };
  if (old.pointsTo !== null && nowOf(old.pointsTo) !== survivor)
    differences.push({ code: 'merged-elsewhere', values: { duplicate, to: old.pointsTo } });
  differences.push(...judgeContact(request, { id: survivor, seen }));
  const after = await imageOf(request);
  const lookAt = (thing: { relation: string; id: string }) => lookAtThing(crm, thing);
  const things = {
    pair,
    pairs: request.pairs,
    survivor: { id: survivor, seen },
    after: after?.relations ?? null,
    nowOf,
    lookAt,
  };
  differences.push(...(await judgeThings(things)));
  return { differences, notAvailable: [...lacks(pair.before, 'things-before'), ...lacks(after, 'after-image')] };
}

function lacks(value: unknown, what: NotAvailable): NotAvailable[] {
  return value === null ? [what] : [];
}

async function imageOf({ backups, pair }: AuditPair): Promise<AfterImage | null> {
  return pair.afterImage === null ? null : readAfterImage(backups, pair.afterImage);
}

/** Consent is at least as strict as it was then, and the reference that was moved is there. */
function judgeContact({ pair, pairs }: AuditPair, { id, seen }: { id: string; seen: LookedAt }): Difference[] {
  const found: Difference[] = [];
  const { consent, ref, primary } = pair;
  if (consent?.checked) {
    const { strict, words } = consent;
    const fields = Object.keys(looser({ strict, ...(words && { words }), fields: seen.customFields }));
    if (fields.length > 0) found.push({ code: 'consent-loosened', values: { contact: id, fields } });
  }
  const isTakenBack = pairs.some(({ duplicate, state }) => duplicate === ref?.from && state === 'undone');
  if (
    ref?.state === 'done' &&
    ref.from === pair.duplicate &&
    id === primary &&
    !isTakenBack &&
    seen.externalRef !== ref.to
  )
    found.push({ code: 'reference-not-moved', values: { contact: id } });
  return found;
}
