import { expect, test } from 'vitest';
import { tokenClaims } from '../../crm/devrev/token-claims.ts';

function jwt(payload: unknown): string {
  return `e30.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.c2ln`;
}

test.each([
  [{ exp: 1_800_000_000 }, { expiresAt: '2027-01-15T08:00:00.000Z', scopes: null, roles: null }],
  [{ scope: 'rev_user:read ticket:all' }, { expiresAt: null, scopes: ['rev_user:read', 'ticket:all'], roles: null }],
  [{ 'http://devrev.ai/scopes': ['a', 7, 'b'] }, { expiresAt: null, scopes: ['a', 'b'], roles: null }],
  [
    { role: 'admin', scp: '' },
    { expiresAt: null, scopes: null, roles: ['admin'] },
  ],
  [
    { exp: 1e300, scope: { a: 1 } },
    { expiresAt: null, scopes: null, roles: null },
  ],
])('what a JWT says of itself is read, what makes no sense is not: %j', (payload, claims) => {
  expect(tokenClaims(jwt(payload))).toEqual(claims);
});

test.each(['', 'sandbox-token', 'a.b.c', 'a.b', jwt([1]), jwt('x')])(
  'a token of another make says nothing: %s',
  (token) => {
    expect(tokenClaims(token)).toBeNull();
  },
);
