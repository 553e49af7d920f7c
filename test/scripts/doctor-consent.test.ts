import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withConsents } from '../support/consent.ts';
import { manyPairs } from '../support/many-pairs.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { runDoctor } from './doctor-checks.ts';
import { runScript } from './run-script.ts';

let scene: Scene;

beforeAll(async () => {
  const { world, plan } = smallWorld(manyPairs(270));
  const consents = Object.fromEntries(world.contacts.map(({ id }) => [id, { tnt__mail: 'subscribed' }]));
  consents['REVU-2'] = { tnt__mail: 'Unsubscribed' };
  consents['REVU-3'] = { tnt__mail: 'ada@example.com' };
  consents['REVU-4'] = { tnt__mail: 'nein' };
  scene = await openScene({ world: withConsents(world, consents), plan });
});

afterAll(() => scene.close());

function rules(mail: string): string {
  const path = join(scene.folder, 'rules.yaml');
  const defaults = readFileSync(new URL('../../rules.default.yaml', import.meta.url), 'utf8');
  const entries = [`  - { field: tnt__mail, ${mail} }`, '  - { field: tnt__sms, opted_out: true }'];
  writeFileSync(path, `${defaults.replace(/^consent:.*$/m, '')}\nconsent:\n${entries.join('\n')}\n`);
  return path;
}

test('doctor reads at most 5 pages of contacts, lists the values of consent fields as the rules read them, and says it is a sample', async () => {
  const path = rules('opted_out: unsubscribed, opted_in: subscribed');
  const checked = await runDoctor(scene, ['--only', 'consent', '--rules', path]);
  expect([checked.code, checked.checks.consent?.status]).toEqual([0, 'warning']);
  expect(checked.checks.consent?.found).toBe(
    "a sample only, 500 contacts; tnt__mail: 'subscribed' opted in (497), 'Unsubscribed' opted out (1), 'nein' UNKNOWN (1), 'unknown' UNKNOWN (1); tnt__sms: absent (500)",
  );
  expect(checked.checks.consent?.todo).toContain("add each UNKNOWN value to 'opted_in' or 'opted_out'");
  expect(scene.sandbox.requests().filter(({ path: call }) => call === 'rev-users.list')).toHaveLength(5);
});

test('Where the rules have a word for every value, the check is ok', async () => {
  const path = rules("opted_out: [unsubscribed, nein, 'ada@example.com'], opted_in: subscribed");
  const checked = await runDoctor(scene, ['--only', 'consent', '--rules', path]);
  expect([checked.code, checked.checks.consent?.status]).toEqual([0, 'ok']);
});

test('The check needs a rules file, and is not among the others without one', async () => {
  const { code, err } = await runScript(scene, ['doctor', '--only', 'consent']);
  expect([code, err]).toEqual([2, expect.stringContaining("Check 'consent' needs --rules FILE")]);
});
