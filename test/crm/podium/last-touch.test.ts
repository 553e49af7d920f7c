import { expect, test } from 'vitest';
import { baseContactOf } from '../../../crm/podium/base-contact.ts';
import type { PodiumContact } from '../../../crm/podium/schemas.ts';

function lastTouch(contact: Partial<PodiumContact>): unknown {
  const bare = { uid: 'c1', organization: { uid: 'o1' }, updatedAt: '2025-01-01T00:00:00Z' };
  return baseContactOf({ ...bare, ...contact })?.lastTouch;
}

const phone = { type: 'PHONE', identifier: '0491 570 006' };

test('The last touch is the latest moment that Podium tells of a contact, by instants, and of several at once the most telling', () => {
  expect(lastTouch({})).toEqual({ event: 'updated', at: '2025-01-01T00:00:00.000Z' });
  expect(lastTouch({ createdAt: '2025-01-01T00:00:00Z' })).toEqual({
    event: 'created',
    at: '2025-01-01T00:00:00.000Z',
  });
  const refused = { ...phone, transactionalOptedOutAt: '2025-03-01T10:00:00+10:00', updatedAt: '2025-02-28T23:59:59Z' };
  expect(lastTouch({ channels: [refused] })).toEqual({ event: 'opted_out', at: '2025-03-01T00:00:00.000Z' });
  const added = { ...phone, createdAt: '2025-02-01T00:00:00Z', updatedAt: '2025-02-01T00:00:00Z' };
  expect(lastTouch({ channels: [added] })).toMatchObject({ event: 'channel_added' });
});

test('A moment of another shape stops nothing', () => {
  expect(lastTouch({ channels: [{ ...phone, createdAt: 17, updatedAt: 'soon' }] })).toMatchObject({ event: 'updated' });
});
