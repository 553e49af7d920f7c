import { expect, test } from 'vitest';
import { SAMPLES } from '../../samples/sample.ts';
import { testFolder } from '../support/folder.ts';
import { smallWorld } from '../support/small-world.ts';
import { csvFileOf, planFile } from './input-files.ts';
import { runScript } from './run-script.ts';

test('start --preview shows what would happen and ends with 0, without servers, token or question, also in production', async () => {
  const stage = { folder: testFolder(), env: { DEDUPE_TIMING: '', ENVIRONMENT: 'production' } };
  const csv = csvFileOf(stage, { 'a@example.com': ['REVU-1', 'REVU-2'] });
  const ofCsv = await runScript(stage, ['start', '--csv', csv, '--preview']);
  expect(ofCsv).toMatchObject({ code: 0, out: expect.stringContaining('Merge actions identified: 1') });
  const ofUsers = await runScript(stage, ['start', '--csv', SAMPLES['revu-user']?.csv ?? '', '--preview', '--json']);
  expect(JSON.parse(ofUsers.out)).toMatchObject({ profile: 'revu-user', clusters: { auto: 45 } });
  const { plan } = smallWorld([{ members: { 'REVU-1': ['TKT-1'], 'REVU-2': [] }, decision: 'review' }]);
  const ofPlan = await runScript(stage, ['start', '--plan', planFile(stage, plan), '--preview']);
  expect(ofPlan).toMatchObject({ code: 0, out: expect.stringContaining('review 1 (1 pair)') });
});
