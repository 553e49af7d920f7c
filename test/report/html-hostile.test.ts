import { expect, test } from 'vitest';
import { reportHtml } from '../../report/report-html.ts';
import { makePair, makeReport } from './make-report.ts';

const EVIL = `"'><script>alert(1)</script><img src=x onerror="alert(2)">`;

test('Nothing from outside becomes markup, an attribute or a command: not in texts, tables or charts', async () => {
  const pairs = [
    makePair(0, { duplicate: EVIL, primary: EVIL, strategy: EVIL, proof: EVIL }),
    makePair(1, { duplicate: `x'; rm -rf ~ #`, strategy: EVIL }),
    makePair(2, { result: 'held', state: 'not-applied', reason: EVIL, cluster: EVIL, duplicate: EVIL }),
  ];
  const decided = [{ by: EVIL, choice: EVIL, clusters: 1 }];
  const consent = { fields: [EVIL], checked: 1, tightened: 0 };
  const source = makeReport(pairs, {
    org: EVIL,
    crm: EVIL,
    run: EVIL,
    decided,
    resolved: [{ by: EVIL, as: EVIL, pairs: 1 }],
    consent,
  });
  const backupDir = `/srv/it's here`;
  const page = await reportHtml({ ...source, pairs: pairs.slice(1).concat(pairs.slice(0, 1)), backupDir });

  expect(page).not.toContain('<img');
  expect(page.match(/<script/g)?.length).toBe(1);
  expect(page.replaceAll(/"[^"]*"/g, '""')).not.toMatch(/<[^>]*\son\w+=/);
  expect(page.split('&lt;script&gt;alert(1)').length - 1).toBeGreaterThan(15);
  const chart = page.slice(page.indexOf('<figure id="strategies"'), page.indexOf('<figure id="sizes"'));
  expect(chart).toMatch(/<text [^>]*>&quot;(&#39;|')&gt;&lt;script&gt;/);
  expect(page).toContain('find &#39;/srv/it&#39;\\&#39;&#39;s here&#39; -maxdepth 1 ');
  expect(page).toContain("-name '*_x%27%3b%20rm%20-rf%20%7e%20%23' ");
});
