import { expect, test } from 'vitest';
import { reportHtml } from '../../pages/report/report-html.ts';
import { makePair, makeReport } from './make-report.ts';

test('With 5,000 pairs, 250 of them held, the page stays small and says where the rest is', async () => {
  const pairs = Array.from({ length: 5000 }, (_, index) =>
    makePair(
      index,
      index % 20 === 3
        ? {
            result: 'held',
            state: 'held',
            reason: `the CSV says 12 tickets for REVU-${2 * index + 2}, DevRev has 1`,
            why: {
              code: 'fewer-things',
              values: { contact: `REVU-${2 * index + 2}`, planned: 12, found: 1, things: 'tickets', crm: 'devrev' },
            },
            sends: 0,
            proof: null,
            doneAt: null,
          }
        : {},
    ),
  );
  const page = await reportHtml(makeReport(pairs));
  expect(page.length).toBeLessThan(1_000_000);
  expect(page).toContain('The first 500 of 5,000 rows; all are in merges.csv.');
  expect(page).toContain('The first 500 of 4,750 rows; all are in redirects.csv.');
  expect(page.split('<p class="next">').length - 1).toBe(100);
  expect(page).toContain('And 150 more');
  expect(page).toMatch(/the CSV says N tickets for a contact, DevRev has N.*?<td class="number">250<\/td>/s);
  expect(page).not.toContain('@example.com');
});
