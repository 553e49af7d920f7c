import type { ClusterSpec } from '../people/contact-spec.ts';
import type { Random } from '../random.ts';
import { instant } from '../time.ts';
import { AGENTS } from './agents.ts';
import type { WorldConversation, WorldMessage } from './world.ts';

/** Every so many clusters have a conversation. */
const EVERY = 3;
/** Ids of their attachments, apart from those of tickets. */
const FIRST_ARTIFACT = 900_000;

const TITLES = ['Question about an order', 'Chat from the website', 'Rückfrage zur Rechnung', '返品について'];
const BODIES = ['Hi, is anybody there?', 'One moment, please.', 'Das war es schon, danke!', 'はい、お願いします。', ''];

/**
 * Chats of some clusters: with one of their contacts or with two, some with a file, some with an entry that is private to an
 * agent. `random` is one of their own, so that the rest of a world is as it would be without them.
 */
export function buildConversations(clusters: readonly ClusterSpec[], random: Random): WorldConversation[] {
  return clusters
    .filter((_, index) => index % EVERY === 0)
    .map(({ contacts }, index) => {
      const people = random.shuffle(contacts.map(({ id }) => id)).slice(0, 1 + (index % 2));
      const agent = random.pick(AGENTS);
      const at = random.int(0, 250_000);
      const messages = thread({ random, index, at, contact: people[0] ?? '', agent });
      return {
        id: `CONV-${index + 1}`,
        title: random.pick(TITLES),
        members: [...people, agent],
        createdBy: people[0] ?? agent,
        createdAt: instant(at),
        modifiedAt: messages.at(-1)?.createdAt ?? instant(at),
        messages,
      };
    });
}

interface Thread {
  random: Random;
  index: number;
  at: number;
  contact: string;
  agent: string;
}

function thread({ random, index, at, contact, agent }: Thread): WorldMessage[] {
  const length = random.int(1, 4);
  const messages = Array.from({ length }, (_, place): WorldMessage => {
    const createdBy = place % 2 === 0 ? contact : agent;
    const withFile = place === 0 && index % 4 === 0;
    const file = { id: `ARTIFACT-${FIRST_ARTIFACT + index}`, name: 'photo.jpg', type: 'image/jpeg' };
    const artifacts = withFile ? [{ ...file, size: random.int(20, 4000) }] : [];
    return {
      body: random.pick(BODIES),
      visibility: 'external',
      createdBy,
      createdAt: instant(at + 3 * (place + 1)),
      artifacts,
    };
  });
  if (index % 5 === 0) messages.push(note(agent, instant(at + 3 * (length + 1))));
  return messages;
}

function note(agent: string, createdAt: string): WorldMessage {
  return { body: 'Only for me.', visibility: 'private', createdBy: agent, createdAt, artifacts: [] };
}
