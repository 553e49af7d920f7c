import { expect, test } from 'vitest';
import { startResolve } from '../../control/start-resolve.ts';
import type { Fault } from '../../sandbox/devrev/faults/fault.ts';
import type { SandboxOptions } from '../../sandbox/devrev/start.ts';
import { pairReasons } from '../support/ledger.ts';
import { runCluster } from '../support/one-pair.ts';
import { mergePosts, pairStates } from '../support/outcome.ts';
import type { ClusterSpec } from '../support/small-world.ts';
import { TEST_TIMING } from '../support/timing.ts';

/** CONV-2 is shared, CONV-3 is the primary's alone. */
const TALKATIVE: ClusterSpec = {
  members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] },
  conversations: { 'CONV-1': ['REVU-2'], 'CONV-2': ['REVU-1', 'REVU-2'], 'CONV-3': ['REVU-1'] },
};

test('A merge whose conversations never follow is not done: the pair is held as partial, and says how many', async () => {
  const { scene, run, progress } = await runCluster({ cluster: TALKATIVE, sandbox: { moveConversations: 'never' } });
  try {
    expect(await pairStates(scene)).toEqual({ 'REVU-2': 'partial' });
    expect((await pairReasons(scene))['REVU-2']).toBe(
      'partial: the duplicate is gone, but 1 of the conversations of the two is without the primary',
    );
    expect(progress).toMatchObject({ paused: true, counts: { done: 0, held: 1, merged: 0 } });
    expect(progress.pauseReason).toContain('conversations');

    const [cluster] = scene.plan.clusters;
    const resolve = () =>
      startResolve({
        client: scene.client,
        db: scene.database.db,
        pair: `${cluster?.id}.REVU-2`,
        as: 'merged',
        by: 'ada',
        crms: {},
        timing: TEST_TIMING,
        taskQueue: scene.env.TEMPORAL_TASK_QUEUE ?? '',
      });
    // A person's word alone brings nothing along; a person's hand does.
    const stillHeld = await (await resolve()).result();
    expect(stillHeld).toMatchObject({ outcome: 'held', reason: expect.stringContaining('conversations') });
    scene.sandbox.act({ kind: 'setMembers', id: 'CONV-1', members: ['REVU-1', 'DEVU-1'] });
    scene.sandbox.act({ kind: 'setMembers', id: 'CONV-2', members: ['REVU-1', 'DEVU-1'] });
    expect(await (await resolve()).result()).toEqual({ outcome: 'done', reason: null });
    expect(mergePosts(scene)).toBe(1);
    await scene.client.workflow.getHandle(run.workflowId).cancel();
    await scene.result(run).catch(() => {});
  } finally {
    await scene.close();
  }
});

test('A contact that is gone but stays in a conversation with the primary is not done with', async () => {
  const shared = { members: TALKATIVE.members, conversations: { 'CONV-2': ['REVU-1', 'REVU-2'] } };
  const { scene } = await runCluster({ cluster: shared, sandbox: { moveConversations: 'never' } });
  try {
    expect(await pairStates(scene)).toEqual({ 'REVU-2': 'partial' });
    expect((await pairReasons(scene))['REVU-2']).toContain('it still takes part in 1 of the conversations');
  } finally {
    await scene.close();
  }
});

test('A merge of which only conversations have moved is not called not applied, so that nobody sends it again', async () => {
  const act = { kind: 'setMembers' as const, id: 'CONV-1', members: ['REVU-1', 'DEVU-1'] };
  const on = 'rev-users.merge';
  const faults: Fault[] = [
    { on, do: 'never' },
    { on, do: { kind: 'act', act } },
  ];
  const { scene } = await runCluster({ cluster: TALKATIVE, sandbox: { faults } });
  try {
    expect(await pairStates(scene)).toEqual({ 'REVU-2': 'partial' });
    expect((await pairReasons(scene))['REVU-2']).toContain('the duplicate is still there');
    expect(mergePosts(scene)).toBe(1);
  } finally {
    await scene.close();
  }
});

const lag: Fault = { on: ['conversations.list', 'conversations.get'], times: 4, do: 'stale' };
const inTheEnd: [string, SandboxOptions][] = [
  ['they follow later; the list of a gone member is 404', { ...later(), goneMember: '404' }],
  ['lists and single ones lag; the list of a gone member is 400', { faults: [lag], goneMember: '400' }],
];

function later(): SandboxOptions {
  return { moveConversations: 'later', conversationDelayMs: 700 };
}

test.for(inTheEnd)('Conversations that are with the primary in the end (%s) are waited for', async ([, sandbox]) => {
  const timing = { partialMs: 20_000 };
  const { scene, progress } = await runCluster({ cluster: TALKATIVE, sandbox, timing });
  try {
    expect(progress.counts).toMatchObject({ done: 1, merged: 1 });
    const moved = scene.sandbox.effects().flatMap(({ conversations = [] }) => conversations);
    expect(moved).toEqual(['CONV-1', 'CONV-2']);
    const { members } = scene.sandbox.state().conversations['CONV-2'] ?? expect.unreachable();
    expect(members).toEqual(['DEVU-1', 'REVU-1']);
    expect(mergePosts(scene)).toBe(1);
  } finally {
    await scene.close();
  }
});
