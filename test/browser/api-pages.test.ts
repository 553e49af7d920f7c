import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createApi } from '../../api/app.ts';
import { type ApiServer, startApiServer } from '../../api/server.ts';
import { loadApiSettings } from '../../config/api-settings.ts';
import { terminalLogger } from '../../log/logger.ts';
import { type CustomerStore, openCustomerStore } from '../../store/customers/customer-store.ts';
import { createStore } from '../support/database.ts';
import { openChromium } from './chromium.ts';

let browser: Browser;
let store: CustomerStore;
let server: ApiServer;

beforeAll(async () => {
  browser = await openChromium();
  const url = await createStore(inject('adminDatabaseUrl'));
  store = openCustomerStore({ url });
  const app = createApi({
    store,
    settings: loadApiSettings({}),
    log: terminalLogger({ level: 'silent', secrets: [] }),
  });
  server = await startApiServer({ app, host: '127.0.0.1', port: 0 });
});

afterAll(async () => {
  await browser?.close();
  await server?.close({ graceMs: 0 });
  await store?.close();
});

interface Opened {
  page: Page;
  /** Requests to another host than ours. */
  elsewhere: string[];
  complaints: string[];
}

async function open(path: string): Promise<Opened> {
  const page = await browser.newPage();
  const opened: Opened = { page, elsewhere: [], complaints: [] };
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${server.url}/`) && !/^(data|blob):/.test(url)) opened.elsewhere.push(url);
  });
  page.on('console', (message) => {
    // ReDoc warns that it may not find the best example of an answer that is one of two.
    if (message.type() === 'error') opened.complaints.push(message.text());
  });
  page.on('pageerror', ({ message }) => opened.complaints.push(message));
  await page.goto(`${server.url}${path}`);
  return opened;
}

test('Swagger UI shows every route and tries one out, without a request to another host', async () => {
  const { page, elsewhere, complaints } = await open('/docs');
  await page.locator('.opblock-summary-path').first().waitFor();
  const shown = await page
    .locator('.opblock-summary-path')
    .evaluateAll((all) => all.map((one) => one.getAttribute('data-path')));
  const document = (await (await fetch(`${server.url}/openapi.json`)).json()) as { paths: Record<string, object> };
  expect([...new Set(shown)].sort()).toEqual(Object.keys(document.paths).sort());
  expect(shown).toContain('/api/v1/deduplication/compare-sources');
  expect(await page.locator('.info').textContent()).toMatch(/Who is in which CRM.*Bring records in.*Ask/s);
  const health = page.locator('.opblock', { has: page.locator('[data-path="/health"]') });
  await health.locator('.opblock-summary').click();
  await health.getByRole('button', { name: 'Try it out' }).click();
  await health.getByRole('button', { name: 'Execute' }).click();
  await health.locator('.live-responses-table .response .microlight').first().waitFor();
  expect(await health.locator('.live-responses-table').textContent()).toContain('"status": "healthy"');
  expect({ elsewhere, complaints }).toEqual({ elsewhere: [], complaints: [] });
});

test('ReDoc shows the routes and finds one by a word, without a request to another host', async () => {
  const { page, elsewhere, complaints } = await open('/redoc');
  await page.locator('h1', { hasText: 'Customer Deduplication API' }).waitFor();
  expect(await page.locator('[data-section-id]').count()).toBeGreaterThan(5);
  await page.getByPlaceholder('Search...').fill('remove');
  await page
    .getByRole('menuitem', { name: /Remove all records/ })
    .first()
    .waitFor();
  expect({ elsewhere, complaints }).toEqual({ elsewhere: [], complaints: [] });
});

test('A page asks again for a script it has, and gets no copy of what has not changed', async () => {
  const first = await fetch(`${server.url}/docs/swagger-ui.css`);
  const etag = first.headers.get('etag') ?? '';
  expect(first.headers.get('content-type')).toBe('text/css; charset=utf-8');
  const again = await fetch(`${server.url}/docs/swagger-ui.css`, { headers: { 'if-none-match': etag } });
  expect(again.status).toBe(304);
  expect((await first.text()).length).toBeGreaterThan(100_000);
});
