import { expect, test } from 'vitest';
import { runCluster } from '../support/one-pair.ts';
import { appliedMerges, mergePosts } from '../support/outcome.ts';

const ON_ITS_WAY_MS = 150;

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
    // The other contact's backup may have a call on its way when the CRM refuses one.
    for (const { at } of refused) {
      const tooEarly = requests.filter((request) => request.at > at + ON_ITS_WAY_MS && request.at < at + 950);
      expect(tooEarly).toEqual([]);
    }
  } finally {
    await scene.close();
  }
});
