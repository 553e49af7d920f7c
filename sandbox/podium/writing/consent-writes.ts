import type { WorldChannel } from '../../../samples/podium/podium-world.ts';
import type { Reply } from '../../kit/reply.ts';
import type { Asked } from '../asked.ts';
import { choose } from '../pick.ts';
import { Problem } from '../problems.ts';
import { reachedBy } from '../who-has.ts';
import { invalid } from './contact-body.ts';
import { accept } from './landing.ts';

type Kind = 'campaigns' | 'transactional';

/**
 * Opts a phone out of campaigns everywhere, or of transactional messages; or in again. An e-mail has no such call. Asked twice it changes
 * nothing more. Of several contacts with the number it reaches all, or one, as the switch says.
 */
export function writeConsent(asked: Asked, { kind, way }: { kind: Kind; way: 'in' | 'out' }): Reply {
  const { core } = asked;
  if (!core.settings.whitelisted) throw new Problem(403, 'unauthorized', 'The application is not allowed to');
  const { identifier, location } = parse(asked.body, { needsLocation: kind === 'transactional' || way === 'in' });
  const whom = reachedBy({ type: 'PHONE', identifier });
  const holders = core.contacts.reached(whom);
  const reached = core.settings.optOutReaches === 'all' && holders.length > 0 ? holders : [choose(core, holders)];
  const uids = reached.map(({ uid }) => uid).sort();
  return accept(asked, {
    identifier,
    subject: uids.join(' '),
    land: () => {
      const now = uids.flatMap((uid) => core.contacts.one(uid) ?? []);
      for (const contact of now) {
        const channels = contact.channels.map((channel) =>
          reachedBy(channel) === whom ? spoken(channel, { kind, way, location }) : channel,
        );
        core.contacts.put({ ...contact, channels });
      }
      return now.map(({ uid }) => ({ kind: 'updated', subject: uid, what: `${kind} opt-${way}` }));
    },
  });
}

function spoken(
  channel: WorldChannel,
  { kind, way, location }: { kind: Kind; way: 'in' | 'out'; location: string },
): WorldChannel {
  if (kind === 'transactional') {
    const optedOutAt = way === 'in' ? null : (channel.optedOutAt ?? new Date().toISOString());
    return { ...channel, optedOutAt };
  }
  return { ...channel, marketing: way === 'in' ? [...new Set([...channel.marketing, location])] : [] };
}

function parse(
  body: Record<string, unknown>,
  { needsLocation }: { needsLocation: boolean },
): { identifier: string; location: string } {
  const { channel, locationUid, ...others } = body as { channel?: Record<string, unknown>; locationUid?: unknown };
  if (Object.keys(others).length > 0) throw invalid(`There is no field ${Object.keys(others)[0]}`);
  if (typeof channel?.identifier !== 'string' || channel.type !== 'PHONE') throw invalid('channel is no phone');
  if (needsLocation !== (typeof locationUid === 'string')) {
    throw invalid(needsLocation ? 'locationUid is needed' : 'There is no field locationUid');
  }
  return { identifier: channel.identifier, location: String(locationUid ?? '') };
}
