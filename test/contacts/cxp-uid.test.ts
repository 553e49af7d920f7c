import { expect, test } from 'vitest';
import { winner } from './make.ts';

test('A contact whose external ref starts with user_ wins', () => {
  expect(winner({ externalRef: 'crm-1' }, { externalRef: 'user_1' })).toBe('cxp-uid REVU-2');
});

test.each(['old_user_1', 'USER_1', 'user_', 'user-1'])('A ref such as %s has no such prefix', (externalRef) => {
  expect(winner({ externalRef }, { externalRef: 'user_1' })).toBe('cxp-uid REVU-2');
});
