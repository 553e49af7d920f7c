import type { CrmDescription, MergeKind } from '../../crm/crm.ts';
import type { Tx } from '../database.ts';
import { provenKind } from './merge-proofs.ts';

/** How a CRM merges now: as its description says, else as was proven for the organization by the version of its API that is spoken. */
export async function mergeKind(
  db: Tx,
  { crm, org }: { crm: { name: string; description: CrmDescription; version?: string | undefined }; org: string },
): Promise<MergeKind> {
  const { name, description, version } = crm;
  const { merge, provable } = description;
  if (merge !== 'none' || provable === undefined) return merge;
  const proven = await provenKind(db, { crm: name, org, version });
  if (proven === null || !provable.includes(proven)) return 'none';
  return proven === 'native' ? 'async' : 'emulated';
}
