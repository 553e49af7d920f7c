import { afterAll, beforeAll, expect, test } from 'vitest';
import { readStop } from '../../store/runs/runs.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { runScript } from './run-script.ts';

let scene: Scene;

beforeAll(async () => {
  scene = await openScene(smallWorld([{ members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] } }]));
});

afterAll(() => scene.close());

test.each(['pause', 'cancel'])(
  '%s stops the merges in the store even when Temporal cannot be told, and ends with 6',
  async (name) => {
    const run = await scene.start({ dryRun: name === 'cancel' });
    const { code } = await runScript(scene, [name, run.id], { TEMPORAL_ADDRESS: '127.0.0.1:1' });
    expect(code).toBe(6);
    expect(await readStop(scene.database.db, run.id)).toMatchObject({ stopped: true, seq: 1 });
  },
);
