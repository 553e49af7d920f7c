import type { LastTouch } from '../../contacts/base/base-contact.ts';
import { instantOf } from './instant-of.ts';
import type { PodiumContact } from './schemas.ts';

/**
 * The latest of what Podium dates on a contact itself: `opted_out`, `created`, `channel_added`, `channel_changed` or `updated`. Of several at one
 * moment the most telling. Messages and calls stand in conversations, which are not read.
 */
export function lastTouchOf(contact: PodiumContact): LastTouch | null {
  const { createdAt, updatedAt, channels } = contact;
  const all = [
    ...(channels ?? []).map(({ transactionalOptedOutAt: at }) => touch('opted_out', at)),
    touch('created', createdAt),
    ...(channels ?? []).map((channel) => touch('channel_added', channel.createdAt)),
    ...(channels ?? []).map((channel) => touch('channel_changed', channel.updatedAt)),
    touch('updated', updatedAt),
  ];
  let latest: LastTouch | null = null;
  for (const one of all) if (one !== null && (latest === null || one.at > latest.at)) latest = one;
  return latest;
}

function touch(event: string, at: unknown): LastTouch | null {
  const instant = typeof at === 'string' ? instantOf(at) : null;
  return instant === null ? null : { event, at: instant };
}
