import { expect, test } from 'vitest';
import { runCluster } from '../support/one-pair.ts';
import { appliedMerges, mergePosts } from '../support/outcome.ts';

test('A storm of 429 is waited out: no call leaves before the wait ends, and the merge is sent once', async () => {
  const { scene, progress } = await runCluster({
    sandbox: {
      faults: [
        { on: ['rev-users.get', 'works.list'], nth: 2, times: 4, do: { kind: '429', retryAfter: 1 } },
        { on: 'rev-users.merge', do: { kind: '429', retryAfter: 1 } },
      ],
    },
  });
  try {
    expect(progress.counts).toMatchObject({ done: 1, merged: 1 });
    expect(appliedMerges(scene)).toEqual(['REVU-1<-REVU-2']);
    expect(mergePosts(scene)).toBe(2);
    const requests = scene.sandbox.requests();
    const refused = requests.filter((request) => request.status === 429);
    expect(refused).toHaveLength(5);
    // The other contact's backup may have one call on its way when the CRM refuses one.
    for (const { seq, at } of refused) {
      const tooEarly = requests.filter((request) => request.seq > seq && request.at < at + 950);
      expect(tooEarly.length).toBeLessThanOrEqual(1);
    }
  } finally {
    await scene.close();
  }
});
