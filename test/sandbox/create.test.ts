import { expect, test } from 'vitest';
import type { CONTACT_FIELDS } from '../../sandbox/devrev/endpoints/contact-fields.ts';
import { practice } from './practice.ts';

const FIELDS = { display_name: 'Ada', description: 'knows a lot', external_ref: 'undo-1', rev_org: 'REV-1' };
const CUSTOM = { custom_fields: { tnt__news: 'no' }, custom_schema_spec: { tenant_fragment: true } };

test('A contact is made in the workspace that is named, answered with 201 and a new id, and there for every read.', async () => {
  const { sandbox, post } = await practice();
  const { status, body } = await post('rev-users.create', FIELDS);
  const made = { display_name: 'Ada', external_ref: 'undo-1', rev_org: { display_id: 'REV-1' }, is_verified: true };
  expect([status, body.rev_user]).toMatchObject([201, made]);
  const id = body.rev_user.display_id;
  expect((await post('rev-users.get', { id })).body.rev_user).toEqual(body.rev_user);
  const { rev_users: listed } = (await post('rev-users.list', { external_ref: ['undo-1'] })).body;
  expect(listed.map(({ display_id }) => display_id)).toEqual([id]);
  expect(sandbox.effects()).toMatchObject([{ kind: 'create', actor: 'api', contact: id }]);
});

/** One of each: a field that is taken and not tried here does not compile. */
const ALL = {
  ...{ display_name: 'Ada', description: 'knows a lot', email: 'ada@example.com', external_ref: 'undo-1' },
  phone_numbers: ['+493012345678'],
  ...CUSTOM,
} satisfies Record<keyof typeof CONTACT_FIELDS, unknown>;

test.each([
  ['made with', 'rev-users.create', {}],
  ['given later', 'rev-users.update', { id: 'REVU-1' }],
])('Whatever a contact is %s it shows.', async (_when, call, whose) => {
  const { postBeta } = await practice();
  const { custom_schema_spec: _, ...shown } = ALL;
  expect((await postBeta(call, { ...whose, ...ALL })).body.rev_user).toMatchObject(shown);
});

test('Two contacts with the same values are two: nothing but a unique value tells them apart.', async () => {
  const { sandbox, post } = await practice({ createdVerified: false });
  const [one, other] = [await post('rev-users.create', {}), await post('rev-users.create', {})];
  expect(one.body.rev_user.display_id).not.toBe(other.body.rev_user.display_id);
  expect(one.body.rev_user.is_verified).toBe(false);
  expect(sandbox.effects()).toHaveLength(2);
});

test('A reference is assigned where none is given: its own display id.', async () => {
  const { post } = await practice();
  const { rev_user: made } = (await post('rev-users.create', { display_name: 'Ada' })).body;
  expect(made.external_ref).toBe(made.display_id);
});

test('Custom fields are taken in beta alone, and with their schema named.', async () => {
  const { sandbox, post, postBeta } = await practice();
  expect((await post('rev-users.create', CUSTOM)).body).toMatchObject({ field_name: 'custom_fields' });
  const unnamed = await postBeta('rev-users.create', { custom_fields: CUSTOM.custom_fields });
  expect(unnamed.body).toMatchObject({ subtype: 'field_not_in_schema', field_name: 'tnt__news' });
  expect(sandbox.effects()).toEqual([]);
  expect((await postBeta('rev-users.create', CUSTOM)).body.rev_user.custom_fields).toEqual({ tnt__news: 'no' });
});

test('A required custom field is missing in a contact that is made without it, where that is always checked.', async () => {
  const { post } = await practice({ requiredCustomFields: ['tnt__region'], requiredFieldsCheck: 'always' });
  expect((await post('rev-users.create', FIELDS)).body.subtype).toBe('field_required');
});

test('A workspace is said at creation alone: an update refuses it, and one that is gone takes nobody.', async () => {
  const { sandbox, post } = await practice();
  expect((await post('rev-users.update', { id: 'REVU-1', rev_org: 'REV-1' })).status).toBe(400);
  sandbox.act({ kind: 'deleteWorkspace', id: 'REV-1' });
  expect((await post('rev-users.create', FIELDS)).body).toMatchObject({ type: 'invalid_id', field_name: 'rev_org' });
  expect(sandbox.effects().map(({ kind }) => kind)).toEqual(['workspace-deleted']);
});

test('A description that is written is the whole description: the trace of a merge is gone with it.', async () => {
  const { sandbox, post, merge } = await practice();
  await merge('REVU-1', 'REVU-2');
  await sandbox.settled();
  expect(sandbox.state().contacts['REVU-1']?.description).toBe('Merged from REVU-2.');
  await post('rev-users.update', { id: 'REVU-1', description: '' });
  expect(sandbox.state().contacts['REVU-1']?.description).toBe('');
});

test('A token that may only read makes nobody.', async () => {
  const { sandbox, post } = await practice();
  expect((await post('rev-users.create', FIELDS, 'sandbox-read-token')).status).toBe(403);
  expect((await post('rev-users.create', FIELDS, 'sandbox-write-token')).status).toBe(201);
  expect(sandbox.effects()).toHaveLength(1);
});
