import { fieldName } from '../../contacts/explain/field-text.ts';
import { mergeOutcome, type SeenOutcome } from '../../contacts/explain/merge-outcome.ts';
import type { ShownKind } from '../../contacts/planning/matched/shown-in.ts';
import type { ShownDescription } from '../../crm/crm.ts';
import type { BackupStore } from '../../store/backups/backup-store.ts';
import { newestKeptBodies } from '../../store/backups/kept-bodies.ts';
import type { Db } from '../../store/database.ts';

/** By the name that a review has for a field. */
type SeenMerges = Readonly<Record<string, SeenOutcome>>;

const FIELDS: Readonly<Record<ShownKind, string>> = { full_name: fieldName('name'), email: 'e-mail', phone: 'phone' };
/** Merges that are looked at. */
const MOST = 20;

/** What is seen of it in the after-images of the newest merges; a field that none of them tells anything about is not there. */
export async function seenMerges(
  db: Db,
  request: { crm: string; org: string; shown: ShownDescription | undefined; backups: Pick<BackupStore, 'read'> },
): Promise<SeenMerges> {
  const { crm, org, shown, backups } = request;
  if (shown === undefined) return {};
  const seen: Record<string, SeenOutcome> = {};
  for (const { at, ...bodies } of await newestKeptBodies(db, backups, { crm, org, most: MOST })) {
    const own = valuesIn(bodies.own, shown);
    const [other, after] = [valuesIn(bodies.other, shown), valuesIn(bodies.after, shown)];
    for (const [field, value] of own) {
      const outcome = mergeOutcome({ own: value, other: other.get(field) ?? '', after: after.get(field) ?? '' });
      if (outcome === null) continue;
      const newer = seen[field];
      if (newer === undefined) seen[field] = { outcome, at };
      else if (newer.outcome !== outcome) newer.outcome = 'mixed';
    }
  }
  return seen;
}

/** By the name that a review has for a field. */
function valuesIn(body: Uint8Array, { kinds, cellsIn, fieldsIn }: ShownDescription): Map<string, string> {
  const cells = cellsIn(body);
  const fields = Object.entries(fieldsIn?.(body) ?? {}).map(([field, value]) => [fieldName(field), value] as const);
  return new Map([...fields, ...kinds.map((kind) => [FIELDS[kind], cells[kind] ?? ''] as const)]);
}

/** Kept for a while: every card of a review asks for it. */
const KEPT_MS = 60_000;

export function keptSeenMerges(): (db: Db, request: Parameters<typeof seenMerges>[1]) => Promise<SeenMerges> {
  const kept = new Map<string, { until: number; seen: Promise<SeenMerges> }>();
  return (db, request) => {
    const key = `${request.crm} ${request.org}`;
    const known = kept.get(key);
    if (known !== undefined && known.until > Date.now()) return known.seen;
    // A card without it is better than none.
    const seen = seenMerges(db, request).catch((): SeenMerges => ({}));
    kept.set(key, { until: Date.now() + KEPT_MS, seen });
    return seen;
  };
}
