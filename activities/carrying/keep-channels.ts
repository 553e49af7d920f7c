import { neededOptOuts, optOutName } from '../../contacts/base/merging/needed-opt-outs.ts';
import { consentOfPlain, type PlainConsent } from '../../contacts/base/merging/plain-consent.ts';
import type { CrmContact } from '../../crm/crm.ts';
import { CrmError } from '../../crm/errors.ts';
import { commitTighteningAgain } from '../../store/ledger/consent/consent-steps.ts';
import type { PairRow } from '../../store/ledger/ledger.ts';
import type { CrmFailure, Reason } from '../../store/reasons.ts';
import type { Attempt, ConsentRecord, PairKey } from '../../store/types.ts';
import type { Deps } from '../deps.ts';
import { isAway } from '../ends/kind-of-failure.ts';
import { crmFailure } from '../failures.ts';
import type { PairRef } from '../pair-ref.ts';
import { contactReading } from '../reading/read-contact-state.ts';
import { readBack, writeGuarded } from '../write-guarded.ts';
import { liveMember, plannedCluster } from './live-cluster.ts';
import { refusalsOf } from './what-to-write.ts';

export interface KeepChannels {
  key: PairKey;
  attempt: Attempt;
  row: PairRow;
  /** The primary's body as it was read; null where it is gone. */
  primaryRaw: Uint8Array | null;
  signal: AbortSignal;
  record: ConsentRecord;
  union: PlainConsent;
}

/** What is accepted may be done later. */
const PAUSES_MS = [0, 200, 1_000, 3_000];

/** `now`: the primary after what was refused again; null where nothing was. */
export type KeptChannels =
  | { kind: 'strict'; now: { reading: ContactOfReading; raw: Uint8Array } | null }
  | { kind: 'loose'; why: Reason; final: boolean };

type ContactOfReading = ReturnType<typeof contactReading>;

const UNCHANGED: KeptChannels = { kind: 'strict', now: null };

/**
 * Whatever a merge made of the primary, what all members refused is refused by it. Where it is not, it is refused again at once, also while the
 * run is stopped, and believed when a read shows it.
 */
export async function keepChannels(deps: Deps, request: KeepChannels): Promise<KeptChannels> {
  const { key, primaryRaw, signal, attempt, row, record } = request;
  const { crm } = await deps.crmFor(key);
  const { carrying } = crm;
  if (carrying === undefined || primaryRaw === null || record.settled !== undefined) return UNCHANGED;
  const plan = await plannedCluster(deps, { cluster: clusterOf(key, row) });
  const union = consentOfPlain(request.union);
  const shownBy = (shown: Pick<CrmContact, 'raw'>) => liveMember(carrying, { shown: shown as CrmContact, plan });
  const now = shownBy({ raw: primaryRaw });
  const needed = neededOptOuts(now, union);
  if (needed.length === 0) return UNCHANGED;
  const fields = [...new Set(needed.map(optOutName))].sort();
  const loose = (failed: CrmFailure | { failure: null }): Reason => {
    return { code: 'compliance-failed', values: { contact: key.primaryId, fields, ...failed } };
  };
  const refusals = refusalsOf(now, { union, refusable: carrying.refusable });
  if ('why' in refusals) return { kind: 'loose', why: loose({ failure: null }), final: true };
  const again = { ...record, again: [...new Set([...record.again, ...fields])].sort() };
  const detail = `consent: refusing ${fields.join(', ')} again after the merge was sent`;
  try {
    for (const refusal of refusals) {
      const locations = refusal.what === 'marketing' ? [null] : now.contact.locations;
      for (const location of locations) {
        await writeGuarded(deps, {
          send: (options) => carrying.refuse({ ...refusal, location }, options),
          step: 'consent',
          journal: async (onCommit) => {
            onCommit();
            await commitTighteningAgain(deps.db, {
              key,
              attempt,
              record: again,
              detail,
              state: row.state,
              standsBecause: row,
            });
            return null;
          },
          options: { signal },
        });
      }
    }
    const isShown = (contact: CrmContact): boolean => neededOptOuts(shownBy(contact), union).length === 0;
    const back = await readBack(crm, { contact: key.primaryId, isShown, options: { signal }, pausesMs: PAUSES_MS });
    if (back === null || back.kind === 'gone') return { kind: 'loose', why: loose({ failure: null }), final: false };
    const { contact } = back;
    return { kind: 'strict', now: { reading: contactReading(crm, contact), raw: contact.raw } };
  } catch (error) {
    if (!(error instanceof CrmError) || (await isAway(error))) throw error;
    return { kind: 'loose', why: loose(crmFailure(error)), final: !error.retryable };
  }
}

function clusterOf({ mode, crm, org, clusterId }: PairKey, { runId }: Pick<PairRow, 'runId'>): PairRef['cluster'] {
  return { runId, mode, crm, org, clusterId, part: 0 };
}
