import { expect, test } from 'vitest';
import { RunIsOpen } from '../../control/run-is-open.ts';
import { PAIR } from '../support/one-pair.ts';
import { openScene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';

test('A second start of a plan whose run is open is refused in clear words, and leaves no trace', async () => {
  const { world, plan } = smallWorld([PAIR]);
  const scene = await openScene({ world, plan });
  try {
    const run = await scene.start({ approve: 'none' });
    await expect(scene.start()).rejects.toThrow(RunIsOpen);
    await expect(scene.start()).rejects.toThrow('A run of this plan is already open');
    expect(await scene.database.db.execute('select id from runs')).toMatchObject([{ id: run.id }]);
  } finally {
    await scene.close();
  }
});
