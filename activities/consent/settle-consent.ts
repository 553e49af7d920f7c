import { createHash } from 'node:crypto';
import { ApplicationFailure } from '@temporalio/activity';
import { consentOfPlain } from '../../contacts/base/merging/plain-consent.ts';
import { takeOverWords } from '../../pages/kit/take-over-words.ts';
import { consentRefusal, settleConsent as settle } from '../../store/ledger/consent/compliance.ts';
import { type PairRow, readPair } from '../../store/ledger/ledger.ts';
import { pairName, typedPairName } from '../../store/ledger/pair-name.ts';
import type { ChannelSeen, PairSeen } from '../../store/ledger/settlement.ts';
import type { TakeOverRefusal } from '../../store/ledger/take-over-refusal.ts';
import type { PairKey } from '../../store/types.ts';
import { liveMember, plannedCluster } from '../carrying/live-cluster.ts';
import type { Deps } from '../deps.ts';
import { retryRead } from '../retry-reads.ts';
import { withHeartbeat } from '../with-heartbeat.ts';

export interface SettlingConsent {
  key: PairKey;
  token: string;
  /** The person's word, as the store has it, and the digest of what the person was shown. Without: nothing is written. */
  word?: { id: number; digest: string };
}

/** `reopened`: the word counts, and the pair is looked at to its end. Null: it was only shown. */
export interface SettledConsent {
  seen: PairSeen;
  reopened: { runId: string; part: number } | null;
}

/**
 * Shows what all members together refuse, and what the primary refuses now, channel by channel; with a person's word lets the pair go on to
 * its end without. Nothing is written to the CRM.
 */
export function settleConsent(deps: Deps) {
  return ({ key, token, word }: SettlingConsent): Promise<SettledConsent> =>
    withHeartbeat(async (_beat, signal) => {
      const { db } = deps;
      const row = await readPair(db, key);
      const refused = await consentRefusal(db, { key, row, token });
      if (refused !== null || row === null) throw refusal(refused);
      const seen = await seeConsent(deps, { key, row, signal });
      if (word === undefined) return { seen, reopened: null };
      if (word.digest !== seen.digest && row.token !== token)
        throw refusal({ code: 'pair-seen-otherwise', values: { pair: await typedPairName(db, key) } });
      const settled = await settle(db, { key, token, word: word.id });
      if ('refused' in settled) throw refusal(settled.refused);
      return { seen, reopened: settled };
    });
}

function refusal(refused: TakeOverRefusal | null): ApplicationFailure {
  if (refused === null) return ApplicationFailure.nonRetryable('The pair is not in the ledger', 'CannotResolve');
  return ApplicationFailure.nonRetryable(takeOverWords(refused), 'CannotResolve', refused);
}

async function seeConsent(
  deps: Deps,
  { key, row, signal }: { key: PairKey; row: PairRow; signal: AbortSignal },
): Promise<PairSeen> {
  const { crm } = await deps.crmFor(key);
  const { mode, crm: name, org, clusterId } = key;
  const plan = await plannedCluster(deps, { cluster: { runId: row.runId, mode, crm: name, org, clusterId, part: 0 } });
  const union = consentOfPlain(row.consent?.union ?? { channels: [], optOuts: null });
  const primary = await retryRead(() => crm.readContact(key.primaryId, { signal }));
  const duplicate = await retryRead(() => crm.readContact(key.duplicateId, { signal }));
  const alive = primary.kind === 'alive' && crm.carrying !== undefined ? primary.contact : null;
  const member = alive === null || crm.carrying === undefined ? null : liveMember(crm.carrying, { shown: alive, plan });
  const consent = (member?.contact.channels ?? []).map((channel, at): ChannelSeen => {
    const all = union.channels.get(member?.identities[at] ?? channel.identifier);
    return {
      kind: channel.kind,
      must: { refused: all === undefined || all.optedOutAt !== null, marketing: [...(all?.marketing ?? [])].sort() },
      now: {
        refused: channel.optedOutAt === null ? false : channel.optedOutAt === 'unknown' ? null : true,
        marketing: channel.marketingLocations === 'unknown' ? null : [...channel.marketingLocations].sort(),
      },
    };
  });
  const all = { primaryThere: primary.kind === 'alive', duplicateThere: duplicate.kind === 'alive', pointsTo: null };
  const text = JSON.stringify([pairName(key), 'settled-consent', all, consent]);
  return { ...all, things: null, consent, digest: createHash('sha256').update(text).digest('hex').slice(0, 16) };
}
