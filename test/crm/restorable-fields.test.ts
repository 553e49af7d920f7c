import { expect, test } from 'vitest';
import { fieldsOf, requestOf } from '../../crm/devrev/restoring/restorable-fields.ts';
import { revUser } from './contacts.ts';

const body = (extra: object): Uint8Array => Buffer.from(JSON.stringify(revUser(5, extra)));

test('what can be written of a contact are its own fields and those of the organization, by name; what is absent stays absent', () => {
  const custom_fields = { tnt__news: 'no', tnt__empty: null, app_x__score: 3 };
  const fields = fieldsOf(body({ display_name: 'Ann', external_ref: 'user_5', full_name: 'Ann A', custom_fields }));
  expect(fields).toEqual({
    display_name: 'Ann',
    email: 'ann@example.com',
    external_ref: 'user_5',
    'custom_fields.tnt__news': 'no',
  });
  expect(Object.keys(fieldsOf(body({ email: undefined })))).toEqual([]);
});

test('a body that is no contact has no fields, which is an error that names the place and never the value', () => {
  for (const raw of ['', '[]', '{"rev_user":{"email":7}}'])
    expect(() => fieldsOf(Buffer.from(raw))).toThrow(expect.objectContaining({ kind: 'bad-answer' }));
  expect(() => fieldsOf(Buffer.from('{"rev_user":{"email":{"secret":1}}}'))).toThrow(
    /^A contact: answer does not fit at rev_user.email$/,
  );
});

test('fields are written by the names that DevRev has for them, cleared in its way, and tenant fields with their schema', () => {
  expect(requestOf({ display_name: null, phone_numbers: '', email: 'a@example.com' })).toEqual({
    display_name: '',
    phone_numbers: [],
    email: 'a@example.com',
  });
  expect(requestOf({ 'custom_fields.tnt__news': '', 'custom_fields.tnt__tags': ['a'] })).toEqual({
    custom_fields: { tnt__news: null, tnt__tags: ['a'] },
    custom_schema_spec: { tenant_fragment: true },
  });
  expect(requestOf({})).toEqual({});
});

test.each(['full_name', 'custom_fields.app_x__score', 'custom_fields.', 'rev_org', '__proto__x'])(
  'a field that cannot be written is a mistake of the caller: %s',
  (name) => {
    expect(() => requestOf({ [name]: 'x' })).toThrow(TypeError);
  },
);
