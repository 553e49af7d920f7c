import type { CrmSettings } from '../config/crm-settings.ts';
import type { Db } from '../store/database.ts';
import { pairName } from '../store/ledger/pair-name.ts';
import { type NamedPair, pairsNamed } from '../store/ledger/pairs-named.ts';
import { WAITS_FOR_PERSON } from '../store/pair-states.ts';
import type { RunMode } from '../store/types.ts';
import { Refused } from './refused.ts';

export interface FindPair {
  /** `<cluster>.<duplicate>` or `<cluster>.<primary>.<duplicate>` */
  pair: string;
  /** Those whose settings name an organization are looked up in that one only. */
  crms: Record<string, CrmSettings>;
}

/**
 * Looks the pair up among the real ones of the ledger. Of several that a short name may mean, the one that waits for a person.
 * Throws Refused when none or more remain.
 */
export async function findPair(db: Db, { pair, crms }: FindPair): Promise<NamedPair> {
  const [, clusterId, rest] = /^([0-9a-f]{32})\.(\S+)$/.exec(pair) ?? [];
  if (clusterId === undefined || rest === undefined) {
    throw new Refused(`'${pair}' is no pair: expected CLUSTER.DUPLICATE or CLUSTER.PRIMARY.DUPLICATE`, {
      todo: { code: 'take-name-from-status', values: {} },
    });
  }
  const named = async (mode: RunMode): Promise<NamedPair[]> => {
    const all = await pairsNamed(db, { mode, clusterId, rest });
    return all.filter(({ key }) => [null, key.org].includes(crms[key.crm]?.org ?? null));
  };
  const found = await named('real');
  if (found.length === 0) {
    const [dry] = await named('dry');
    if (dry !== undefined) throw new Refused(onlyDry(pair, dry));
    const orgs = Object.values(crms).flatMap(({ org }) => org ?? []);
    throw new Refused(`Pair ${pair} is not in the ledger${orgs.length === 0 ? '' : ` of ${orgs.join(' or ')}`}`);
  }
  const waiting = found.filter(({ state }) => WAITS_FOR_PERSON.includes(state));
  const [one, ...others] = waiting.length === 1 ? waiting : found;
  if (one === undefined || others.length > 0) throw new Refused(ambiguous(found, { pair, crms }));
  return one;
}

/** It is held as a real one is, and `status` shows it so. */
function onlyDry(pair: string, { runId, state }: NamedPair): string {
  return `Pair ${pair} is of the dry run ${runId} alone ('${state}'): nothing of it was sent, so there is nothing to resolve. A new plan looks at it anew`;
}

function ambiguous(found: NamedPair[], { pair, crms }: FindPair): string {
  const each = found.map(({ key, state }) => `${pairName(key)} in ${key.org}, '${state}'`).join('; ');
  const variables = new Set(found.flatMap(({ key }) => crms[key.crm]?.variables.org ?? []));
  const severalOrgs = new Set(found.map(({ key }) => `${key.crm}/${key.org}`)).size > 1 && variables.size > 0;
  const how = severalOrgs
    ? `${[...variables].join(' or ')} narrows it down to one organization`
    : 'Type the whole name';
  return `Pair ${pair} is in the ledger ${found.length} times (${each}). ${how}`;
}
