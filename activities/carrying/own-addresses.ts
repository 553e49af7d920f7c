import { addressKey, notShared, ownAddresses } from '../../contacts/base/merging/own-address.ts';
import type { CallOptions, Carrying, PairAddresses } from '../../crm/crm.ts';
import { sharedAddresses } from '../../store/base/shared-addresses.ts';
import type { Reason } from '../../store/reasons.ts';
import type { Deps } from '../deps.ts';
import type { PairRef } from '../pair-ref.ts';
import { retryRead } from '../retry-reads.ts';
import type { LiveCluster, LiveMember } from './live-cluster.ts';

/**
 * By what each of the two can be asked for, and nobody else: no other contact of the index has it, none of the cluster has it now, and the
 * CRM answers to it with just that contact. The reason where one of them has no such thing.
 */
export async function findAddresses(
  { db }: Pick<Deps, 'db'>,
  request: { carrying: Carrying; pair: PairRef; cluster: LiveCluster; options: CallOptions },
): Promise<PairAddresses | { why: Reason }> {
  const { carrying, pair, cluster, options } = request;
  const { crm, org } = pair.cluster;
  const members = [cluster.primary, cluster.duplicate, ...cluster.others];
  // What the primary takes over is the duplicate's alone only until then.
  const taken = (cluster.plan.fill ?? []).map(({ value }) => addressKey(value));
  const find = async (member: LiveMember): Promise<string | null> => {
    const { uid } = member.contact;
    const addresses = ownAddresses(member.contact);
    const shared = await sharedAddresses(db, { crm, org, uid, addresses });
    const beside = members.filter((one) => one !== member).flatMap(({ contact }) => ownAddresses(contact));
    for (const address of notShared(addresses, new Set([...shared, ...taken, ...beside.map(addressKey)]))) {
      if ((await retryRead(() => carrying.whoAnswers(address, options))) === uid) return address;
    }
    return null;
  };
  const primary = await find(cluster.primary);
  if (primary === null) return { why: { code: 'no-own-address', values: { contact: pair.primary } } };
  const duplicate = await find(cluster.duplicate);
  if (duplicate === null) return { why: { code: 'no-own-address', values: { contact: pair.duplicate } } };
  return { primary, duplicate };
}

/** The last look before the write: null while both addresses answer with the contact whose they are. Throws CrmError. */
export async function addressesStand(
  { whoAnswers }: Carrying,
  {
    pair,
    addresses,
    options,
  }: { pair: Pick<PairRef, 'primary' | 'duplicate'>; addresses: PairAddresses; options: CallOptions },
): Promise<Reason | null> {
  for (const which of ['primary', 'duplicate'] as const) {
    const contact = pair[which];
    if ((await whoAnswers(addresses[which], options)) !== contact) {
      return { code: 'address-not-own', values: { contact } };
    }
  }
  return null;
}
