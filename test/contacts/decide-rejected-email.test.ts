import { expect, test } from 'vitest';
import { csvOf, planOf, row } from './make.ts';

const GOOD = [row({ 'Display ID': 'REVU-1', 'External Ref': 'user_1' }), row({ 'Display ID': 'REVU-2' })];

test('A cluster whose e-mail also stands on a rejected row goes to review', async () => {
  const bad = row({ 'Display ID': 'REVU-3', Email: ' ADA@example.com', Tickets: 'abc' });
  const { clusters } = await planOf(csvOf(...GOOD, bad));
  expect(clusters).toMatchObject([{ decision: 'review', reason: 'a rejected row has the same e-mail' }]);
});

test('A row with too few columns sends the cluster of its e-mail to review', async () => {
  const { clusters } = await planOf(csvOf(...GOOD, row({}).slice(0, 4)));
  expect(clusters).toMatchObject([{ decision: 'review' }]);
});

test('A row without an id blocks the cluster of its e-mail', async () => {
  const { clusters } = await planOf(csvOf(...GOOD, row({ 'Display ID': '' })));
  expect(clusters).toMatchObject([{ decision: 'blocked', reason: 'a row with the same e-mail has no usable id' }]);
});
