import type { Crm, RelationDescription } from '../../crm/crm.ts';
import { CrmError } from '../../crm/errors.ts';
import type { Reading } from '../../store/ledger/readings.ts';
import type { Reason } from '../../store/reasons.ts';
import { relationPhrase, thingsIn } from './relations.ts';

type Relations = readonly RelationDescription[];

/** Why the contact is not as it was; null when it is, apart from things that came in. */
export function difference(relations: Relations, accepted: Reading, now: Reading): Reason | null {
  const { contactId: contact } = now;
  if (now.fullId !== accepted.fullId) return { code: 'other-contact', values: { contact } };
  if (now.fieldsDigest !== accepted.fieldsDigest) return { code: 'fields-changed', values: { contact } };
  for (const relation of relations) {
    const [before, after] = [accepted.relations[relation.name] ?? [], now.relations[relation.name] ?? []];
    const lost = missing(before, new Set(after)).length;
    if (lost > 0) return { code: 'things-lost', values: { contact, lost, things: relationPhrase(relation) } };
  }
  return null;
}

/**
 * What could be read when the contact was backed up is not "not available" now: somebody took it from us, or a gateway spoke. Throws
 * CrmError `bad-answer`, so that it is read again, and nothing is sent meanwhile. What is not asked for any more is no matter.
 */
export function refuseLess(
  crm: Pick<Crm, 'relations' | 'ownLists' | 'listComments'>,
  accepted: Reading,
  now: Reading,
): void {
  const lost = [
    ...(crm.listComments !== undefined && accepted.own.comments !== undefined && now.own.comments === undefined
      ? ['comments']
      : []),
    ...(crm.ownLists ?? []).map(({ name }) => name).filter((name) => lists(accepted, name) && !lists(now, name)),
    ...crm.relations.filter(({ name }) => accepted.relations[name] && !now.relations[name]).map(relationPhrase),
  ];
  if (lost.length === 0) return;
  throw new CrmError({ kind: 'bad-answer', message: `${lost.join(', ')}: refused now, and could be read before` });
}

function lists({ own }: Reading, name: string): string[] | undefined {
  return own.lists?.[name];
}

/** By their plural, ids of things that no backup holds yet. Where a relation was not read before, all of it. */
export function added(relations: Relations, accepted: Reading, now: Reading): Map<string, Set<string>> {
  const kinds = new Set(relations.map(({ noun }) => noun.many));
  const of = (many: string): Set<string> => {
    const known = thingsIn(relations, accepted, many);
    return new Set(missing([...thingsIn(relations, now, many)], known));
  };
  return new Map([...kinds].map((many) => [many, of(many)]));
}

/** Whether a backup made before a relation was part of it has to be completed. */
function lacksRelations(accepted: Reading, now: Reading): boolean {
  return Object.keys(now.relations).some((name) => accepted.relations[name] === undefined);
}

/** The same of what hangs on the contact itself. */
function lacksOwn(accepted: Reading, now: Reading): boolean {
  if (accepted.own.comments === undefined && now.own.comments !== undefined) return true;
  return Object.keys(now.own.lists ?? {}).some((name) => lists(accepted, name) === undefined);
}

/** What came in on the contact itself, and files on whatever names it. Where they were not read before, all of them. */
export function addedOwn(
  accepted: Reading,
  now: Reading,
): { comments: string[]; lists: Record<string, string[]>; files: Set<string> } {
  const grown = Object.entries(now.own.lists ?? {}).map(([name, ids]): [string, string[]] => [
    name,
    missing(ids, new Set(lists(accepted, name))),
  ]);
  return {
    comments: missing(now.own.comments ?? [], new Set(accepted.own.comments)),
    lists: Object.fromEntries(grown.filter(([, ids]) => ids.length > 0)),
    files: new Set(missing(now.own.files ?? [], new Set(accepted.own.files))),
  };
}

/** Whether anything came in that no backup holds, or a backup made before some of it was read has to be completed. */
export function hasGrown(relations: Relations, accepted: Reading, now: Reading): boolean {
  if (lacksRelations(accepted, now) || lacksOwn(accepted, now)) return true;
  const grown = addedOwn(accepted, now);
  if (grown.comments.length + grown.files.size + Object.keys(grown.lists).length > 0) return true;
  return [...added(relations, accepted, now).values()].some((ids) => ids.size > 0);
}

function missing(ids: string[], known: Set<string>): string[] {
  return ids.filter((id) => !known.has(id));
}
