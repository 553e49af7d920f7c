import { expect, test } from 'vitest';
import type { CreatedContact, Crm, Restoring } from '../../crm/crm.ts';
import { contact, smallWorld } from '../sandbox/small-world.ts';
import { sandboxCrm } from './sandbox.ts';
import { crmAt, startServer } from './servers.ts';

const MARKER = 'undo-0123456789abcdef';
const FORMER = contact({
  id: 'REVU-1',
  email: 'ada@example.com',
  phoneNumbers: ['+4915112345678'],
  customFields: { tnt__news: 'no' },
});
const WORLD = smallWorld({ contacts: [FORMER, contact({ id: 'REVU-2', email: 'bob@example.com' })] });

function madeBy(answer: CreatedContact | null): CreatedContact {
  return answer ?? expect.unreachable('DevRev answers with the contact');
}

function restoringOf(crm: Crm): Restoring {
  return crm.restoring ?? expect.unreachable('DevRev sets back what a merge changed');
}

async function rawOf(crm: Crm, id = 'REVU-1'): Promise<Uint8Array> {
  const reading = await crm.readContact(id);
  return reading.kind === 'alive' ? reading.contact.raw : expect.unreachable();
}

test('a contact is made where the former one was, with its fields and the marker, and cannot be reached yet', async () => {
  const { crm, sandbox } = await sandboxCrm({ world: WORLD });
  const restoring = restoringOf(crm);
  const raw = await rawOf(crm);
  const made = madeBy(await restoring.create({ raw, marker: MARKER, fields: restoring.fieldsOf(raw) }));
  expect(made).toEqual({ id: expect.stringMatching(/:revu\/1000001$/), displayId: 'REVU-1000001' });
  expect(sandbox.state().contacts[made.displayId]).toMatchObject({
    email: '',
    phoneNumbers: [],
    externalRef: MARKER,
    workspace: 'REV-1',
    displayName: 'Person REVU-1',
    customFields: { tnt__news: 'no' },
  });
  expect(await restoring.findByMarker({ marker: MARKER, cursor: null })).toMatchObject({
    items: [made],
    nextCursor: null,
  });
  expect(await restoring.findByMarker({ marker: 'undo-ffffffffffffffff', cursor: null })).toMatchObject({ items: [] });
});

test('then it gets what it had, field by field, and to set it twice changes nothing more', async () => {
  const { crm, sandbox } = await sandboxCrm({ world: WORLD });
  const restoring = restoringOf(crm);
  const raw = await rawOf(crm);
  const fields = restoring.fieldsOf(raw);
  const { id, displayId } = madeBy(await restoring.create({ raw, marker: MARKER, fields }));
  await crm.readContact('REVU-1');
  await restoring.setFields('REVU-1', { email: '', phone_numbers: null, external_ref: 'user_old' });
  for (let time = 0; time < 2; time++) await restoring.setFields(id, fields);
  expect(restoring.fieldsOf(await rawOf(crm, displayId))).toEqual(fields);
  expect(restoring.fieldsOf(await rawOf(crm))).toEqual({
    display_name: 'Person REVU-1',
    external_ref: 'user_old',
    'custom_fields.tnt__news': 'no',
  });
  expect(sandbox.effects().map(({ kind }) => kind)).toEqual(['create', 'update', 'update']);
});

test('a value that is unique and another contact has is a conflict, at creation and later', async () => {
  const { crm, sandbox } = await sandboxCrm({ world: WORLD, emailsUnique: true });
  const restoring = restoringOf(crm);
  const raw = await rawOf(crm);
  const taken = restoring.create({ raw, marker: 'user_REVU-2', fields: {} });
  await expect(taken).rejects.toMatchObject({ kind: 'conflict', retryable: false });
  await expect(restoring.setFields('REVU-2', { email: 'Ada@example.com' })).rejects.toMatchObject({ kind: 'conflict' });
  expect(sandbox.effects()).toEqual([]);
});

test.each([
  ['apply-then-drop', 'unreachable'],
  ['500-after', 'server'],
] as const)('a creation with %s is an error, made once, and found by its marker', async (fault, kind) => {
  const { crm, sandbox } = await sandboxCrm({ world: WORLD, faults: [{ on: 'rev-users.create', do: fault }] });
  const restoring = restoringOf(crm);
  const create = restoring.create({ raw: await rawOf(crm), marker: MARKER, fields: {} });
  await expect(create).rejects.toMatchObject({ name: 'CrmError', kind });
  const { items } = await restoring.findByMarker({ marker: MARKER, cursor: null });
  expect(items.map(({ displayId }) => displayId)).toEqual(sandbox.effects().map(({ contact: made }) => made));
  expect(sandbox.requests().filter(({ path }) => path === 'rev-users.create')).toHaveLength(1);
});

test('a guard that says no keeps every byte of a creation and of a field from being sent', async () => {
  const { crm, sandbox } = await sandboxCrm({ world: WORLD });
  const restoring = restoringOf(crm);
  const raw = await rawOf(crm);
  const no = { mayWrite: () => false };
  await expect(restoring.create({ raw, marker: MARKER, fields: {} }, no)).rejects.toMatchObject({ kind: 'timeout' });
  await expect(restoring.setFields('REVU-1', { description: 'x' }, no)).rejects.toMatchObject({ kind: 'timeout' });
  expect(sandbox.requests().filter(({ write }) => write)).toEqual([]);
});

test('custom fields alone ask for what is in beta, and what is empty is not sent at all', async () => {
  const answer = { rev_user: { id: 'don:identity:dvrv-us-1:devo/ACME:revu/9' } };
  const server = await startServer((_request, response) => response.writeHead(201).end(JSON.stringify(answer)));
  const restoring = restoringOf(crmAt(server.origin));
  const raw = Buffer.from('{"rev_user":{}}');
  await restoring.create({ raw, marker: MARKER, fields: { display_name: '', email: 'a@example.com' } });
  await restoring.create({ raw, marker: MARKER, fields: { 'custom_fields.tnt__news': 'no' } });
  expect(server.requests.map(({ body }) => JSON.parse(body))).toEqual([
    { external_ref: MARKER },
    { external_ref: MARKER, custom_fields: { tnt__news: 'no' }, custom_schema_spec: { tenant_fragment: true } },
  ]);
  expect(server.requests.map(({ headers }) => headers['x-devrev-scope'])).toEqual([undefined, 'beta']);
});

test('a list that holds somebody without the marker is no answer: nobody may be taken for the new contact', async () => {
  const stranger = { id: 'don:identity:dvrv-us-1:devo/ACME:revu/7', external_ref: 'user_7' };
  const server = await startServer((_request, response) => response.end(JSON.stringify({ rev_users: [stranger] })));
  const restoring = restoringOf(crmAt(server.origin));
  const found = restoring.findByMarker({ marker: MARKER, cursor: null });
  await expect(found).rejects.toMatchObject({ kind: 'bad-answer' });
  await expect(restoring.findByMarker({ marker: '', cursor: null })).rejects.toMatchObject({ kind: 'invalid' });
  expect(server.requests).toHaveLength(1);
});

test('errors name no data of the contact', async () => {
  const server = await startServer((_request, response) =>
    response.writeHead(400).end('{"message":"ada@example.com"}'),
  );
  const restoring = restoringOf(crmAt(server.origin));
  const raw = Buffer.from('{"rev_user":{}}');
  const said = await Promise.allSettled([
    restoring.create({ raw, marker: MARKER, fields: { display_name: 'Ada' } }),
    restoring.setFields('REVU-5', { email: 'ada@example.com' }),
  ]);
  expect(said.map((one) => one.status === 'rejected' && String(one.reason))).toEqual([
    'CrmError: POST rev-users.create: HTTP 400',
    'CrmError: POST rev-users.update: HTTP 400',
  ]);
});
