import type { WorldChannel } from '../../samples/podium/podium-world.ts';
import type { Contacts } from './contacts.ts';
import type { PodiumEffects } from './effects.ts';
import { reachedBy } from './who-has.ts';

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
      // Whom nothing has touched since would be sent what he was sent before, or nothing, as before.
      for (const whom of contacts.touched()) {
        const held = contacts
          .reached(whom)
          .flatMap(({ uid, channels }) =>
            channels.filter((channel) => reachedBy(channel) === whom).map((channel) => ({ uid, channel })),
          );
        for (const purpose of [...new Set(held.flatMap(({ channel }) => channel.marketing)), 'reminder']) {
          const what = `${purpose} to ${whom}`;
          const last = held.at(-1);
          if (last === undefined || reached.has(what)) continue;
          if (!held.every(({ channel }) => allows(channel, purpose))) continue;
          reached.add(what);
          effects.append({ kind: 'message', subject: last.uid, what });
        }
      }
    },
  };
}

function allows({ optedOutAt, marketing }: WorldChannel, purpose: string): boolean {
  return optedOutAt === null && (purpose === 'reminder' || marketing.includes(purpose));
}
