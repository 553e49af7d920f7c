import { looser } from '../../contacts/rules/consent.ts';
import { CrmError } from '../../crm/errors.ts';
import { commitTighteningAgain } from '../../store/ledger/consent/consent-steps.ts';
import type { PairRow } from '../../store/ledger/ledger.ts';
import type { CrmFailure, Reason } from '../../store/reasons.ts';
import type { Attempt, PairKey } from '../../store/types.ts';
import { keepChannels } from '../carrying/keep-channels.ts';
import type { Deps } from '../deps.ts';
import { isAway } from '../ends/kind-of-failure.ts';
import { crmFailure } from '../failures.ts';
import type { Observation } from '../reading/observe-merge.ts';
import type { KeptConsent } from './kept-consent.ts';
import { writeOptOuts } from './write-opt-outs.ts';

/**
 * A merge may overwrite the primary's fields. Whatever it does besides, an opt-out that it took away is written again at
 * once, also while the run is stopped: it gives back what our own merge took.
 */
export async function keepConsent(
  deps: Deps,
  request: { key: PairKey; attempt: Attempt; row: PairRow; seen: Observation; signal: AbortSignal },
): Promise<KeptConsent> {
  const { key, attempt, row, seen, signal } = request;
  const strict: KeptConsent = { kind: 'strict', primary: seen.primary, raw: seen.primaryRaw };
  const { consent } = row;
  if (consent === null || seen.primaryGone) return strict;
  if (consent.union !== undefined) {
    const { union } = consent;
    const kept = await keepChannels(deps, { ...request, primaryRaw: seen.primaryRaw, record: consent, union });
    if (kept.kind === 'loose') return kept;
    return kept.now === null
      ? strict
      : { kind: 'strict', primary: { ...seen.primary, ...kept.now.reading }, raw: kept.now.raw };
  }
  const values = looser({ ...consent, fields: seen.primaryFields });
  const fields = Object.keys(values);
  if (fields.length === 0) return strict;
  const again = [...new Set([...consent.again, ...fields])].sort();
  const detail = `consent: tightening ${fields.join(', ')} again after the merge was sent`;
  const journal = async (onCommit: () => void): Promise<null> => {
    const record = { ...consent, again };
    onCommit();
    await commitTighteningAgain(deps.db, { key, attempt, record, detail, state: row.state });
    return null;
  };
  const loose = (failed: CrmFailure | { failure: null }): Reason => {
    return { code: 'consent-loosened', values: { contact: key.primaryId, fields, ...failed } };
  };
  try {
    const written = await writeOptOuts(deps, { whose: key, contact: key.primaryId, values, journal, signal });
    if (written.kind !== 'written') return { kind: 'loose', why: loose({ failure: null }), final: false };
    const { crm } = await deps.crmFor(key);
    const { contact } = written;
    return { kind: 'strict', primary: { ...seen.primary, fieldsDigest: crm.digest(contact) }, raw: contact.raw };
  } catch (error) {
    if (!(error instanceof CrmError) || (await isAway(error))) throw error;
    return { kind: 'loose', why: loose(crmFailure(error)), final: !error.retryable };
  }
}
