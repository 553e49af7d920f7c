import { fieldObject, idsOf } from '../http/input.ts';
import { badField } from '../http/problems.ts';
import type { Call } from '../http/route.ts';
import { isAlive } from './records.ts';

/** The whole list of people that `{field: {set}}` writes, each once; undefined where the request leaves it alone. */
export function writtenPeople({ call, field }: { call: Call; field: string }): string[] | undefined {
  const { input, view } = call;
  const given = fieldObject({ input, name: field });
  if (given === undefined) return undefined;
  const unknown = Object.keys(given).find((name) => name !== 'set');
  if (unknown !== undefined) throw badField('invalid_field', `${field}.${unknown}`);
  const { set } = given;
  if (set !== undefined && !(Array.isArray(set) && set.every((one) => typeof one === 'string')))
    throw badField('unexpected_json_type', `${field}.set`, { expected: 'array', actual: typeof set });
  const people = idsOf({ input: given, name: 'set', kinds: ['revu', 'devu'], org: view.org });
  const nobody = people?.some((id) => !id.startsWith('DEVU-') && !isAlive(view.contact(id)));
  if (nobody) throw badField('value_not_permitted', `${field}.set`);
  return people === undefined ? undefined : [...new Set(people)];
}
