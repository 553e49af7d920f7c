import { expect, onTestFinished, test } from 'vitest';
import { query } from '../support/query.ts';
import { openScanScene } from './scan-scene.ts';

test('A scan of which Postgres refuses a page ends with the code after a few tries; the next one goes on where it was', async () => {
  const scene = await openScanScene();
  onTestFinished(() => scene.close());
  const url = scene.env.DATABASE_URL ?? '';
  const [uid] = scene.world.contacts.slice(-1).map((contact) => contact.uid);
  await query(
    url,
    `create function mistake() returns trigger language plpgsql as $$ begin raise exception 'ours' using errcode = '23514'; end $$;
     create trigger mistake before insert on base_contacts for each row when (new.uid = '${uid}') execute function mistake()`,
  );
  await scene.workerHere();
  await scene.start();
  await scene.over();
  const ended = await scene.status();
  expect(ended).toMatchObject({ state: 'open', waitsFor: 'workflow', because: expect.stringContaining('23514') });
  expect(ended.pages).toBeGreaterThan(0);

  await query(url, 'drop trigger mistake on base_contacts');
  expect(await scene.scan()).toMatchObject({ scan: ended.scan, state: 'complete' });
  expect(await scene.index()).toHaveLength(scene.world.contacts.length);
});
