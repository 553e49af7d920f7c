import type { BaseChannel, BaseContact } from '../../../contacts/base/base-contact.ts';

/** A contact with nothing but what is named. */
export function baseContact(given: Partial<BaseContact> & { uid: string }): BaseContact {
  return {
    name: '',
    updatedAt: '2026-01-01T00:00:00Z',
    channels: [],
    tags: [],
    locations: [],
    fields: {},
    conversations: 0,
    ...given,
  };
}

export function phone(identifier: string, given: Partial<BaseChannel> = {}): BaseChannel {
  return { kind: 'phone', identifier, optedOutAt: null, marketingLocations: [], ...given };
}

export function email(identifier: string, given: Partial<BaseChannel> = {}): BaseChannel {
  return { kind: 'email', identifier, optedOutAt: null, marketingLocations: [], ...given };
}
