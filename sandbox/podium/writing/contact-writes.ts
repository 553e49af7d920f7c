import { randomUUID } from 'node:crypto';
import type { WorldPodiumContact } from '../../../samples/podium/podium-world.ts';
import type { Reply } from '../../kit/reply.ts';
import type { Asked } from '../asked.ts';
import { choose, pick } from '../pick.ts';
import { changed, contactBody, invalid } from './contact-body.ts';
import { accept } from './landing.ts';

/** Whoever has the phone, the e-mail or the conversation already is changed instead. */
export function createContact(asked: Asked): Reply {
  const { core } = asked;
  const body = contactBody(asked.body);
  if (body.name === undefined || body.locations === undefined) throw invalid('name and locations are needed');
  const keys = [body.phoneNumber, body.email, body.conversationUid].filter((key) => key !== undefined);
  const identifier = keys[0] ?? '';
  const uid = randomUUID();
  return accept(asked, {
    identifier,
    subject: identifier,
    land: () => {
      const found = keys.flatMap((key) => core.contacts.holders(key));
      const known = found.length === 0 ? null : choose(core, found);
      core.contacts.put(changed(known ?? nobody(uid), body, core.settings));
      if (known !== null) return [{ kind: 'updated', subject: known.uid, what: Object.keys(body).sort().join(' ') }];
      return [{ kind: 'added', subject: uid }];
    },
  });
}

function nobody(uid: string): WorldPodiumContact {
  const now = new Date().toISOString();
  const lists = { channels: [], tags: [], attributes: [], locations: [], conversations: [] };
  return { uid, name: '', ...lists, address: null, createdAt: now, updatedAt: now };
}

export function changeContact(asked: Asked, identifier: string): Reply {
  const { core } = asked;
  const body = contactBody(asked.body);
  const { uid } = pick(core, identifier);
  return accept(asked, {
    identifier,
    subject: uid,
    land: () => {
      const contact = core.contacts.one(uid);
      if (contact === null) return null;
      core.contacts.put(changed(contact, body, core.settings));
      return [{ kind: 'updated', subject: uid, what: Object.keys(body).sort().join(' ') }];
    },
  });
}

/** Its conversations stay, without it. */
export function deleteContact(asked: Asked, identifier: string): Reply {
  const { core } = asked;
  const { uid } = pick(core, identifier);
  return accept(asked, {
    identifier,
    subject: uid,
    land: () => {
      if (core.contacts.one(uid) === null) return null;
      core.contacts.remove(uid, { forGood: core.settings.deletesForGood });
      return [{ kind: 'deleted', subject: uid }];
    },
  });
}
