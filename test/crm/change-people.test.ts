import { expect, test } from 'vitest';
import type { WriteOptions } from '../../crm/call-options.ts';
import type { ChangedNames, Crm } from '../../crm/crm.ts';
import type { Act } from '../../sandbox/devrev/faults/act.ts';
import { conversation, smallWorld, ticket } from '../sandbox/small-world.ts';
import { followingOf } from './relation-of.ts';
import { sandboxCrm } from './sandbox.ts';

const WORLD = smallWorld({
  tickets: [ticket({ id: 'TKT-1', reportedBy: ['REVU-1', 'DEVU-2'] })],
  conversations: [conversation({ id: 'CONV-1', members: ['REVU-1', 'DEVU-2'] })],
});
const TAKE_BACK: ChangedNames = { add: ['don:identity:dvrv-us-1:devo/ACME:revu/2'], remove: ['REVU-1'] };

const LISTS = [
  { relation: 'reported', id: 'TKT-1', path: 'works.update' },
  { relation: 'conversations', id: 'CONV-1', path: 'conversations.update' },
] as const;

const add = (id: string, who: string): Act =>
  id === 'TKT-1' ? { kind: 'addReporter', id, reporter: who } : { kind: 'addMember', id, member: who };

function change(
  crm: Crm,
  { relation, id }: (typeof LISTS)[number],
  names = TAKE_BACK,
  options: WriteOptions | undefined = undefined,
) {
  return followingOf(crm, relation).change?.(id, names, options) ?? expect.unreachable();
}

type Sandbox = Awaited<ReturnType<typeof sandboxCrm>>['sandbox'];
const peopleOf = (sandbox: Sandbox, id: string): string[] | undefined =>
  sandbox.state().tickets[id]?.reportedBy ?? sandbox.state().conversations[id]?.members;

test.each(LISTS)('$path adds and takes off contacts, and leaves all others as they are', async (thing) => {
  const { crm, sandbox } = await sandboxCrm({ world: WORLD });
  const changed = await change(crm, thing);
  expect(changed).toEqual({ before: ['REVU-1'], wrote: ['REVU-2'], dropped: [] });
  expect(peopleOf(sandbox, thing.id)).toEqual(['DEVU-2', 'REVU-2']);
  expect(
    sandbox
      .requests()
      .map(({ path }) => path)
      .filter((path) => path === thing.path),
  ).toHaveLength(1);
});

test.each(LISTS)('$path is not asked for where the list stands already as it is to be', async (thing) => {
  const { crm, sandbox } = await sandboxCrm({ world: WORLD });
  await change(crm, thing);
  expect(await change(crm, thing)).toEqual({ before: ['REVU-2'], wrote: null, dropped: [] });
  expect(sandbox.effects()).toHaveLength(1);
});

test.each(LISTS)('between the reading and $path it is asked whether it may write: no writes nothing', async (thing) => {
  const { crm, sandbox } = await sandboxCrm({ world: WORLD });
  const readBefore: number[] = [];
  const ask = async (): Promise<boolean> => {
    readBefore.push(sandbox.requests().length);
    return false;
  };
  const asked = await change(crm, thing, TAKE_BACK, { ask });
  expect({ asked, readBefore }).toEqual({ asked: { before: ['REVU-1'], wrote: null, dropped: null }, readBefore: [1] });
  expect(sandbox.effects()).toEqual([]);
  await change(crm, thing, { add: ['REVU-1'], remove: [] }, { ask });
  expect(readBefore).toHaveLength(1);
});

test.each(LISTS)('whom an agent adds between our read and $path is told, and can be put back', async (thing) => {
  const { crm, sandbox } = await sandboxCrm({ world: WORLD });
  for (const who of ['REVU-5', 'DEVU-9'])
    sandbox.addFault({ on: thing.path, do: { kind: 'act', act: add(thing.id, who) } });
  const changed = await change(crm, thing);
  expect(changed?.dropped).toEqual(['REVU-5', 'DEVU-9']);
  expect(peopleOf(sandbox, thing.id)).toEqual(['DEVU-2', 'REVU-2']);
  const back = await change(crm, thing, { add: changed?.dropped ?? [], remove: [] });
  expect(back).toEqual({ before: ['REVU-2'], wrote: ['REVU-2', 'REVU-5'], dropped: [] });
  expect(peopleOf(sandbox, thing.id)).toEqual(['DEVU-2', 'DEVU-9', 'REVU-2', 'REVU-5']);
  expect((await change(crm, thing))?.dropped).toEqual([]);
});

test.each(LISTS)(
  'who was dropped by a try of $path whose answer was lost is told by the next, which writes nothing',
  async (thing) => {
    const { crm, sandbox } = await sandboxCrm({ world: WORLD });
    sandbox.addFault({ on: thing.path, do: { kind: 'act', act: add(thing.id, 'REVU-5') } });
    sandbox.addFault({ on: thing.path, do: 'apply-then-drop' });
    await expect(change(crm, thing)).rejects.toMatchObject({ kind: 'unreachable' });
    expect(await change(crm, thing)).toEqual({ before: ['REVU-2'], wrote: null, dropped: ['REVU-5'] });
  },
);

test('a reporter whom an agent took off is left off, and one whom he added again is not missing', async () => {
  const { crm, sandbox } = await sandboxCrm({ world: WORLD });
  sandbox.addFault({ on: 'works.update', do: { kind: 'act', act: add('TKT-1', 'REVU-5') } });
  await change(crm, LISTS[0]);
  sandbox.act({ kind: 'setReporters', id: 'TKT-1', reporters: ['REVU-2', 'REVU-5'] });
  expect((await change(crm, LISTS[0]))?.dropped).toEqual([]);
  sandbox.act({ kind: 'setReporters', id: 'TKT-1', reporters: ['REVU-2'] });
  expect((await change(crm, LISTS[0]))?.dropped).toEqual([]);
});

test('writes before a time are none of ours', async () => {
  const { crm, sandbox } = await sandboxCrm({ world: WORLD });
  sandbox.addFault({ on: 'works.update', do: { kind: 'act', act: add('TKT-1', 'REVU-5') } });
  await change(crm, LISTS[0]);
  const later = new Date(Date.now() + 3_600_000).toISOString();
  expect((await change(crm, LISTS[0], { ...TAKE_BACK, since: later }))?.dropped).toEqual([]);
  expect((await change(crm, LISTS[0], { ...TAKE_BACK, since: '2026-01-01T00:00:00Z' }))?.dropped).toEqual(['REVU-5']);
});

test('where DevRev shows no change events, nobody can know who was dropped', async () => {
  const { crm, sandbox } = await sandboxCrm({ world: WORLD, changeEvents: 'never' });
  expect(await change(crm, LISTS[0])).toEqual({ before: ['REVU-1'], wrote: ['REVU-2'], dropped: null });
  sandbox.configure({ changeEvents: 'beta' });
  sandbox.addFault({ on: 'timeline-entries.list', do: '403' });
  expect((await change(crm, LISTS[0]))?.dropped).toBeNull();
});

test('a long list of events is read from its end, page by page', async () => {
  const { crm, sandbox } = await sandboxCrm({ world: WORLD, pageCap: 2 });
  sandbox.addFault({ on: 'works.update', do: { kind: 'act', act: add('TKT-1', 'REVU-5') } });
  await change(crm, LISTS[0]);
  for (const who of ['REVU-3', 'REVU-4', 'DEVU-7']) sandbox.act(add('TKT-1', who));
  expect((await change(crm, LISTS[0]))?.dropped).toEqual(['REVU-5']);
});

test('a thing that is gone is null, and one that goes while it is written is not found', async () => {
  const { crm, sandbox } = await sandboxCrm({ world: WORLD });
  sandbox.addFault({ on: 'works.update', do: { kind: 'act', act: { kind: 'deleteTicket', id: 'TKT-1' } } });
  await expect(change(crm, LISTS[0])).rejects.toMatchObject({ kind: 'not-found' });
  expect(await change(crm, LISTS[0])).toBeNull();
});

test('a guard that says no lets the list be read and not be written', async () => {
  const { crm, sandbox } = await sandboxCrm({ world: WORLD });
  const changed = followingOf(crm, 'reported').change?.('TKT-1', TAKE_BACK, { mayWrite: () => false });
  await expect(changed).rejects.toMatchObject({ kind: 'timeout' });
  expect(sandbox.requests().map(({ path }) => path)).toEqual(['works.get']);
});
