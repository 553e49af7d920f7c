import type { Random } from '../random.ts';
import { instant } from '../time.ts';
import { AGENTS } from './agents.ts';
import { type AttachmentOptions, createAttachments } from './attachments.ts';
import type { WorldMessage } from './world.ts';

export interface MessageOptions extends AttachmentOptions {
  /** Exactly so many per ticket; otherwise one to three. */
  messagesPerTicket?: number | undefined;
}

export interface MessagesRequest {
  /** The contact that the agents talk with. */
  contact: string;
  /** Minutes, as in `instant`. */
  at: number;
  busy: boolean;
}

const BODIES = [
  'Hello, it still does not work.',
  'Danke für die schnelle Antwort!',
  'Please call me on +1 202-555-0147 or write to second.address@example.org.',
  'ありがとうございます。',
  'We looked into it; see the attachment.',
  '"Quoted", with a comma\nand a second line.',
  '',
];

/** Timelines: contacts and agents in turn, some entries internal, a few private. */
export function createMessages(random: Random, options: MessageOptions): (request: MessagesRequest) => WorldMessage[] {
  const attachments = createAttachments(random, options);
  return ({ contact, at, busy }) => {
    const length = options.messagesPerTicket ?? (busy ? random.int(0, 1) : random.int(1, 3));
    return Array.from({ length }, (_, index) => {
      const fromContact = index % 2 === 0;
      const kind = fromContact ? 1 : random.next();
      return {
        body: random.pick(BODIES),
        visibility: kind < 0.12 ? 'private' : kind < 0.4 ? 'internal' : 'external',
        createdBy: fromContact ? contact : random.pick(AGENTS),
        createdAt: instant(at + 7 * (index + 1)),
        artifacts: attachments({ contact, index, busy }),
      };
    });
  };
}
