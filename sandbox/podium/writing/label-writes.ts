import type { WorldPodiumContact } from '../../../samples/podium/podium-world.ts';
import type { Reply } from '../../kit/reply.ts';
import type { Asked } from '../asked.ts';
import { pick } from '../pick.ts';
import { Problem } from '../problems.ts';
import { invalid } from './contact-body.ts';
import { accept } from './landing.ts';

interface Label {
  identifier: string;
  uid: string;
}

export function writeTag(asked: Asked, { identifier, uid }: Label): Reply {
  const { core, method } = asked;
  const contact = pick(core, identifier);
  if (core.world.tags.every((tag) => tag.uid !== uid)) throw missing('tag');
  return change(asked, {
    identifier,
    contact,
    what: 'tags',
    changed(now) {
      const others = now.tags.filter((tag) => tag !== uid);
      return { tags: method === 'DELETE' ? others : [...others, uid] };
    },
  });
}

/** An attribute is somebody's once it has a value; its label is the same for all. */
export function writeAttribute(asked: Asked, { identifier, uid }: Label): Reply {
  const { core, method, body } = asked;
  const contact = pick(core, identifier);
  const known = core.world.contacts.flatMap(({ attributes }) => attributes).find((one) => one.uid === uid);
  if (known === undefined) throw missing('attribute');
  const { value } = body;
  if (method !== 'DELETE' && typeof value !== 'string') throw invalid('value is no text');
  return change(asked, {
    identifier,
    contact,
    what: 'attributes',
    changed(now) {
      const others = now.attributes.filter((one) => one.uid !== uid);
      const own = method === 'DELETE' ? [] : [{ uid, label: known.label, value: String(value) }];
      return { attributes: [...others, ...own] };
    },
  });
}

/** Lands on the contact as it is by then; nothing lands on one that is gone. */
function change(asked: Asked, { identifier, contact, what, changed }: Change): Reply {
  const { contacts } = asked.core;
  return accept(asked, {
    identifier,
    subject: contact.uid,
    land: () => {
      const now = contacts.one(contact.uid);
      if (now === null) return null;
      contacts.put({ ...now, ...changed(now) });
      return [{ kind: 'updated', subject: contact.uid, what }];
    },
  });
}

interface Change {
  identifier: string;
  contact: WorldPodiumContact;
  what: 'tags' | 'attributes';
  changed(now: WorldPodiumContact): Partial<WorldPodiumContact>;
}

function missing(what: string): Problem {
  return new Problem(404, 'resource_not_found', `There is no such ${what}`);
}
