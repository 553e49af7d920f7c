import { setTimeout as sleep } from 'node:timers/promises';
import { budgetScope, type CrmSettings, requireToken } from '../../config/crm-settings.ts';
import { fillGaps } from '../../contacts/base/fill-gaps.ts';
import { baseMember } from '../../contacts/base/member.ts';
import { addressKey } from '../../contacts/base/merging/own-address.ts';
import type { FilledField } from '../../contacts/plan.ts';
import { connectCrm, connectorOf } from '../../crm/connect.ts';
import type { KnownContact } from '../../crm/connector.ts';
import type { Carrying, Crm, ProvableMerge } from '../../crm/crm.ts';
import { CrmError } from '../../crm/errors.ts';
import type { Db } from '../../store/database.ts';
import { oneAtATime } from '../../store/one-at-a-time.ts';
import { keepProof, type MergeProof, type ProofAnswers } from '../../store/proofs/merge-proofs.ts';
import { createRateBudget } from '../../store/rate/postgres-budget.ts';
import { crmErrorInWords } from '../find-organization.ts';
import { Refused } from '../refused.ts';
import { answersOf, has, type Seen } from './answers-of.ts';
import { readTwo, type Two } from './read-two.ts';

export interface ProveMerge {
  /** The CRM's name. */
  crm: string;
  settings: CrmSettings;
  db: Db;
  kind: ProvableMerge;
  /** As a person typed it: the token must be of just that one. */
  testOrg: string;
  /** By what the two are asked for: a conversation or an e-mail of their own. */
  addresses: { primary: string; duplicate: string };
  /** What a person has seen of it before; null: nothing. */
  restorable: boolean | null;
  by: string;
  /** Asked before anything is written. */
  confirm: (two: Two) => Promise<boolean>;
  /** What is accepted may be done so much later. @default a minute */
  patienceMs?: number;
}

const PATIENCE_MS = 60_000;
const POLL_MS = 500;
/** Between the two looks that find the duplicate gone. */
const APART_MS = 1_500;

/**
 * Merges two contacts that a person has made for it, and keeps what was seen; null where the person does not want to. A contact cannot be
 * made here: a create with a phone that somebody has changes that one. Throws Refused and Unreachable.
 */
export async function proveMerge(request: ProveMerge): Promise<Omit<MergeProof, 'provenAt'> | null> {
  const { settings, db, crm: name, kind } = request;
  const { description } = connectorOf(name);
  if (!description.provable?.includes(kind))
    throw new Refused(`${settings.title} has no merge that would have to be proven`);
  const known = new Map<string, KnownContact>();
  const budget = createRateBudget({
    ...{ db, token: requireToken(settings).reveal(), limit: settings.rateLimit, scope: budgetScope(name, settings) },
  });
  const crm = connectCrm({
    ...{ crm: name, settings, budget },
    exclusively: (what, work) => oneAtATime(db, `exclusively ${what}`, work),
    directory: async ({ contact }) => known.get(contact) ?? null,
    proven: async () => ({ kind, restorable: null, newChannelsOptedIn: null }),
  });
  try {
    return await prove(request, { crm, known });
  } catch (error) {
    throw error instanceof CrmError ? crmErrorInWords(error, { crm: name, settings }) : error;
  } finally {
    await crm.close();
  }
}

interface Tools {
  crm: Crm;
  known: Map<string, KnownContact>;
}

async function prove(request: ProveMerge, { crm, known }: Tools): Promise<Omit<MergeProof, 'provenAt'> | null> {
  const { testOrg, settings, db, kind, by, addresses, restorable } = request;
  const { carrying, version } = crm;
  if (carrying === undefined || version === undefined) throw new Refused(`${settings.title} cannot be written to`);
  const { org } = await crm.identify();
  if (org !== testOrg) {
    throw new Refused(
      `The token belongs to organization '${org}', and --test-org says '${testOrg}': nothing was changed`,
    );
  }
  const two = await readTwo({ crm, carrying, addresses, known });
  if (!(await request.confirm(two))) return null;
  const wait = { patienceMs: request.patienceMs ?? PATIENCE_MS };
  const refusals = await refuseAll(carrying, { crm, two, ...wait });
  const given = await giveAll(carrying, { crm, two, addresses, ...wait });
  await sendMerge(crm, { two, addresses });
  const gone = await becomesGone(carrying, { two, addresses, ...wait });
  const primary = await crm.readContact(two.primary.contact.uid);
  const seen: Seen = {
    ...{ two, given, refusals, gone, restorable },
    primary: primary.kind === 'alive' ? carrying.contactOf(primary.contact.raw) : null,
    primaryAnswers: (await carrying.whoAnswers(addresses.primary)) === two.primary.contact.uid,
    addressedByUid: (await carrying.whoAnswers(two.primary.contact.uid)) === two.primary.contact.uid,
  };
  const answers: ProofAnswers = answersOf(seen);
  const isProven = answers.duplicateGone && answers.primaryThere;
  const proof = { crm: crm.name, org, version, kind: isProven ? kind : null, answers, by };
  await keepProof(db, proof);
  return proof;
}

interface Waiting {
  crm: Crm;
  two: Two;
  patienceMs: number;
}

/** Null where the application is not allowed to. */
async function refuseAll(carrying: Carrying, { crm, two, patienceMs }: Waiting): Promise<boolean | null> {
  const { contact } = two.primary;
  const phone = contact.channels.find(({ kind }) => kind === 'phone');
  if (phone === undefined) return null;
  try {
    for (const location of contact.locations) {
      await carrying.refuse({ what: 'transactional', identifier: phone.identifier, location });
    }
    await carrying.refuse({ what: 'marketing', identifier: phone.identifier, location: null });
  } catch (error) {
    if (error instanceof CrmError && ['forbidden', 'invalid', 'not-found'].includes(error.kind)) return null;
    throw error;
  }
  return eventually(patienceMs, async () => {
    const now = await contactNow(carrying, crm, contact.uid);
    const channel = now?.channels.find(({ identifier }) => identifier === phone.identifier);
    return channel !== undefined && channel.optedOutAt !== null && channel.marketingLocations.length === 0;
  });
}

/** What the duplicate has and the primary lacks, but by what the duplicate is asked for: then nobody would know who is meant. */
async function giveAll(
  carrying: Carrying,
  { crm, two, addresses, patienceMs }: Waiting & { addresses: ProveMerge['addresses'] },
): Promise<FilledField[]> {
  const rules = { locations: new Map(), regions: new Map(), region: null };
  const members = [baseMember(two.primary.contact, rules), baseMember(two.duplicate.contact, rules)];
  const values = fillGaps(members).filter(
    ({ field, value }) => field !== 'phone' && addressKey(value) !== addressKey(addresses.duplicate),
  );
  for (const fields of carrying.grouped(values)) {
    const { contact } = two.primary;
    await carrying.give({ address: addresses.primary, contact, fields });
    await eventually(patienceMs, async () => {
      const now = await contactNow(carrying, crm, contact.uid);
      return now !== null && fields.every((one) => has(now, one));
    });
  }
  return values;
}

async function contactNow({ contactOf }: Carrying, crm: Crm, uid: string): Promise<ReturnType<Carrying['contactOf']>> {
  const reading = await crm.readContact(uid);
  return reading.kind === 'gone' ? null : contactOf(reading.contact.raw);
}

async function sendMerge(
  crm: Crm,
  { two, addresses }: { two: Two; addresses: ProveMerge['addresses'] },
): Promise<void> {
  const connection = await crm.openMerge();
  try {
    const outcome = await connection.send({
      primary: two.primary.contact.uid,
      duplicate: two.duplicate.contact.uid,
      addresses,
      timeoutMs: 30_000,
      mayWrite: () => true,
    });
    if (outcome.kind === 'not-sent') throw new Refused(`The merge was not sent (${outcome.why}): nothing is proven`);
  } finally {
    await connection.close();
  }
}

async function becomesGone(
  carrying: Carrying,
  { two, addresses, patienceMs }: Omit<Waiting, 'crm'> & { addresses: ProveMerge['addresses'] },
): Promise<boolean> {
  const isGone = async (): Promise<boolean> =>
    (await carrying.whoAnswers(addresses.duplicate)) !== two.duplicate.contact.uid;
  if (!(await eventually(patienceMs, isGone))) return false;
  await sleep(APART_MS);
  return isGone();
}

async function eventually(patienceMs: number, isSo: () => Promise<boolean>): Promise<boolean> {
  for (let waited = 0; waited <= patienceMs; waited += POLL_MS) {
    if (await isSo()) return true;
    await sleep(POLL_MS);
  }
  return false;
}
