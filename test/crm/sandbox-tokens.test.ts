import { expect, test } from 'vitest';
import { send } from './merges.ts';
import { sandboxCrm } from './sandbox.ts';

test.each(['unauthenticated', 'token_expired', 'token_revoked'] as const)(
  'a token that stops being good (%s) is unauthorized for reads, and its merge was not sent',
  async (type) => {
    const { crm, sandbox } = await sandboxCrm();
    await crm.readContact('REVU-1');
    sandbox.addFault({ on: '*', every: 1, do: { kind: '401', type } });
    const unauthorized = { kind: 'unauthorized', status: 401, retryable: false };
    await expect(crm.readContact('REVU-1')).rejects.toMatchObject(unauthorized);
    await expect(crm.identify()).rejects.toMatchObject(unauthorized);
    expect(await send(await crm.openMerge())).toEqual({ kind: 'not-sent', why: 'unauthorized', status: 401 });
    await sandbox.settled();
    expect(sandbox.effects()).toEqual([]);
  },
);

test('a token that expires between two calls is unauthorized from then on', async () => {
  const { crm, sandbox } = await sandboxCrm();
  await crm.readContact('REVU-1');
  sandbox.setToken('sandbox-token', { scopes: ['rev_user:all'], expired: true });
  await expect(crm.readContact('REVU-1')).rejects.toMatchObject({ kind: 'unauthorized' });
});
