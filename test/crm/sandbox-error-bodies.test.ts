import { expect, test } from 'vitest';
import type { FaultDo } from '../../sandbox/devrev/faults/fault.ts';
import type { Settings } from '../../sandbox/devrev/settings.ts';
import { don } from '../sandbox/dons.ts';
import { send } from './merges.ts';
import { relationOf } from './relation-of.ts';
import { sandboxCrm } from './sandbox.ts';

const STYLES: Settings['errorBodies'][] = ['documented', 'bare', 'extended', 'html'];

const STATUSES: [FaultDo, string, boolean][] = [
  [{ kind: '401' }, 'unauthorized', false],
  [{ kind: '403' }, 'forbidden', false],
  [{ kind: '404' }, 'not-found', false],
  [{ kind: '409' }, 'conflict', false],
  [{ kind: '429', in: 'header', retryAfter: 2 }, 'rate-limited', true],
  [{ kind: '500-before' }, 'server', true],
  [{ kind: '502-html' }, 'server', true],
];

test.each(STYLES)('a refusal with a %s body is classified by its status', async (errorBodies) => {
  const { crm, sandbox } = await sandboxCrm({ errorBodies });
  for (const [fault, kind, retryable] of STATUSES) {
    sandbox.addFault({ on: 'timeline-entries.list', do: fault });
    const failed = relationOf(crm, 'reported').listMessages({ thing: 'TKT-1', cursor: null });
    await expect(failed, fault.kind).rejects.toMatchObject({ name: 'CrmError', kind, retryable });
    sandbox.clearFaults();
  }
  const invalid = relationOf(crm, 'reported').listMessages({ thing: 'nobody', cursor: null });
  await expect(invalid).rejects.toMatchObject({ kind: 'invalid', status: 400, retryable: false });
});

test.each(STYLES)('a merge that is refused with a %s body is sent once, and its status kept', async (errorBodies) => {
  const { crm, sandbox } = await sandboxCrm({ errorBodies, faults: [{ on: 'rev-users.merge', do: '409' }] });
  expect(await send(await crm.openMerge())).toEqual({ kind: 'answered', status: 409 });
  sandbox.addFault({ on: 'rev-users.merge', do: { kind: '429', in: 'header', retryAfter: 2 } });
  const limited = await send(await crm.openMerge());
  expect(limited).toEqual({ kind: 'not-sent', why: 'rate-limited', retryAfterMs: 2_000 });
  expect(sandbox.requests()).toHaveLength(2);
});

test("a contact's 404 counts as gone in DevRev's own words only, with or without a type; a gateway's page says nothing", async () => {
  const { crm, sandbox } = await sandboxCrm();
  for (const errorBodies of ['documented', 'bare', 'extended'] as const) {
    sandbox.configure({ errorBodies });
    expect(await crm.readContact(don('REVU-99'))).toMatchObject({ kind: 'gone', how: 'not-found' });
  }
  sandbox.configure({ errorBodies: 'html' });
  const failed = crm.readContact('REVU-99');
  await expect(failed).rejects.toMatchObject({ kind: 'bad-answer', status: 404, retryable: true });
});
