import { neededOptOuts, optOutName } from '../../contacts/base/merging/needed-opt-outs.ts';
import type { CrmContact, WriteOptions } from '../../crm/crm.ts';
import { CrmError } from '../../crm/errors.ts';
import { commitTightening } from '../../store/ledger/consent/consent-steps.ts';
import type { Deps } from '../deps.ts';
import { retryRead } from '../retry-reads.ts';
import { readBack, writeGuarded } from '../write-guarded.ts';
import type { LiveMembers, Stopped, Writing } from './carrying-over.ts';
import { type LiveMember, liveMember } from './live-cluster.ts';
import { fieldNames, missingValues, type Refusal } from './what-to-write.ts';

type Gone = { kind: 'gone'; contact: string };

/** A write and the first read after it. */
const CALLS = 2;
/** What is accepted may be done later. Beyond this the whole step is tried again: each write may be asked for twice. */
const PAUSES_MS = [0, 200, 1_000, 3_000];

/**
 * Refusals first, and none is trusted until a read shows it; then the values, one request each; then all members as they are afterwards.
 * Throws CrmError: `timeout` for what was accepted and is not to be seen.
 */
export async function writeAll(deps: Deps, writing: Writing): Promise<LiveMembers | Stopped | Gone> {
  const { carrying, cluster, addresses, toWrite } = writing;
  const { plan, union } = cluster;
  if (toWrite.refusals.length + toWrite.values.length === 0) return cluster;
  for (const refusal of toWrite.refusals) {
    for (const location of locationsOf(refusal, cluster.primary)) {
      const stopped = await write(deps, writing, {
        ...{ step: 'consent', what: `refusing ${optOutName(refusal)}` },
        send: (options) => carrying.refuse({ ...refusal, location }, options),
      });
      if (stopped !== null) return stopped;
    }
  }
  const refused = await shown(writing, (member) => neededOptOuts(member, union).length === 0);
  if ('kind' in refused) return refused;
  let primary = refused;
  for (const fields of carrying.grouped(toWrite.values)) {
    const { contact } = primary;
    const stopped = await write(deps, writing, {
      ...{ step: 'carry', what: `carrying over ${fieldNames(fields).join(', ')}` },
      send: (options) => carrying.give({ address: addresses.primary, contact, fields }, options),
    });
    if (stopped !== null) return stopped;
    const given = await shown(writing, (member) => missingValues(fields, { plan, member }).length === 0);
    if ('kind' in given) return given;
    primary = given;
  }
  // What was carried over allows nothing that they refuse.
  if (neededOptOuts(primary, union).length > 0) {
    throw new CrmError({ kind: 'timeout', message: 'What was carried over is allowed more than all of them allow' });
  }
  return afterwards(writing, primary);
}

/** Where the CRM asks whose messages are refused, all of the contact's places refuse. */
function locationsOf({ what }: Refusal, { contact }: LiveMember): (string | null)[] {
  return what === 'marketing' || contact.locations.length === 0 ? [null] : [...contact.locations];
}

async function write(
  deps: Deps,
  { pair, key, attempt, record, signal }: Writing,
  one: { step: 'consent' | 'carry'; what: string; send: (options: WriteOptions) => Promise<void> },
): Promise<Stopped | null> {
  const { budget } = await deps.crmFor(key);
  const reservation = await budget.reserve(CALLS, { signal });
  try {
    const { runId } = pair.cluster;
    const detail = `${one.step}: ${one.what}`;
    const seq = await writeGuarded(deps, {
      ...{ send: one.send, step: one.step, options: { signal, reservation } },
      journal: (onCommit) => commitTightening(deps.db, { key, attempt, record, detail, runId, onCommit }),
    });
    return seq === null ? null : { kind: 'stopped', seq };
  } finally {
    await budget.release(reservation);
  }
}

/** The primary once a read shows it so. */
async function shown(
  { crm, carrying, pair, signal, cluster }: Writing,
  isSo: (member: LiveMember) => boolean,
): Promise<LiveMember | Gone> {
  const { plan } = cluster;
  const member = (contact: CrmContact): LiveMember => liveMember(carrying, { shown: contact, plan });
  const isShown = (contact: CrmContact): boolean => isSo(member(contact));
  const now = await readBack(crm, { contact: pair.primary, isShown, options: { signal }, pausesMs: PAUSES_MS });
  if (now === null) throw new CrmError({ kind: 'timeout', message: 'A write was accepted and is not done' });
  return now.kind === 'gone' ? { kind: 'gone', contact: pair.primary } : member(now.contact);
}

/** A refusal reaches whoever holds the number. */
async function afterwards(
  { crm, carrying, pair, cluster, signal }: Writing,
  primary: LiveMember,
): Promise<LiveMembers | Gone> {
  const { plan } = cluster;
  const again = async ({ contact }: LiveMember): Promise<LiveMember | null> => {
    const reading = await retryRead(() => crm.readContact(contact.uid, { signal }));
    return reading.kind === 'gone' ? null : liveMember(carrying, { shown: reading.contact, plan });
  };
  const duplicate = await again(cluster.duplicate);
  if (duplicate === null) return { kind: 'gone', contact: pair.duplicate };
  const others = await Promise.all(cluster.others.map(again));
  return { primary, duplicate, others: others.filter((one) => one !== null) };
}
