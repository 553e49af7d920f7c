import type { WorldChannel } from '../../../samples/podium/podium-world.ts';
import type { PodiumSandbox } from '../../../sandbox/podium/start.ts';
import { reachedBy } from '../../../sandbox/podium/who-has.ts';

/** Before anything is merged: what nobody may be sent, by whom it would reach, and how much of its log is before it. */
export interface RefusedBefore {
  /** Messages of any kind: the contacts that refuse them, by whom a message would reach. */
  messages: ReadonlyMap<string, ReadonlySet<string>>;
  /** Whom a campaign may reach, by `<place> to <whom>`: every member that holds the channel has opted in. */
  campaigns: ReadonlySet<string>;
  log: number;
  contacts: number;
}

type Asked = Pick<PodiumSandbox, 'contacts' | 'effects'>;

export function refusedNow(podium: Asked): RefusedBefore {
  const messages = new Map<string, Set<string>>();
  const campaigns = new Map<string, boolean>();
  const contacts = podium.contacts();
  const places = [...new Set(contacts.flatMap(({ channels }) => channels.flatMap(({ marketing }) => marketing)))];
  for (const { uid, channel } of holdersOf(podium)) {
    const whom = reachedBy(channel);
    if (channel.optedOutAt !== null) messages.set(whom, (messages.get(whom) ?? new Set()).add(uid));
    for (const place of places) {
      const what = `${place} to ${whom}`;
      campaigns.set(what, (campaigns.get(what) ?? true) && channel.marketing.includes(place));
    }
  }
  const allowed = [...campaigns].filter(([, allows]) => allows).map(([what]) => what);
  return { messages, campaigns: new Set(allowed), log: podium.effects().length, contacts: contacts.length };
}

/** What was sent since, and to whom it should not have been. */
export function consentProof(podium: Asked, before: RefusedBefore): { text: string; holds: boolean } {
  const since = podium.effects().slice(before.log);
  const sent = since.flatMap(({ kind, what = '' }) => (kind === 'message' ? [what] : []));
  const isRefused = (what: string): boolean => {
    const whom = what.slice(what.lastIndexOf(' to ') + ' to '.length);
    return before.messages.has(whom) || !(what.startsWith('reminder ') || before.campaigns.has(what));
  };
  const wrong = sent.filter(isRefused);
  const holders = holdersOf(podium);
  const living = new Set(podium.contacts().map(({ uid }) => uid));
  const kept = [...before.messages].filter(([whom, refusers]) => {
    const now = holders.filter(({ channel }) => reachedBy(channel) === whom);
    const isAnyGone = [...refusers].some((uid) => !living.has(uid));
    const must = isAnyGone ? now : now.filter(({ uid }) => refusers.has(uid));
    return must.every(({ channel }) => channel.optedOutAt !== null);
  });
  const gone = before.contacts - podium.contacts().length;
  const lines = [
    ['contacts that were merged away', `${gone}`],
    ['numbers and e-mails that refused messages before', `${before.messages.size}`],
    ['… that are refused still: by all who have them now, where one who refused is gone', `${kept.length}`],
    ['campaigns that went out, one after every change', `${since.filter(({ kind }) => kind === 'write').length}`],
    ['messages to somebody who had refused them', `${wrong.length}`],
  ];
  const width = Math.max(...lines.map(([what = '']) => what.length));
  const text = lines.map(([what = '', many]) => `  ${what.padEnd(width)}  ${many}`).join('\n');
  return { text, holds: gone > 0 && wrong.length === 0 && kept.length === before.messages.size };
}

function holdersOf(podium: Asked): { uid: string; channel: WorldChannel }[] {
  return podium.contacts().flatMap(({ uid, channels }) => channels.map((channel) => ({ uid, channel })));
}
