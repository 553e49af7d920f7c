import type { UndoPlan } from '../../contacts/undo/undo-plan.ts';
import type { RelationDescription } from '../../crm/crm.ts';
import { count } from '../kit/phrases.ts';

/** What is newer than the merge, of one relation, and stays as it is. */
export function newerLines(
  { newer, newerMessages = {} }: Pick<UndoPlan, 'newer' | 'newerMessages'>,
  { name, noun }: RelationDescription,
): string[] {
  const [things = 0, messages = 0] = [newer[name], newerMessages[name]];
  const on = `on ${noun.many} that go back, and still of whoever wrote them`;
  return [
    ...(things === 0 ? [] : [`newer than the merge, and left where they are: ${count(things, noun.one, noun.many)}`]),
    ...(messages === 0 ? [] : [`newer than the merge ${on}: ${count(messages, 'message')}`]),
  ];
}
