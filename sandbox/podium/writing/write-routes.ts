import type { Reply } from '../../kit/reply.ts';
import type { Asked } from '../asked.ts';
import type { FaultPlace } from '../faults.ts';
import { writeConsent } from './consent-writes.ts';
import { changeContact, createContact, deleteContact } from './contact-writes.ts';
import { writeAttribute, writeTag } from './label-writes.ts';
import { mergeContacts } from './native-merge.ts';

type AnswerWrite = (asked: Asked) => Reply;

interface WritePath {
  is: RegExp;
  place: FaultPlace;
  /** `parts`: of the path, decoded. */
  answer: (asked: Asked, parts: string[]) => Reply;
}

const WRITES: readonly WritePath[] = [
  { is: /^POST \/v4\/contacts$/, place: 'create', answer: (asked) => createContact(asked) },
  {
    is: /^POST \/v4\/contacts\/(campaigns|transactional)\/opt_(in|out)$/,
    place: 'consent',
    answer: (asked, [kind, way]) =>
      writeConsent(asked, {
        kind: kind === 'campaigns' ? kind : 'transactional',
        way: way === 'in' ? way : 'out',
      }),
  },
  {
    is: /^PATCH \/v4\/contacts\/([^/]+)$/,
    place: 'change',
    answer: (asked, [identifier = '']) => changeContact(asked, identifier),
  },
  {
    is: /^DELETE \/v4\/contacts\/([^/]+)$/,
    place: 'delete',
    answer: (asked, [identifier = '']) => deleteContact(asked, identifier),
  },
  {
    is: /^(?:POST|DELETE) \/v4\/contacts\/([^/]+)\/tags\/([^/]+)$/,
    place: 'label',
    answer: (asked, [identifier = '', uid = '']) => writeTag(asked, { identifier, uid }),
  },
  {
    is: /^(?:POST|PATCH|DELETE) \/v4\/contacts\/([^/]+)\/attributes\/([^/]+)$/,
    place: 'label',
    answer: (asked, [identifier = '', uid = '']) => writeAttribute(asked, { identifier, uid }),
  },
  {
    is: /^POST \/v4\/contacts\/([^/]+)\/merge$/,
    place: 'merge',
    answer: (asked, [identifier = '']) => mergeContacts(asked, identifier),
  },
];

/** Null where Podium documents no such write, and the source knows none. */
export function writeOf(name: string): { place: FaultPlace; answer: AnswerWrite } | null {
  for (const { is, place, answer } of WRITES) {
    const parts = is.exec(name)?.slice(1).map(decodeURIComponent);
    if (parts !== undefined) return { place, answer: (asked) => logged(asked, () => answer(asked, parts)) };
  }
  return null;
}

/** Whatever it is, the log has it before anything comes of it. */
function logged({ core, method, url }: Asked, answer: () => Reply): Reply {
  core.effects.append({ kind: 'write', subject: `${method} ${url.pathname}` });
  return answer();
}
