import { cameWithOthers, type MergeBelow } from '../../contacts/undo/came-with-others.ts';
import type { SeenThing, UndoSeen, WritableFields } from '../../contacts/undo/undo-seen.ts';
import type { CallOptions, Crm, CrmContact, CrmThing, Restoring } from '../../crm/crm.ts';
import { type AfterImage, readAfterImage } from '../../store/backups/after-image.ts';
import type { Evidence } from '../../store/ledger/evidence.ts';
import { type MergedPair, type MergeInto, mergesInto, movedReference } from '../../store/undo/merged-pair.ts';
import { type LedgerMergeBelow, mergesBelow } from '../../store/undo/merges-below.ts';
import type { UndoPairKey } from '../../store/undo/types.ts';
import type { Deps } from '../deps.ts';
import { readList } from '../reading/read-list.ts';
import { followingRelations } from '../reading/relations.ts';
import { retryRead } from '../retry-reads.ts';
import { fieldsBefore, fieldsOnTurn, newestBody } from './kept-fields.ts';

export interface Seeing {
  deps: Pick<Deps, 'db' | 'backups' | 'describe'>;
  crm: Crm;
  restoring: Restoring;
  key: UndoPairKey;
  merged: MergedPair;
  evidence: Evidence;
  /** Null with `--through`: it is gone. */
  primary: CrmContact | null;
  /** Its id of now, which is not the ledger's where it was merged away itself and is back. */
  primaryNow: string;
  /** The old id, where it is a living contact again. */
  alive: CrmContact | null;
  /** Who has what came from the duplicate. */
  holder: string;
  /** The holder as it is now: with `--through` it is not the primary. */
  held: CrmContact;
  /** What the holder is named by for its own sake, beside the primary's; null where nobody knows, and then it stays named by all. */
  own: Readonly<Record<string, readonly string[]>> | null;
  /** The e-mail by which it is made anew; absent where a marker does. */
  by?: string;
  options: CallOptions;
}

/** All that the plan of an undo is made of. `body`: the duplicate's, as it was backed up. Null where the backups do not have the two contacts. */
export async function seeUndo(seeing: Seeing): Promise<{ seen: UndoSeen; body: Uint8Array } | null> {
  const { deps, restoring, key, merged, primary, primaryNow, alive, holder, by } = seeing;
  const { db, backups } = deps;
  const merges = await mergesInto(db, key, primaryNow);
  const body = await newestBody(backups, key.duplicateId, merged.backups);
  const keeping = { backups, restoring, primary: key.primaryId, merges };
  const before = await fieldsBefore(keeping, { duplicateId: key.duplicateId, backups: merged.backups });
  if (body === null || before === null) return null;
  const image = merged.afterImage === null ? null : await readAfterImage(backups, merged.afterImage);
  const after = image === null || !before.known ? null : restoring.fieldsOf(image.primary);
  const moved = await movedReference(db, key);
  const reference = restoring.fields.find(({ kind }) => kind === 'reference')?.name ?? '';
  const shownNow = primary === null ? null : restoring.fieldsOf(primary.raw);
  const onTurn = { now: shownNow ?? {}, moved: moved === null ? null : { ...moved, field: reference } };
  const now = shownNow === null ? null : await fieldsOnTurn(keeping, onTurn);
  const seen: UndoSeen = {
    can: {
      ...{ fields: restoring.fields, lost: restoring.lost, knownBy: restoring.knownBy },
      ...(restoring.keptStays && { keptStays: true }),
    },
    ...(by === undefined ? {} : { by }),
    keep: merged.keep,
    ids: { duplicate: key.duplicateId, primary: key.primaryId, holder },
    duplicate: restoring.fieldsOf(body),
    alive: alive === null ? null : { id: alive.displayId, now: restoring.fieldsOf(alive.raw) },
    primary: { before: before.fields, after, now },
    consent: await consentSeen(seeing, body),
    moved,
    ...(await thingsSeen(seeing, { merges, image })),
  };
  return { seen, body };
}

/** Both backups, the holder as it is now, and the old id where it is alive; and what the merge wrote to all of them. */
async function consentSeen({ deps, crm: { name }, restoring, key, merged, held, alive }: Seeing, body: Uint8Array) {
  const fieldsIn = deps.describe(name).customFieldsIn ?? (() => ({}));
  const kept = await newestBody(deps.backups, key.primaryId, merged.backups);
  const strict: WritableFields = merged.consent?.strict ?? {};
  const members = [fieldsIn(body), ...(kept === null ? [] : [fieldsIn(kept)])];
  const living = [held.customFields, ...(alive === null ? [] : [alive.customFields])];
  // What it opted out of does not make it lack the rest.
  const written = Object.keys(strict).length === 0 ? [] : [{ ...members[0], ...strict }];
  const pattern = restoring.fields.find((field) => field.name.endsWith('.*'))?.name ?? '';
  return { mapping: merged.mapping, members: [...members, ...living, ...written], prefix: pattern.slice(0, -1) };
}

async function thingsSeen(
  { deps, crm, merged, evidence, holder, own, key, options }: Seeing,
  { merges, image }: { merges: readonly MergeInto[]; image: AfterImage | null },
): Promise<Pick<UndoSeen, 'things' | 'newer'>> {
  const things: SeenThing[] = [];
  const newer: Record<string, number> = {};
  const below = await mergesBelow(deps.db, { key, sentAt: merged.sentAt });
  for (const relation of followingRelations(crm)) {
    const { name } = relation;
    const all = evidence.duplicate.relations[name] ?? [];
    const others = cameWithOthers(key.duplicateId, { had: all, merges: mergesOf(below, name) });
    const had = all.filter((id) => !others.has(id));
    const itsOwn = own === null ? had : (own[name] ?? []);
    const before = evidence.primary.relations[name] ?? [];
    const wasHolders = new Set([...before, ...staysWith(merges, key, name), ...itsOwn]);
    for (const id of had) {
      const thing = await retryRead(() => relation.read(id, options));
      things.push({
        relation: name,
        id,
        wasHolders: wasHolders.has(id),
        now: thing?.contacts ?? null,
        ...shownAs(thing),
        ...endOf(thing, merged.sentAt),
      });
    }
    if (image === null && merged.afterImage !== null) continue;
    const brought = merges.flatMap(({ evidence: of }) => of?.duplicate.relations[name] ?? []);
    const known = new Set([...wasHolders, ...all, ...brought, ...Object.keys(image?.relations[name] ?? {})]);
    const what = `The ${relation.noun.many} of ${holder}`;
    const list = await readList({ what, next: (cursor) => relation.list({ contact: holder, cursor }, options) });
    newer[name] = list.items.filter(({ id }) => !known.has(id)).length;
  }
  return { things, newer };
}

/** Of one that kept no evidence nobody knows what it brought. */
function mergesOf(below: readonly LedgerMergeBelow[], relation: string): MergeBelow[] {
  return below.map(({ primary, duplicate, isTakenBack, evidence }) => ({
    ...{ primary, duplicate, isTakenBack: isTakenBack && evidence !== null },
    had: {
      primary: evidence?.primary.relations[relation] ?? [],
      duplicate: evidence?.duplicate.relations[relation] ?? [],
    },
  }));
}

/** A thing that is gone has no name any more. */
function shownAs(thing: CrmThing | null): { name?: string } {
  return thing === null ? {} : { name: thing.displayId };
}

/** One that was closed before the merge is given back as it was. Clocks differ by seconds: one closed about then stays, and is named. */
function endOf(thing: CrmThing | null, sentAt: number | null): { ended?: 'closed' } {
  const closedAt = Date.parse(thing?.closedAt ?? '');
  return closedAt >= (sentAt ?? Number.POSITIVE_INFINITY) ? { ended: 'closed' } : {};
}

/** What another merge brought to the primary, which stands, or is not taken back before the pair. */
function staysWith(merges: readonly MergeInto[], key: UndoPairKey, relation: string): string[] {
  const others = merges.filter(
    (merge) => merge.duplicateId !== key.duplicateId && !merge.isUndone && merge.plan === null,
  );
  return others.flatMap(({ evidence }) => evidence?.duplicate.relations[relation] ?? []);
}
