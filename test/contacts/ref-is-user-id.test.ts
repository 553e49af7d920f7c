import { expect, test } from 'vitest';
import { winner } from './make.ts';

test('A contact whose external ref equals its user id wins', () => {
  expect(winner({ externalRef: 'user_1', userId: 'user_2' }, { externalRef: 'user_3', userId: 'user_3' })).toBe(
    'ref-is-user-id REVU-2',
  );
});

test('An empty ref does not equal an empty user id', () => {
  expect(winner({ externalRef: '', userId: '' }, { externalRef: '7', userId: '7' })).toBe('ref-is-user-id REVU-2');
});
