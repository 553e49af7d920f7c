import { expect, test } from 'vitest';
import type { MergeOutcome } from '../../crm/crm.ts';
import type { FaultDo, PlainFaultKind } from '../../sandbox/devrev/faults/fault.ts';
import { CONSUMED_MODES } from '../../sandbox/devrev/settings.ts';
import { mergeInVain, send } from './merges.ts';
import { sandboxCrm } from './sandbox.ts';

const GONE = {
  '404': { how: 'not-found', pointsTo: null },
  deleted: { how: 'deleted', pointsTo: null },
  pointer: { how: 'redirect', pointsTo: 'REVU-1' },
  redirect: { how: 'redirect', pointsTo: 'REVU-1' },
} as const;

test.each(CONSUMED_MODES)('a merged contact that answers as %s is read as gone', async (consumed) => {
  const { crm, sandbox } = await sandboxCrm({ consumed });
  expect(await send(await crm.openMerge())).toEqual({ kind: 'answered', status: 200 });
  await sandbox.settled();
  expect(await crm.readContact('REVU-2')).toMatchObject({ kind: 'gone', ...GONE[consumed] });
  expect(await crm.readContact('REVU-1')).toMatchObject({ kind: 'alive', contact: { displayId: 'REVU-1' } });
});

test('a token that may only read is told so, and nothing is applied', async () => {
  const { crm, sandbox } = await sandboxCrm({ token: 'sandbox-read-token' });
  expect(await send(await crm.openMerge())).toEqual({ kind: 'not-sent', why: 'unauthorized', status: 403 });
  await sandbox.settled();
  expect(sandbox.effects()).toEqual([]);
});

test.each<[FaultDo | PlainFaultKind, number, MergeOutcome]>([
  ['apply-then-drop', 1, { kind: 'unknown', cause: 'connection' }],
  ['drop-before', 0, { kind: 'unknown', cause: 'connection' }],
  ['500-after', 1, { kind: 'answered', status: 500 }],
  ['500-before', 0, { kind: 'answered', status: 500 }],
  ['502-html', 0, { kind: 'answered', status: 502 }],
  [{ kind: '429', retryAfter: 4 }, 0, { kind: 'not-sent', why: 'rate-limited', retryAfterMs: 4_000 }],
])('a merge that meets %j is sent once', async (fault, applied, outcome) => {
  const { crm, sandbox } = await sandboxCrm({ faults: [{ on: 'rev-users.merge', do: fault }] });
  expect(await send(await crm.openMerge())).toEqual(outcome);
  await sandbox.settled();
  expect(sandbox.requests().filter(({ path }) => path === 'rev-users.merge')).toHaveLength(1);
  expect(sandbox.effects()).toHaveLength(applied);
});

test('a merge that is never answered is sent once', async () => {
  const { crm, sandbox } = await sandboxCrm({ faults: [{ on: 'rev-users.merge', do: 'hang' }] });
  expect(await mergeInVain(crm, 300)).toEqual({ kind: 'unknown', cause: 'timeout' });
  expect(sandbox.requests().filter(({ path }) => path === 'rev-users.merge')).toHaveLength(1);
  expect(sandbox.effects()).toEqual([]);
});
