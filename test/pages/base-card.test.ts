import { expect, test } from 'vitest';
import type { KnownOfBase } from '../../contacts/base/shown/known-of-base.ts';
import { cardHtml } from '../../pages/review/card-html.ts';
import { clusterWith, makeCard, member, tagsOf } from './make-card.ts';

const phones = [{ written: '0412 345 678', compared: '+61412345678' }];
const cluster = clusterWith(
  [
    member('ct_1', { keys: { phones }, fields: { locations: 'syd', tags: 't1' } }),
    member('ct_2', { keys: { phones }, fields: { locations: 'bur' } }),
  ],
  {
    email: '',
    reason: 'lost in bur, syd, where all of them wanted it',
    fill: [{ field: 'location', value: 'bur', from: 'ct_2' }],
    consent: [{ channel: 'marketing', identifier: '+61412345678', location: 'syd', before: 'in', after: 'out' }],
  },
);

function page(known: KnownOfBase, changedKeys = 0): Promise<string> {
  const more = { known, changedKeys, explanation: null, description: { consent: 'channels' } as const };
  return Promise.resolve(cardHtml(makeCard(cluster, more))).then(String);
}

const lastTouch = new Map([['ct_1', { event: 'created', at: '2026-02-01T00:00:00.000Z' }]]);

test('The page of a contact base’s cluster shows the phone first, then places by name, last touches and what is refused', async () => {
  const html = await page({
    places: new Map([
      ['syd', 'Sydney'],
      ['bur', 'Burwood'],
    ]),
    lastTouch,
  });
  const places = [
    '<strong>+61412345678</strong>',
    'ct_1  Sydney  last touch: created',
    'Refused once merged: ',
    '<table',
  ];
  const at = places.map((text) => html.indexOf(text));
  expect(at.every((one) => one > 0)).toBe(true);
  expect(at).toEqual([...at].sort((a, b) => a - b));
  expect(html).toMatch(/<strong>Sydney, Burwood<\/strong>\s*<span class="note">what all of them have: from ct_2/);
  expect(html).toContain('marketing +61412345678 in Sydney: in → out');
  expect(html).toContain('lost in Burwood, Sydney, where');
  expect(html).not.toMatch(/\b(syd|bur)\b/);
  expect(html).not.toContain('read otherwise');
});

test('It says that numbers are read otherwise than before, where nobody had seen that when the run was made', async () => {
  expect(await page({ places: new Map(), lastTouch }, 3)).toContain('Numbers of 3 contacts are read otherwise');
});

test('The name of a place is never part of the page’s code', async () => {
  const plain = tagsOf(await page({ places: new Map([['syd', 'Sydney']]), lastTouch }));
  const hostile = await page({ places: new Map([['syd', '<img src=x onerror=alert(1)>\u0007']]), lastTouch });
  expect(tagsOf(hostile)).toEqual(plain);
  expect(hostile).not.toContain('\u0007');
});
