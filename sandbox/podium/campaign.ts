import type { WorldChannel, WorldPodiumContact } from '../../samples/podium/podium-world.ts';
import type { Contacts } from './contacts.ts';
import type { PodiumEffects } from './effects.ts';

export interface Campaigns {
  /**
   * Sends to whoever may be written to at this moment: for each location to those who are opted in there, and reminders to all who have
   * not refused them. A number or e-mail that any living contact refuses for is left out: so it is a merge alone, or a write, that can bring
   * somebody back. The log has everybody once.
   */
  tick(): void;
}

export function createCampaigns({ contacts, effects }: { contacts: Contacts; effects: PodiumEffects }): Campaigns {
  const reached = new Set<string>();
  return {
    tick: () => {
      const refused = new Set<string>();
      const wanted = new Map<string, string>();
      const living = contacts.living();
      const locations = new Set(living.flatMap(({ channels }) => channels.flatMap(({ marketing }) => marketing)));
      for (const contact of living) {
        for (const channel of contact.channels) {
          for (const purpose of [...locations, 'reminder']) {
            const what = `${purpose} to ${reachedBy(channel)}`;
            if (allows(channel, purpose)) wanted.set(what, contact.uid);
            else refused.add(what);
          }
        }
      }
      for (const [what, subject] of wanted) {
        if (refused.has(what) || reached.has(what)) continue;
        reached.add(what);
        effects.append({ kind: 'message', subject, what });
      }
    },
  };
}

function allows({ optedOutAt, marketing }: WorldChannel, purpose: string): boolean {
  return optedOutAt === null && (purpose === 'reminder' || marketing.includes(purpose));
}

/** Numbers are one however they are spelled: by their last nine digits, as far as the people of the samples go. */
export function reachedBy({ type, identifier }: Pick<WorldChannel, 'type' | 'identifier'>): string {
  return type === 'EMAIL' ? identifier.toLowerCase() : identifier.replace(/\D/g, '').slice(-9);
}

export function withNumber(contacts: readonly WorldPodiumContact[], identifier: string): WorldPodiumContact[] {
  const number = reachedBy({ type: 'PHONE', identifier });
  return contacts.filter(({ channels }) =>
    channels.some((channel) => channel.type === 'PHONE' && reachedBy(channel) === number),
  );
}
