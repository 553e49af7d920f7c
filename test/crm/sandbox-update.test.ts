import { expect, test } from 'vitest';
import { sandboxCrm } from './sandbox.ts';

const NEWS = { customFields: { tnt__news: 'no' } };

test('an update that is made twice is a success both times, and changes something once', async () => {
  const { crm, sandbox } = await sandboxCrm();
  await crm.updateContact?.('REVU-1', NEWS);
  await crm.updateContact?.('REVU-1', NEWS);
  expect(sandbox.effects()).toMatchObject([{ kind: 'update', contact: 'REVU-1' }]);
  expect(sandbox.requests().map(({ status }) => status)).toEqual([200, 200]);
  expect(await crm.readContact('REVU-1')).toMatchObject({ contact: { customFields: { tnt__news: 'no' } } });
});

test('an update that meets a conflict is an error that waiting alone does not heal, made once and applied never', async () => {
  const { crm, sandbox } = await sandboxCrm({ faults: [{ on: 'rev-users.update', do: '409' }] });
  const update = crm.updateContact?.('REVU-1', NEWS);
  await expect(update).rejects.toMatchObject({ kind: 'conflict', status: 409, retryable: false });
  expect([sandbox.requests().length, sandbox.effects()]).toEqual([1, []]);
});

test('an old contact that lacks a required field is updated: our client does not ask for that check', async () => {
  const { crm, sandbox } = await sandboxCrm({ requiredCustomFields: ['tnt__region'] });
  await crm.updateContact?.('REVU-1', NEWS);
  expect(sandbox.effects()).toMatchObject([{ kind: 'update', contact: 'REVU-1' }]);
});

test('where the server checks required fields all the same, the update is invalid and changes nothing', async () => {
  const { crm, sandbox } = await sandboxCrm({ requiredCustomFields: ['tnt__region'], requiredFieldsCheck: 'always' });
  const update = crm.updateContact?.('REVU-1', NEWS);
  await expect(update).rejects.toMatchObject({ kind: 'invalid', status: 400, retryable: false });
  expect(sandbox.effects()).toEqual([]);
  await crm.updateContact?.('REVU-1', { customFields: { tnt__region: 'EU' } });
  expect(sandbox.effects()).toHaveLength(1);
});
