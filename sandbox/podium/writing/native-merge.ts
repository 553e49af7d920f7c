import type { Reply } from '../../kit/reply.ts';
import type { Asked } from '../asked.ts';
import { pick } from '../pick.ts';
import { Problem } from '../problems.ts';
import { invalid } from './contact-body.ts';
import { accept } from './landing.ts';

/** As the source has it and no document: the primary keeps what it has, the duplicates are gone with all of theirs but their conversations. */
export function mergeContacts(asked: Asked, identifier: string): Reply {
  const { core, body } = asked;
  if (!core.settings.nativeMerge) throw new Problem(404, 'route_not_found', 'There is no such route');
  const primary = pick(core, identifier);
  const uids = body.duplicate_uids;
  if (!Array.isArray(uids) || uids.length === 0) throw invalid('duplicate_uids is no list');
  const living = core.contacts.living();
  const duplicates = uids.map((uid) => living.find((one) => one.uid === uid && uid !== primary.uid));
  if (duplicates.includes(undefined)) throw new Problem(400, 'bad_request', 'One of the duplicates is no contact');
  return accept(asked, {
    identifier,
    subject: primary.uid,
    land: () => {
      const now = core.contacts.living();
      const kept = now.find(({ uid }) => uid === primary.uid);
      const gone = now.filter(({ uid }) => uids.includes(uid));
      if (kept === undefined || gone.length === 0) return null;
      for (const { uid } of gone) core.contacts.remove(uid, { forGood: core.settings.deletesForGood });
      const conversations = [...new Set([...kept.conversations, ...gone.flatMap((one) => one.conversations)])];
      core.contacts.put({ ...kept, conversations });
      return gone.map(({ uid }) => ({ kind: 'merged', subject: uid, into: kept.uid }));
    },
  });
}
