import { expect, test } from 'vitest';
import type { FaultDo } from '../../sandbox/devrev/faults/fault.ts';
import { send } from './merges.ts';
import { sandboxCrm } from './sandbox.ts';
import { crmAt, recordingBudget } from './servers.ts';

/** Where a 429 says how long to wait, and what our client makes of it. Without a word it is 30 s. */
const PLACES: [Extract<FaultDo, { kind: '429' }>, number][] = [
  [{ kind: '429', retryAfter: 2, in: 'header' }, 2_000],
  [{ kind: '429', retryAfter: 3, in: 'body' }, 3_000],
  [{ kind: '429', retryAfter: 4, bodyRetryAfter: 9, in: 'both' }, 4_000],
  [{ kind: '429', in: 'neither' }, 30_000],
];

test.each(PLACES)('a read and a merge that meet %j move the whole budget by %i ms', async (fault, waitMs) => {
  const { sandbox } = await sandboxCrm({ faults: [{ on: ['rev-users.get', 'rev-users.merge'], times: 2, do: fault }] });
  const budget = recordingBudget();
  const crm = crmAt(sandbox.url, { token: 'sandbox-token', budget });
  await expect(crm.readContact('REVU-1')).rejects.toMatchObject({ kind: 'rate-limited', retryAfterMs: waitMs });
  expect(await send(await crm.openMerge())).toEqual({ kind: 'not-sent', why: 'rate-limited', retryAfterMs: waitMs });
  expect(budget.log).toEqual(['acquire -', `backOff ${waitMs}`, 'acquire -', `backOff ${waitMs}`]);
  expect(sandbox.requests()).toHaveLength(2);
});
