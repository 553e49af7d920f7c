import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { ReviewCard } from '../../pages/review/card.ts';
import { cardHtml } from '../../pages/review/card-html.ts';
import { clusterWith, makeCard, member } from './make-card.ts';

const two = clusterWith([member('REVU-1'), member('REVU-2')]);
const three = clusterWith([member('REVU-1'), member('REVU-2'), member('REVU-3')]);

async function page(cluster = two, more: Partial<ReviewCard> = {}): Promise<string> {
  return String(await cardHtml(makeCard(cluster, more)));
}

function words(html: string): string[] {
  return [...html.matchAll(/name="word" value="(\w+)"/g)].map(([, word]) => word ?? '');
}

test('Of two contacts a person can approve, reject, leave it or keep the other; each form says what was shown', async () => {
  const html = await page();
  expect(words(html)).toEqual(['approve', 'reject', 'later', 'primary']);
  expect(html.match(/name="shown" value="tag-of-what-was-shown"/g)).toHaveLength(4);
  expect(html).toContain('DevRev itself cannot undo a merge');
  expect(html).toContain('until a person forgets this decision');
  expect(html).toContain('not in the file');
});

test('Of more than two some can be left out, it can be split, and never asks which two', async () => {
  const html = await page(three);
  expect(words(html)).toEqual(['approve', 'reject', 'later', 'primary', 'without', 'split', 'never']);
  expect(html.match(/name="never"/g)).toHaveLength(3);
});

test('What two are kept apart of takes no approval as a whole, and says by whom', async () => {
  const refused = { decision: 3, contacts: ['REVU-1', 'REVU-2'], by: 'bob', at: '2026-11-29T10:00:00Z' };
  const html = await page(three, { shown: { ...makeCard(three).shown, refused } });
  expect(words(html)).not.toContain('approve');
  expect(html).toContain('REVU-1 and REVU-2 are kept apart by bob, 2026-11-29');
});

test.for([
  ['somebody else has it', { taken: { by: 'bob', since: '2026-11-30T06:00:00Z', until: '2026-11-30T06:05:00Z' } }],
  ['the person may only look', { mayDecide: false }],
  ['the run has ended', { run: { ...makeCard(two).run, state: 'done' } }],
] as [string, Partial<ReviewCard>][])('There is nothing to decide where %s, and the page says so', async ([, more]) => {
  const html = await page(two, more);
  expect(words(html)).toEqual([]);
  expect(html).toContain('class="told"');
});

test('What is decided can be taken back, and what has begun cannot', async () => {
  const decided = (state: 'approved' | 'started') => page(two, { shown: { ...makeCard(two).shown, state } });
  expect(words(await decided('approved'))).toEqual(['undo']);
  expect(words(await decided('started'))).toEqual([]);
});

test('The rules are told one by one, with the one that decided; what was decided before with its reason', async () => {
  const by = {
    id: 1,
    cluster: two.id,
    parts: [],
    said: { primary: 'REVU-2' },
    at: '2026-11-30T06:00:00.000Z',
    undoneBy: null,
  };
  const html = await page(two, { decided: [{ ...by, by: 'bob', because: 'the newer one' }] });
  expect(html).toContain('who is left');
  expect(html).toContain('class="decided"');
  expect(html).toContain('bob decided on 30 Nov 2026, 06:00 UTC: <q>the newer one</q>');
});

test('What was looked at in the CRM stands where the file has nothing, with its date; who is gone there is said to be', async () => {
  const at = '2026-11-30T06:00:00.000Z';
  const contacts = new Map([
    ['REVU-1', { at, state: 'active', phone: '+43 1 <b>5</b>', conversations: { count: 100, more: true } }],
    ['REVU-2', { at, state: null, phone: null, conversations: null }],
  ]);
  const html = await page(two, { look: { contacts, isUnderWay: false, failure: null } });
  expect(html).toContain('Each contact looked at in DevRev on 30 Nov 2026, 06:00 UTC');
  expect(html).toContain('100 and more');
  expect(html).toContain('not there any more');
  expect(html).toContain('+43 1 &lt;b&gt;5&lt;/b&gt;');
  expect(html).not.toContain('not in the file');
});

test('A look that goes on or has failed is said; without a token, or without the role, there is no button', async () => {
  const contacts = new Map();
  const button = '>Look now<';
  expect(await page(two, { look: { contacts, isUnderWay: true, failure: null } })).toContain('It is being read');
  expect(await page(two, { look: { contacts, isUnderWay: false, failure: 'DevRev is away' } })).toContain(
    'DevRev is away',
  );
  expect(await page()).toContain(button);
  expect(await page(two, { canLook: false })).toMatch(/no token for DevRev/);
  expect(await page(two, { canLook: false })).not.toContain(button);
  expect(await page(two, { mayDecide: false })).not.toContain(button);
});

test('Beside the approval it says of each that would be merged away whether it can be taken back', async () => {
  const takeBack = [
    { duplicate: 'REVU-2', code: 'by-email' as const },
    { duplicate: 'REVU-3', code: 'no-own-email' as const },
  ];
  const html = await page({ ...three, takeBack });
  expect(html).toContain('Once merged, REVU-2 can be taken back: undo makes it anew by its own e-mail');
  expect(html).toContain('Once merged, REVU-3 cannot be taken back');
});

test('Each key that the page has is told by its help, and by the manual', async () => {
  const queue = { before: 'a'.repeat(32), behind: 'b'.repeat(32), waiting: 3 };
  const pages = [
    await page(three, { queue }),
    await page(two, { shown: { ...makeCard(two).shown, state: 'approved' } }),
  ];
  const arrows: Record<string, string> = { ArrowLeft: '←', ArrowRight: '→' };
  const pressed = pages.flatMap((html) => [...html.matchAll(/data-key="(\w+)"/g)].map(([, key = '']) => key));
  const keys = [...new Set(pressed)].map((key) => arrows[key] ?? key.toUpperCase());
  expect(keys.length).toBeGreaterThan(9);
  const [, help = ''] = pages[0]?.split('<dialog id="keys"') ?? [];
  const manual = readFileSync(new URL('../../docs/pages.md', import.meta.url), 'utf8');
  const rows = [...manual.matchAll(/^\| (\S+(?: \S+)*) +\|/gm)].map(([, first = '']) => first).join(' ');
  expect(keys.filter((key) => !help.includes(`<kbd>${key}</kbd>`))).toEqual([]);
  expect(keys.filter((key) => !rows.split(' ').includes(key))).toEqual([]);
});
