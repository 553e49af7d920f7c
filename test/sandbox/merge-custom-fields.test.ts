import { expect, test } from 'vitest';
import { practice } from './practice.ts';
import { contact, smallWorld } from './small-world.ts';

test.each([
  ['keep', { tnt__a: 1 }],
  ['fill', { tnt__a: 1, tnt__b: 3 }],
  ['overwrite', { tnt__a: 2, tnt__b: 3 }],
] as const)('With "%s" a merge leaves these custom fields on the primary: %j.', async (mergeCustomFields, wanted) => {
  const contacts = [
    contact({ id: 'REVU-1', customFields: { tnt__a: 1 } }),
    contact({ id: 'REVU-2', customFields: { tnt__a: 2, tnt__b: 3 } }),
  ];
  const { sandbox, merge, post } = await practice({ world: smallWorld({ contacts, tickets: [] }), mergeCustomFields });
  await merge('REVU-1', 'REVU-2');
  await sandbox.settled();
  expect((await post('rev-users.get', { id: 'REVU-1' })).body.rev_user.custom_fields).toEqual(wanted);
});
