import { expect, test } from 'vitest';
import { reportHtml } from '../../pages/report/report-html.ts';
import { hostileReport } from './hostile.ts';

test('Nothing from outside becomes markup, an attribute or a command: not in texts, tables or charts', async () => {
  const page = await reportHtml(hostileReport());
  expect(page).not.toContain('<img');
  expect(page.match(/<script/g)?.length).toBe(1);
  expect(page.replaceAll(/"[^"]*"/g, '""')).not.toMatch(/<[^>]*\son\w+=/);
  expect(page.split('&lt;script&gt;alert(1)').length - 1).toBeGreaterThan(15);
  const chart = page.slice(page.indexOf('<figure id="strategies"'), page.indexOf('<figure id="sizes"'));
  expect(chart).toMatch(/<text [^>]*>&quot;(&#39;|')&gt;&lt;script&gt;/);
  expect(page).toContain('find &#39;/srv/it&#39;\\&#39;&#39;s here&#39; -maxdepth 1 ');
  expect(page).toContain('-name &#39;*_x%27%3b%20rm%20-rf%20%7e%20%23&#39; ');
});
