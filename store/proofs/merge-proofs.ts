import { sql } from 'drizzle-orm';
import type { ProvableMerge } from '../../crm/crm.ts';
import type { Db, Tx } from '../database.ts';

/** What was seen when two contacts were merged to try it. Null: it could not be seen. */
export interface ProofAnswers {
  /** The duplicate's own address answers nobody, or somebody else. */
  duplicateGone: boolean;
  /** The primary answers at its own address. */
  primaryThere: boolean;
  /** A name, an address or another value that the primary was given is there. */
  fields: boolean | null;
  tags: boolean | null;
  /** The conversations of the duplicate are with the primary. */
  conversations: boolean | null;
  /** By channel: the refusals written before the merge were there after it. */
  refusals: { transactional: boolean | null; marketing: boolean | null };
  /** A channel that a write adds is opted in by itself. */
  newChannelsOptedIn: boolean | null;
  /** A person says that what was deleted could be restored; null: nobody has tried. */
  restorable: boolean | null;
  /** A contact answers to its uid. */
  addressedByUid: boolean | null;
}

export interface MergeProof {
  crm: string;
  org: string;
  version: string;
  kind: ProvableMerge | null;
  answers: ProofAnswers;
  by: string;
  provenAt: Date;
}

/** In force is the one of now alone: what was shown before is forgotten, also where less was shown now. */
export async function keepProof(db: Db, proof: Omit<MergeProof, 'provenAt'>): Promise<void> {
  const { crm, org, version, kind, answers, by } = proof;
  await db.execute(sql`
    insert into merge_proofs (crm, org, version, kind, answers, by, proven_at)
    values (${crm}, ${org}, ${version}, ${kind}, ${JSON.stringify(answers)}::jsonb, ${by}, clock_timestamp())
    on conflict (crm, org) do update set version = excluded.version, kind = excluded.kind, answers = excluded.answers,
      by = excluded.by, proven_at = excluded.proven_at`);
}

/** Whatever version it was shown by. Null: nobody has tried. */
export async function readProof(db: Tx, { crm, org }: { crm: string; org: string }): Promise<MergeProof | null> {
  const [row] = await db.execute<Omit<MergeProof, 'provenAt'> & { provenAt: string }>(sql`
    select crm, org, version, kind, answers, by, proven_at as "provenAt" from merge_proofs
    where crm = ${crm} and org = ${org}`);
  return row === undefined ? null : { ...row, provenAt: new Date(row.provenAt) };
}

/** Of all organizations of a CRM, in order. */
export async function proofsOf(db: Tx, crm: string): Promise<MergeProof[]> {
  const rows = await db.execute<{ org: string }>(sql`select org from merge_proofs where crm = ${crm} order by org`);
  const found: MergeProof[] = [];
  for (const { org } of rows) {
    const proof = await readProof(db, { crm, org });
    if (proof !== null) found.push(proof);
  }
  return found;
}

/** What holds now: null where nothing was shown by this version. */
export async function provenKind(
  db: Tx,
  { crm, org, version }: { crm: string; org: string; version: string | undefined },
): Promise<ProvableMerge | null> {
  const proof = await readProof(db, { crm, org });
  return proof === null || proof.version !== version ? null : proof.kind;
}
