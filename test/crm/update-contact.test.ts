import { expect, test } from 'vitest';
import { revUser } from './contacts.ts';
import { crmAt, recordingBudget, sendJson, startServer } from './servers.ts';

test('an update names the tenant fields alone and their fragment, and asks for no validation of others', async () => {
  const server = await startServer((_request, response) => sendJson(response, 200, revUser(5)));
  await crmAt(server.origin).updateContact?.('REVU-5', { customFields: { tnt__out: true } });
  expect(server.requests).toHaveLength(1);
  expect(server.requests[0]).toMatchObject({ method: 'POST', path: '/rev-users.update' });
  expect(JSON.parse(server.requests[0]?.body ?? '')).toEqual({
    id: 'REVU-5',
    custom_fields: { tnt__out: true },
    custom_schema_spec: { tenant_fragment: true },
  });
});

test('an update of the external reference sends nothing else: naming a fragment makes DevRev refuse old contacts', async () => {
  const server = await startServer((_request, response) => sendJson(response, 200, revUser(5)));
  await crmAt(server.origin).updateContact?.('REVU-5', { externalRef: 'user_5' });
  expect(JSON.parse(server.requests[0]?.body ?? '')).toEqual({ id: 'REVU-5', external_ref: 'user_5' });
});

test.each([
  [400, 'invalid', false],
  [403, 'forbidden', false],
  [404, 'not-found', false],
  [409, 'conflict', false],
  [500, 'server', true],
] as const)('an update that is answered with %i is %s, and not tried again', async (status, kind, retryable) => {
  const server = await startServer((_request, response) => sendJson(response, status, { type: 'x' }));
  const update = crmAt(server.origin).updateContact?.('REVU-5', { customFields: { tnt__out: true } });
  await expect(update).rejects.toMatchObject({ name: 'CrmError', kind, retryable, status });
  expect(server.requests).toHaveLength(1);
});

test('an update whose guard says no sends no byte', async () => {
  const server = await startServer((_request, response) => sendJson(response, 200, revUser(5)));
  const crm = crmAt(server.origin);
  const update = (mayWrite: () => boolean) =>
    crm.updateContact?.('REVU-5', { customFields: { tnt__out: true } }, { mayWrite });
  await expect(update(() => false)).rejects.toMatchObject({ name: 'CrmError', kind: 'timeout', retryable: true });
  expect(server.requests).toEqual([]);
  await update(() => true);
  expect(server.requests).toHaveLength(1);
});

test('the guard is asked when the bytes are about to be written, not when the call is made', async () => {
  const order: string[] = [];
  const server = await startServer((_request, response) => sendJson(response, 200, revUser(5)));
  const budget = {
    ...recordingBudget(),
    acquire: async () => {
      order.push('budget');
      return async () => {};
    },
  };
  const mayWrite = (): boolean => {
    order.push('guard');
    return true;
  };
  await crmAt(server.origin, { budget }).updateContact?.('REVU-5', { customFields: {} }, { mayWrite });
  expect(order).toEqual(['budget', 'guard']);
});

test('an id that is no contact is refused before anything is sent', async () => {
  const server = await startServer((_request, response) => sendJson(response, 200, {}));
  const update = crmAt(server.origin).updateContact?.('ACC-5', { customFields: {} });
  await expect(update).rejects.toMatchObject({ kind: 'invalid' });
  expect(server.requests).toEqual([]);
});

test("a contact's custom fields are read as they stand", async () => {
  const custom_fields = { tnt__out: true, tnt__news: 'no', tnt__tags: ['a'] };
  const server = await startServer((_request, response) => sendJson(response, 200, revUser(5, { custom_fields })));
  expect(await crmAt(server.origin).readContact('REVU-5')).toMatchObject({ contact: { customFields: custom_fields } });
});

test('a contact without custom fields has an empty set of them', async () => {
  const server = await startServer((_request, response) => sendJson(response, 200, revUser(5)));
  const reading = await crmAt(server.origin).readContact('REVU-5');
  expect(reading.kind === 'alive' && reading.contact.customFields).toEqual({});
});
