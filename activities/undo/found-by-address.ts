import { sharedAddresses } from '../../store/base/shared-addresses.ts';
import type { Reason } from '../../store/reasons.ts';
import type { Deps } from '../deps.ts';
import type { FoundBack } from './find-back.ts';

/** The CRM's clock is not ours. */
const CLOCKS_APART_MS = 10 * 60_000;

/**
 * Whether a contact that answers to the e-mail by which one was made is that one: the old contact itself, which somebody has restored, or one that
 * nothing else leads to and that is no older than our create. One that an administrator or a customer made is nobody's to take.
 */
export function isOurs(found: FoundBack, { old, creatingAt }: { old: string; creatingAt: string | null }): boolean {
  if (found.fullId === old) return true;
  if (found.found === undefined) return true;
  const { createdAt, isBare } = found.found;
  if (!isBare || creatingAt === null) return false;
  return createdAt === null || Date.parse(createdAt) >= Date.parse(creatingAt) - CLOCKS_APART_MS;
}

export function addressTaken(contact: string | null): Reason {
  return { code: 'undo-address-taken', values: { contact } };
}

/** Whether another contact of the last complete scan has the address: also where nobody answers to it now. */
export async function isKnownToAnother(
  { db }: Pick<Deps, 'db'>,
  { address, ...of }: { crm: string; org: string; uid: string; address: string },
): Promise<boolean> {
  return (await sharedAddresses(db, { ...of, addresses: [address] })).size > 0;
}
