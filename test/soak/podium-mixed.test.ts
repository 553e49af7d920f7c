import { expect, test } from 'vitest';
import { playMixed } from '../podium/mixed.ts';
import { patience } from '../support/patience.ts';

/** Each hit after some thirty more, so that the deaths are spread over the run. */
const PLACES = [
  'consent.before',
  'consent.after',
  'carry.before',
  'carry.after',
  'post.before',
  'post.after',
  'reconcile.after',
  'done.before',
];

test('Two thousand clusters of mixed consent, each failpoint hit three times: campaigns reach nobody who has refused', {
  timeout: patience(60 * 60_000),
}, async () => {
  const kills = PLACES.flatMap((place, at) => [1, 2, 3].map((time) => `${place}:${30 * time + at}:kill`));
  const played = await playMixed({ count: 2_000, kills, seed: 2016 });
  try {
    expect(played.killed).toEqual(kills.map(() => 'SIGKILL'));
    expect(played.proof.text).toMatch(/messages to somebody who had refused them +0$/);
    expect(played.proof.holds).toBe(true);
    expect([played.deletedTwice, played.strayPaths]).toEqual([[], []]);
    const done = Object.values(played.ended).filter(({ state }) => state === 'done');
    expect(done.length).toBeGreaterThan(1_900);
  } finally {
    await played.scene.close();
  }
});
