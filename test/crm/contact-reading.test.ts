import { expect, test } from 'vitest';
import type { ContactReading } from '../../crm/crm.ts';
import { don, revUser } from './contacts.ts';
import { crmAt, sendJson, startServer } from './servers.ts';

async function read(body: object, id = 'REVU-5', status = 200): Promise<ContactReading> {
  const server = await startServer((_request, response) => sendJson(response, status, body));
  return crmAt(server.origin).readContact(id);
}

test('a living contact is read with its fields and its exact bytes', async () => {
  const text =
    '{ "rev_user": {"id":"don:identity:dvrv-us-1:devo/ACME12:revu/5","email":"ann@example.com","big":12345678901234567890} }\n';
  const server = await startServer((_request, response) => response.end(text));
  const reading = await crmAt(server.origin).readContact('REVU-5');
  expect(reading).toMatchObject({
    kind: 'alive',
    contact: { id: don(5), displayId: 'REVU-5', email: 'ann@example.com' },
  });
  expect(Buffer.from(reading.kind === 'alive' ? reading.contact.raw : []).toString()).toBe(text);
});

test('fields that the CRM omits or sets to null are empty', async () => {
  const empty = { email: null, external_ref: null, state: null, is_verified: null, primary_identity: null };
  const reading = await read(revUser(5, empty), don(5));
  expect(reading).toMatchObject({
    contact: { email: '', externalRef: '', state: '', isVerified: null, primaryIdentity: null, modifiedAt: '' },
  });
});

test('every state but deleted is passed through, unknown ones too', async () => {
  for (const state of ['shadow', 'deactivated', 'invented']) {
    expect(await read(revUser(5, { state }))).toMatchObject({ kind: 'alive', contact: { state } });
  }
});

test('a contact that the CRM does not find is gone', async () => {
  const reading = await read({ type: 'not_found', message: 'Not Found' }, 'REVU-5', 404);
  expect(reading).toMatchObject({ kind: 'gone', how: 'not-found', pointsTo: null });
  expect(Buffer.from(reading.kind === 'gone' ? reading.raw : []).toString()).toContain('not_found');
});

test('a deleted contact is gone and may name its survivor', async () => {
  expect(await read(revUser(5, { state: 'deleted' }))).toMatchObject({ kind: 'gone', how: 'deleted', pointsTo: null });
  const pointing = revUser(5, { state: 'deleted', primary_identity: { id: don(9), type: 'rev_user' } });
  expect(await read(pointing)).toMatchObject({ kind: 'gone', how: 'deleted', pointsTo: 'REVU-9' });
});

test('a contact whose primary identity is another contact is gone', async () => {
  const byDon = revUser(5, { state: 'deactivated', primary_identity: { id: don(9) } });
  expect(await read(byDon)).toMatchObject({ kind: 'gone', how: 'redirect', pointsTo: 'REVU-9' });
  const byDisplayId = revUser(5, { primary_identity: { display_id: 'REVU-9' } });
  expect(await read(byDisplayId)).toMatchObject({ kind: 'gone', how: 'redirect', pointsTo: 'REVU-9' });
});

test('a contact that is its own primary identity is alive and points nowhere', async () => {
  const reading = await read(revUser(5, { primary_identity: { id: don(5) } }));
  expect(reading).toMatchObject({ kind: 'alive', contact: { primaryIdentity: null } });
});
