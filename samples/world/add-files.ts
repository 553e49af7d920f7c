import type { Random } from '../random.ts';
import { instant } from '../time.ts';
import { AGENTS } from './agents.ts';
import type { World, WorldArtifact, WorldMessage } from './world.ts';

/** Every so many tickets, conversations and contacts have a file of their own, and contacts a comment. */
const EVERY = 9;
/** Ids of these files, apart from those of messages. */
const FIRST_ARTIFACT = 950_000;

const COMMENTS = ['Called back, prefers mornings.', 'Kunde bittet um Rückruf.', 'Same person as the other account?'];

/**
 * Puts files on objects themselves, beside those of their messages, and comments on contacts. `random` is one of its own, so
 * that the rest of a world is as it would be without them.
 */
export function addFiles(world: World, random: Random): World {
  let number = FIRST_ARTIFACT;
  const file = (name: string, type: string): WorldArtifact => {
    number += 1;
    return { id: `ARTIFACT-${number}`, name, type, size: random.int(20, 4000) };
  };
  const comment = (): WorldMessage => ({
    body: random.pick(COMMENTS),
    visibility: 'internal',
    createdBy: random.pick(AGENTS),
    createdAt: instant(random.int(0, 250_000)),
    artifacts: random.chance(0.5) ? [file('call.mp3', 'audio/mpeg')] : [],
  });
  const withFile = <T>(object: T, index: number): T =>
    index % EVERY === 0 ? { ...object, artifacts: [file('contract.pdf', 'application/pdf')] } : object;
  return {
    ...world,
    tickets: world.tickets.map(withFile),
    conversations: (world.conversations ?? []).map(withFile),
    contacts: world.contacts.map((contact, index) => {
      if (index % EVERY !== 0) return contact;
      return { ...contact, picture: file('photo.jpg', 'image/jpeg'), messages: [comment()] };
    }),
  };
}
