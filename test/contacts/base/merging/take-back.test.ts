import { expect, test } from 'vitest';
import { takeBackCountText, takeBackText } from '../../../../contacts/base/shown/take-back-text.ts';
import type { TakeBack } from '../../../../contacts/plan.ts';
import { parsePlan } from '../../../../contacts/planning/parse-plan.ts';
import { baseContact, email, phone, planned } from '../make-base.ts';

const NUMBER = '0412 345 678';
const REFUSED = '2026-01-01T00:00:00Z';

async function codeOf(
  kept: Parameters<typeof baseContact>[0]['channels'],
  gone: Parameters<typeof baseContact>[0]['channels'],
  more: Partial<Parameters<typeof baseContact>[0]> = {},
): Promise<TakeBack['code'] | undefined> {
  const { clusters, text } = await planned([
    baseContact({ uid: 'ct_1', name: 'Ada', tags: ['a', 'b'], locations: ['syd'], channels: kept ?? [] }),
    baseContact({ uid: 'ct_2', name: 'Ada', locations: ['syd'], channels: gone ?? [], ...more }),
  ]);
  const [cluster] = parsePlan(text).clusters;
  expect(clusters[0]?.cluster.takeBack).toEqual(cluster?.takeBack);
  expect(cluster?.takeBack?.map(({ duplicate }) => duplicate)).toEqual(['ct_2']);
  return cluster?.takeBack?.[0]?.code;
}

test('Who has an e-mail of its own that nobody refuses can be made anew by it', async () => {
  const kept = [phone(NUMBER), email('ada@x.io')];
  expect(await codeOf(kept, [phone(NUMBER), email('ada@y.io')])).toBe('by-email');
  expect(takeBackText({ duplicate: 'ct_2', code: 'by-email' })).toMatch(
    /^ct_2 can be taken back: undo makes it anew by its own e-mail, where prove-merge has shown/,
  );
});

test('Before an approval it is said how many of its pairs can be taken back, and that none can as long as nobody has shown how new e-mails begin', () => {
  expect(takeBackCountText({ pairs: 1, anew: 0, isShown: true })).toBe('1 pair: none can be taken back once merged');
  expect(takeBackCountText({ pairs: 5, anew: 2, isShown: true })).toMatch(
    /^5 pairs: 2 can be taken back once merged, each by an e-mail of its own/,
  );
  expect(takeBackCountText({ pairs: 5, anew: 2, isShown: false })).toMatch(
    /^5 pairs: none can be taken back once merged, as long as prove-merge has not shown/,
  );
});

test('Who has nothing but the phone of the kept one, or an e-mail that another one has too, could not', async () => {
  const kept = [phone(NUMBER), email('ada@x.io')];
  expect(await codeOf(kept, [phone(NUMBER)])).toBe('no-own-email');
  expect(await codeOf(kept, [phone(NUMBER), email('ADA@x.io')])).toBe('no-own-email');
  expect(takeBackText({ duplicate: 'ct_2', code: 'no-own-email' })).toMatch(/^ct_2 cannot be taken back/);
});

test('Whose e-mail the kept one takes over could not', async () => {
  expect(await codeOf([phone(NUMBER)], [phone(NUMBER), email('ada@y.io')])).toBe('email-taken-over');
});

test('Who could only be made anew allowing for a moment what somebody refuses could not', async () => {
  const kept = [phone(NUMBER), email('ada@x.io')];
  expect(await codeOf(kept, [phone(NUMBER), email('ada@y.io', { optedOutAt: REFUSED })])).toBe('refused');
  const flags = { optOuts: { marketing: null, sms: false, email: true } };
  expect(await codeOf(kept, [phone(NUMBER), email('ada@y.io')], flags)).toBe('refused');
});

test('Who has no name or no place could not: nobody is made without', async () => {
  const kept = [phone(NUMBER), email('ada@x.io')];
  expect(await codeOf(kept, [phone(NUMBER), email('ada@y.io')], { name: '' })).toBe('no-name-or-place');
  expect(await codeOf(kept, [phone(NUMBER), email('ada@y.io')], { locations: [] })).toBe('no-name-or-place');
});
