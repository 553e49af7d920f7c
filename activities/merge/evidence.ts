import type { Crm } from '../../crm/crm.ts';
import { LIST, METADATA } from '../../store/backups/layout.ts';
import { type Evidence, freezeEvidence, frozenEvidence, mergedBefore } from '../../store/ledger/evidence.ts';
import { type PairRow, readPair } from '../../store/ledger/ledger.ts';
import type { Reading } from '../../store/ledger/readings.ts';
import type { BackupRef, PairKey } from '../../store/types.ts';
import type { Deps } from '../deps.ts';

type Rebuilding = Pick<Deps, 'db' | 'backups'> & { crm: Pick<Crm, 'relations'> };

/**
 * What a pair that was sent is judged by. Of one sent before it was frozen with the pair, it is rebuilt from the backups that the
 * ledger lists, found by digest: the readings may be another run's by now. Null where one of them is gone or damaged.
 */
export async function evidenceOf(
  deps: Rebuilding,
  { key, row }: { key: PairKey; row: Pick<PairRow, 'backups' | 'runId'> },
): Promise<Evidence | null> {
  const frozen = await frozenEvidence(deps.db, key);
  if (frozen !== null) return frozen;
  const known = row.backups.length > 0 ? row : { backups: await recovered(deps, key, row.runId) };
  const [primary, duplicate] = [await rebuilt(deps, key.primaryId, known), await rebuilt(deps, key.duplicateId, known)];
  if (primary === null || duplicate === null) return null;
  for (const earlier of await mergedBefore(deps.db, key)) {
    const pair = await readPair(deps.db, earlier);
    const merged = pair === null ? null : await evidenceOf(deps, { key: earlier, row: pair });
    if (merged === null) return null;
    unite(primary, merged.duplicate);
  }
  const evidence = { primary, duplicate };
  await freezeEvidence(deps.db, key, { evidence, backups: known.backups });
  return evidence;
}

/** A pair that was sent has backups: a ledger that lists none is an older copy, and they lie where they were put. */
async function recovered({ backups }: Rebuilding, key: PairKey, runId: string): Promise<BackupRef[]> {
  const { clusterId, primaryId, duplicateId } = key;
  const contacts = [primaryId, duplicateId];
  const listed = await backups.list({ runId, clusterId, contacts, since: 0 });
  const lacking = contacts.filter((contact) => !listed.some(({ contactId }) => contactId === contact));
  const found = lacking.length === 0 ? [] : await backups.recover({ runId, clusterId, contacts: lacking });
  return [...listed, ...found].map(({ contactId, round, digest }) => ({ contactId, part: round, digest }));
}

/** A contact as its backups show it: the sets of the first, and what later ones added. */
async function rebuilt(
  { crm, backups }: Pick<Rebuilding, 'crm' | 'backups'>,
  contactId: string,
  { backups: listed }: { backups: BackupRef[] },
): Promise<Reading | null> {
  const own = listed.filter((backup) => backup.contactId === contactId).sort((a, b) => a.part - b.part);
  let reading: Reading | null = null;
  for (const { digest } of own) {
    const facts = await backups.read(digest, LIST);
    if (facts === null || (await backups.verify(digest)).length > 0) return null;
    const parsed = JSON.parse(Buffer.from(facts).toString('utf8')) as Facts;
    if (reading === null) {
      if ((await backups.read(digest, METADATA)) === null) return null;
      reading = readingOf(crm, contactId, parsed);
    } else addTo(crm, reading, parsed);
  }
  return reading;
}

type Ids = string[] | Record<string, string[]> | null | undefined;

/** What a backup's list says beside the files: the sets by kind, and by relation where a kind has several. */
interface Facts extends Record<string, unknown> {
  contact: { id: string; display_id: string };
  added?: Record<string, string[]>;
}

function readingOf({ relations }: Pick<Crm, 'relations'>, contactId: string, facts: Facts): Reading {
  const sets: Record<string, string[]> = {};
  for (const { name, noun } of relations) {
    const ids = facts[noun.many] as Ids;
    const set = Array.isArray(ids) ? ids : ids?.[name];
    if (set !== undefined) sets[name] = set;
  }
  const unknown = { email: '', name: null, state: '', isVerified: null, externalRef: null };
  return {
    contactId,
    fullId: facts.contact.id,
    ...unknown,
    fieldsDigest: '',
    modifiedAt: null,
    relations: sets,
    own: {},
  };
}

/** Which relation added it is not said: it counts as one that must follow, which may ask for a person, and never proves too much. */
function addTo({ relations }: Pick<Crm, 'relations'>, reading: Reading, { added = {} }: Facts): void {
  for (const { name, noun, merge } of relations) {
    if (merge === 'free') continue;
    reading.relations[name] = [...new Set([...(reading.relations[name] ?? []), ...(added[noun.many] ?? [])])].sort();
  }
}

function unite(primary: Reading, merged: Reading): void {
  for (const [name, ids] of Object.entries(merged.relations)) {
    primary.relations[name] = [...new Set([...(primary.relations[name] ?? []), ...ids])].sort();
  }
}
