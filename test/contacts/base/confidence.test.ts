import { expect, test } from 'vitest';
import { baseContact, email, phone, planned } from './make-base.ts';

const SPELLINGS = ['+61 412 345 678', '0412 345 678', '(04) 1234-5678', '+61412345678'];
const MOBILE = phone('0412 345 678');

test('Four contacts whose phones are four spellings of one are one cluster', async () => {
  const four = SPELLINGS.map((spelling, at) =>
    baseContact({ uid: `ct_${at}`, name: 'Ada Example', channels: [phone(spelling)] }),
  );
  const { clusters } = await planned(four);
  expect(clusters.map(({ cluster }) => cluster)).toMatchObject([
    { decision: 'auto', score: 80, primary: 'ct_0', duplicates: ['ct_1', 'ct_2', 'ct_3'] },
  ]);
});

test.each([
  ['nothing but the phone', {}, {}, 60, 'review'],
  ['the name in other letters and spaces', { name: 'Ada  EXAMPLE' }, { name: 'ａda example' }, 80, 'auto'],
  ['a placeholder is no name', { name: 'Unknown' }, { name: 'unknown' }, 60, 'review'],
  ['a phone is no name', { name: '0412 345 678' }, { name: '0412 345 678' }, 60, 'review'],
  ['the e-mail', { channels: [MOBILE, email('a@x.io')] }, { channels: [MOBILE, email('A@x.io')] }, 75, 'review'],
  ['a tag', { tags: ['t1', 't2'] }, { tags: ['t2'] }, 65, 'review'],
  [
    'all of it',
    { name: 'Ada', tags: ['t1'], channels: [MOBILE, email('a@x.io')] },
    { name: 'Ada', tags: ['t1'], channels: [MOBILE, email('a@x.io')] },
    100,
    'auto',
  ],
  [
    'one of several e-mails',
    { name: 'Ada', channels: [MOBILE, email('a@x.io'), email('b@x.io')] },
    { name: 'Ada', channels: [MOBILE, email('b@x.io')] },
    95,
    'auto',
  ],
] as const)('Two with one phone, and %s', async (_, a, b, score, decision) => {
  const two = [a, b].map((given, at) => baseContact({ uid: `ct_${at}`, channels: [MOBILE], ...given }));
  const { clusters } = await planned(two);
  expect(clusters.map(({ cluster }) => cluster)).toMatchObject([{ score, decision }]);
});

test('A cluster is as sure as its two members that have least in common', async () => {
  const ada = { name: 'Ada', channels: [MOBILE] };
  const { clusters } = await planned([
    baseContact({ uid: 'ct_1', ...ada }),
    baseContact({ uid: 'ct_2', ...ada }),
    baseContact({ uid: 'ct_3', channels: [MOBILE] }),
  ]);
  expect(clusters[0]?.cluster).toMatchObject({ score: 60, decision: 'review' });
});

test('The threshold is the tenant’s', async () => {
  const two = ['ct_1', 'ct_2'].map((uid) => baseContact({ uid, channels: [MOBILE] }));
  const { clusters } = await planned(two, { policy: { threshold: 60 } });
  expect(clusters[0]?.cluster).toMatchObject({ score: 60, decision: 'auto', band: 'auto' });
});
