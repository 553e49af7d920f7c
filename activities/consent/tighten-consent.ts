import { type ConsentMapping, looser, type OptOuts, optOutWords, unknownField } from '../../contacts/rules/consent.ts';
import { consentWord } from '../../contacts/rules/consent-values.ts';
import type { Crm, CrmContact } from '../../crm/crm.ts';
import { CrmError } from '../../crm/errors.ts';
import { said } from '../../pages/kit/reason-words.ts';
import { commitTightening, consentMapping, finishConsent } from '../../store/ledger/consent/consent-steps.ts';
import { endUnsent } from '../../store/ledger/merge-steps.ts';
import { getReading, type Reading } from '../../store/ledger/readings.ts';
import type { Reason, Said } from '../../store/reasons.ts';
import type { Attempt, ConsentRecord, PairKey } from '../../store/types.ts';
import { carryOver } from '../carrying/carry-over.ts';
import type { Deps } from '../deps.ts';
import { endedBefore } from '../ended-before.ts';
import { isLastTry } from '../ends/faults.ts';
import { isAway } from '../ends/kind-of-failure.ts';
import { crmFailure } from '../failures.ts';
import { claimOwn } from '../own-store.ts';
import { attemptOf, type PairRef, pairKey } from '../pair-ref.ts';
import { withHeartbeat } from '../with-heartbeat.ts';
import type { Journal } from '../write-guarded.ts';
import { readMembers } from './consent-members.ts';
import { type Written, writeOptOuts } from './write-opt-outs.ts';

export type Tightened =
  | { kind: 'consent-tightened' }
  | { kind: 'stopped'; seq: number }
  /** The CRM refused the token for the write (401 or 403). */
  | { kind: 'unauthorized' }
  | ({ kind: 'held' | 'drifted' } & Said);

interface Tightening {
  crm: Crm;
  pair: PairRef;
  key: PairKey;
  attempt: Attempt;
  mapping: ConsentMapping[];
  record: ConsentRecord;
  signal: AbortSignal;
  /** After so many tries a failing write is final. */
  tries: number;
}

/**
 * Where the CRM's merge brings nothing along: see `carryOver`. Else writes the strictest consent of the whole cluster to the primary, and to the duplicate: which of the two wins a field is
 * the CRM's secret, and whichever does, nobody is opted in for a moment. Each is read back. Only opt-outs are ever written.
 */
export function tightenConsent(deps: Deps) {
  return (request: { pair: PairRef; readAttempts: number }): Promise<Tightened> =>
    withHeartbeat(async (_beat, signal) => {
      const { pair, readAttempts: tries } = request;
      const key = pairKey(pair);
      const attempt = attemptOf(pair);
      const row = await claimOwn(deps, key, attempt);
      if (row.state === 'consent-tightened') return { kind: 'consent-tightened' };
      const before = endedBefore(row, ['held', 'drifted']);
      if (before !== null) return before;
      const mapping = await consentMapping(deps.db, pair.cluster.runId);
      const record = row.consent ?? { checked: false, strict: {}, tightened: [], again: [], written: {} };
      const { crm } = await deps.crmFor(key);
      const step = { crm, pair, key, attempt, record, signal, tries };
      const { carrying } = crm;
      const { kept, ...result }: Ended = await (carrying === undefined
        ? tighten(deps, { ...step, mapping })
        : carryOver(deps, { ...step, carrying }));
      if (result.kind === 'held' || result.kind === 'drifted') {
        const { reason, why } = kept ?? result;
        await endUnsent(deps.db, { key, attempt, from: ['verified'], to: result.kind, reason, why });
      }
      return result;
    });
}

/** `kept`: what the store keeps of a reason beside what a history may have. */
type Ended = Tightened & { kept?: Said };

async function tighten(deps: Deps, step: Tightening): Promise<Ended> {
  const { crm, pair, mapping, record, signal } = step;
  const members = await readMembers(deps, { pair, mapping, signal });
  if ('gone' in members) return drifted({ code: 'gone', values: { contact: members.gone } });
  const { contacts } = members;
  const unknown = [contacts.primary, contacts.duplicate].flatMap((contact) => unknownValue(mapping, contact) ?? []);
  if (unknown[0] !== undefined) return unknown[0];
  record.strict = members.strict;
  record.words = optOutWords(mapping);
  const readings: Reading[] = [];
  for (const contact of [contacts.primary, contacts.duplicate]) {
    const accepted = await getReading(deps.db, pair.cluster, contact.displayId);
    if (accepted === null) {
      return drifted({ code: 'no-accepted-reading', values: { contact: contact.displayId } });
    }
    if (isChanged(step, { contact, accepted })) return changed(contact);
    const ended = await tightenOne(deps, step, contact);
    if ('kind' in ended) return ended;
    if (isChanged(step, { contact: ended.now, accepted })) return changed(contact);
    readings.push({ ...accepted, fieldsDigest: crm.digest(ended.now) });
  }
  record.checked = true;
  const { key, attempt } = step;
  await finishConsent(deps.db, { key, attempt, record, readings, detail: `consent: checked, ${inWords(step)}` });
  return { kind: 'consent-tightened' };
}

/** Nothing is concluded from it and nothing written. The store has the value; what crosses into the history has not. */
function unknownValue(mapping: ConsentMapping[], { displayId: contact, customFields }: CrmContact): Ended | null {
  const field = unknownField(mapping, customFields)?.field;
  if (field === undefined) return null;
  const value = consentWord(customFields[field]);
  const why = (shown: string | null): Reason => ({ code: 'consent-unknown', values: { contact, field, value: shown } });
  return { kind: 'held', ...said(why(null)), kept: said(why(value)) };
}

function changed({ displayId }: CrmContact): Tightened {
  return drifted({ code: 'fields-changed', values: { contact: displayId } });
}

function drifted(why: Reason): { kind: 'drifted' } & Said {
  return { kind: 'drifted', ...said(why) };
}

/** Whether anything but what we wrote ourselves is not as it was when it was backed up. */
function isChanged(step: Tightening, { contact, accepted }: { contact: CrmContact; accepted: Reading }): boolean {
  if (step.crm.digest(contact) === accepted.fieldsDigest) return false;
  const rest = step.record.written[contact.displayId];
  return rest === undefined || rest !== restOf(step, contact);
}

function restOf({ crm, mapping }: Tightening, contact: CrmContact): string {
  return crm.digestWithout(
    contact,
    mapping.map(({ field }) => field),
  );
}

/** The contact as it is afterwards, or why there is no afterwards. */
async function tightenOne(
  deps: Deps,
  step: Tightening,
  contact: CrmContact,
): Promise<{ now: CrmContact } | Exclude<Tightened, { kind: 'consent-tightened' }>> {
  const { record, pair } = step;
  const values = looser({ ...record, fields: contact.customFields });
  const fields = Object.keys(values);
  if (fields.length === 0) return { now: contact };
  record.tightened = [...new Set([...record.tightened, ...fields])].sort();
  if (pair.cluster.mode === 'dry') return { now: contact };
  record.written = { ...record.written, [contact.displayId]: restOf(step, contact) };
  try {
    const written = await write(deps, step, { contact, values });
    if (written.kind === 'written') return { now: written.contact };
    return written.kind === 'stopped' ? written : drifted({ code: 'gone', values: { contact: contact.displayId } });
  } catch (error) {
    return await refusal(deps, step, { error, fields });
  }
}

function write(
  deps: Deps,
  step: Tightening,
  { contact, values }: { contact: CrmContact; values: OptOuts },
): Promise<Written> {
  const { key, attempt, record, signal, pair } = step;
  const detail = `consent: tightening ${Object.keys(values).join(', ')} of ${contact.displayId}`;
  const { runId } = pair.cluster;
  const journal: Journal = (onCommit) => commitTightening(deps.db, { key, attempt, record, detail, runId, onCommit });
  return writeOptOuts(deps, { whose: key, contact: contact.displayId, values, journal, signal });
}

/** What a failed write means. What waiting can heal is thrown on, for a while: the next attempt reads everything again. */
async function refusal(
  deps: Deps,
  { pair, tries }: Tightening,
  failed: { error: unknown; fields: string[] },
): Promise<Exclude<Tightened, { kind: 'consent-tightened' }>> {
  const { error, fields } = failed;
  if (!(error instanceof CrmError)) throw error;
  if (error.kind === 'unauthorized' || error.kind === 'forbidden') return { kind: 'unauthorized' };
  if (error.retryable) {
    const ids = { run: pair.cluster.runId, cluster: pair.cluster.clusterId, duplicate: pair.duplicate };
    const of = { step: 'tightenConsent', ids, request: { readAttempts: tries } };
    if ((await isAway(error)) || !(await isLastTry(deps.db, of, error))) throw error;
  }
  const why: Reason = { code: 'consent-not-tightened', values: { fields, ...crmFailure(error) } };
  return { kind: 'held', ...said(why) };
}

function inWords({ record, pair }: Tightening): string {
  const { tightened } = record;
  if (tightened.length === 0) return 'nothing to tighten';
  return `${pair.cluster.mode === 'dry' ? 'would tighten' : 'tightened'} ${tightened.join(', ')}`;
}
