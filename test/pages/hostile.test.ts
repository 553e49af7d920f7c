// biome-ignore-all lint/suspicious/noTemplateCurlyInString: a text that would be code elsewhere
import { expect, test } from 'vitest';
import { printable } from '../../contacts/words/printable.ts';
import { cardHtml } from '../../pages/review/card-html.ts';
import { queueHtml } from '../../pages/review/queue-html.ts';
import { planClustersHtml } from '../../pages/start/clusters-page.ts';
import { clusterWith, makeCard, member, tagsOf } from './make-card.ts';

const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</td></table><h1>',
  '\u202eevil\u2066',
  '\u0000NUL',
  '\u001b[31mred',
  'x'.repeat(300),
  '${alert(1)}',
  '&lt;b&gt;',
];

const PLAIN = 'Ann';

function card(text: string) {
  const cluster = clusterWith(
    [
      member('REVU-1', { name: text, accountName: text, externalRef: text, fields: { city: text } }),
      member('REVU-2', { name: `${text}2`, keys: { emails: [{ written: text, compared: text }] } }),
      member('REVU-3'),
    ],
    { email: text, reason: text, fill: [{ field: 'city', value: text, from: 'REVU-2' }] },
  );
  const shown = {
    ...makeCard(cluster).shown,
    why: { code: 'names-differ' as const, values: { contacts: ['REVU-1', 'REVU-2'] } },
    doubts: [
      {
        kind: 'names' as const,
        seen: [
          { contact: 'REVU-1', says: text },
          { contact: 'REVU-2', says: 'Bob' },
        ],
      },
    ],
  };
  const decided = {
    id: 1,
    cluster: cluster.id,
    parts: [],
    said: { primary: 'REVU-2' },
    at: '2026-11-30T06:00:00.000Z',
  };
  return cardHtml(
    makeCard(cluster, {
      shown,
      decided: [{ ...decided, by: text, because: text, undoneBy: text }],
      told: { text, tone: 'good', undo: null },
      refChange: { from: 'REVU-2', oldRef: 'a', newRef: text },
      consent: [{ field: text, optedOut: true }],
    }),
  );
}

function queue(text: string) {
  return queueHtml({
    run: { id: 'abcdef012345-1', crm: 'devrev', org: text, dryRun: false, state: 'open' },
    filter: { words: text, strategy: text },
    counts: { all: 1, strategy: new Map([[text, 1]]), decision: new Map(), size: new Map([[2, 1]]), reason: new Map() },
    wanted: 1,
    rows: [
      {
        cluster: 'c'.repeat(32),
        ordinal: 0,
        decision: 'review',
        strategy: text,
        size: 2,
        kind: 'rules',
        email: text,
        primary: 'REVU-1',
        takenBy: text,
      },
    ],
    query: '?w=0123456789abcdef',
    more: null,
    wordsLost: false,
    mayDecide: true,
    told: null,
  });
}

function previewList(text: string) {
  const cluster = {
    ...clusterWith([member('REVU-1'), member('REVU-2')], { email: text, reason: text }),
    strategy: text,
  };
  return planClustersHtml({
    ...{ id: 'a'.repeat(32), name: printable(text), wanted: { strategy: text, size: 2 }, all: 3, more: 7 },
    rows: [
      { size: 2, decision: 'review', cluster },
      { size: 2, decision: 'blocked', cluster },
      { size: 9000, decision: 'auto', cluster: null },
    ],
  });
}

test.for([
  ['the page of a cluster', card],
  ['the queue', queue],
  ['a list of the clusters of a preview', previewList],
] as const)(
  'On %s no text from outside is more than text: same elements, no control or direction character',
  async ([, make]) => {
    const plain = tagsOf(String(await make(PLAIN)));
    for (const text of HOSTILE) {
      const page = String(await make(text));
      expect(tagsOf(page), text).toEqual(plain);
      expect(
        page.match(/[\p{Cc}\p{Cf}]/gu)?.filter((one) => one !== '\n'),
        text,
      ).toEqual([]);
      expect(page.replaceAll(/"[^"]*"/g, '""'), text).not.toMatch(/<[^>]*\son\w+=/i);
    }
  },
);
