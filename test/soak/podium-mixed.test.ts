import { expect, test } from 'vitest';
import type { FailpointName } from '../../activities/failpoint.ts';
import { playMixed } from '../podium/mixed.ts';
import { patience } from '../support/patience.ts';

const PLACES: FailpointName[] = [
  'consent.before',
  'consent.after',
  'carry.before',
  'carry.after',
  'post.before',
  'post.after',
  'reconcile.after',
  'done.before',
];

const PARTS = 4;
const CLUSTERS = 500;

/** Each place three times in all parts together, after some twenty more of its kind, so that the deaths are spread over each run. */
function killsOf(part: number): string[] {
  return [1, 2, 3].flatMap((time) =>
    PLACES.flatMap((place, at) =>
      (at + time) % PARTS === part % PARTS ? [`${place}:${15 + 5 * time + at}:kill`] : [],
    ),
  );
}

/** In parts, so that each ends while somebody waits, and what failed is known sooner. */
test.each(Array.from({ length: PARTS }, (_, part) => part + 1))(
  'Two thousand clusters of mixed consent, each failpoint hit three times: campaigns reach nobody who has refused (part %i of four)',
  { timeout: patience(20 * 60_000) },
  async (part) => {
    const kills = killsOf(part);
    const played = await playMixed({ count: CLUSTERS, kills, seed: 2016 + part, heartbeatMs: 4_000 });
    try {
      expect(played.killed).toEqual(kills.map(() => 'SIGKILL'));
      expect(played.proof.text).toMatch(/messages to somebody who had refused them +0$/);
      expect(played.proof.holds).toBe(true);
      expect([played.deletedTwice, played.strayPaths]).toEqual([[], []]);
      const states = Object.values(played.ended).map(({ state }) => state);
      expect(states.filter((state) => state === 'done').length).toBeGreaterThan(0.95 * CLUSTERS);
    } finally {
      await played.scene.close();
    }
  },
);
