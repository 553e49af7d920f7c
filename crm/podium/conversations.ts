import type { OwnList } from '../crm.ts';
import { type ReadContact, readContact } from './read-contact.ts';
import { contactAnswer } from './schemas.ts';

/** The conversations that hang on a contact, by their uids: what was written in them is not asked for. */
export function conversationsOf(from: Pick<ReadContact, 'transport' | 'settings'>): OwnList {
  return {
    name: 'conversations',
    list: async ({ contact }, options) => {
      const reading = await readContact({ ...from, uid: contact, options });
      const conversations = reading.kind === 'gone' ? [] : shownIn(reading.contact.raw);
      const items = conversations.map(({ uid }) => ({ id: uid, attachments: [] }));
      return { items, nextCursor: null, raw: Buffer.from(JSON.stringify({ conversations })) };
    },
  };
}

function shownIn(raw: Uint8Array): { uid: string }[] {
  return contactAnswer.parse(JSON.parse(Buffer.from(raw).toString('utf8'))).data.conversations ?? [];
}
