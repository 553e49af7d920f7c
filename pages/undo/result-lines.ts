import { listed } from '../../contacts/words/listed.ts';
import type { RelationDescription } from '../../crm/crm.ts';
import type { Reason } from '../../store/reasons.ts';
import type { UndoPairSeen } from '../../store/undo/read-undo.ts';
import { count } from '../kit/phrases.ts';
import { shownReason } from '../kit/reason-words.ts';
import { newerLines } from './newer-lines.ts';

/** What came back of one merge, and what did not. Ids and names of fields only. */
export function resultLines(pair: UndoPairSeen, relations: readonly RelationDescription[]): string[] {
  const { name, duplicate, newId, state, why, plan, result } = pair;
  const things = relations.flatMap(({ name: relation, noun }) => {
    const ids = result?.things[relation] ?? [];
    return ids.length === 0 ? [] : [count(ids.length, noun.one, noun.many)];
  });
  if (state !== 'done')
    return [`${name}: ${state}${why === null ? '' : `: ${wordsOf(why)}`}`, ...soFar(pair, things), ...notBack(pair)];
  const came = things.length === 0 ? '' : `, with ${things.join(' and ')}`;
  const newer = plan === null ? [] : relations.flatMap((relation) => newerLines(plan, relation));
  return [
    `${name}: ${duplicate} is back as ${newId ?? 'nobody knows what'}${came}`,
    ...notBack(pair),
    ...newer.map((line) => `  ${line}`),
  ];
}

/** What stands by now of a pair that has not come to its end. */
function soFar({ newId, result }: UndoPairSeen, things: string[]): string[] {
  const { takenOff, fields = [] } = result ?? {};
  const own = fields.filter((field) => !takenOff?.fields.includes(field));
  return [
    ...(takenOff === undefined
      ? []
      : [
          `  taken off ${takenOff.contact}, or about to be: ${listed(takenOff.fields)}. Another undo goes on from there; to leave the merge as it was, give it back by hand: what it was then is in the backups`,
        ]),
    ...(newId === null || own.length === 0 ? [] : [`  written to ${newId} so far: ${listed(own)}`]),
    ...(things.length === 0 ? [] : [`  handed back so far: ${things.join(' and ')}`]),
  ];
}

function notBack({ result }: UndoPairSeen): string[] {
  if (result === null) return [];
  const putBack = Object.entries(result.putBack).map(
    ([thing, contacts]) =>
      `  ${thing}: ${contacts.join(', ')}, whom somebody added while it was written, is named again`,
  );
  return [
    ...result.notBack.map((why) => `  ${why.code === 'undo-unchecked' ? '' : 'not back: '}${wordsOf(why)}`),
    ...putBack,
  ];
}

function wordsOf(why: Reason): string {
  return shownReason({ reason: null, why }) ?? why.code;
}
