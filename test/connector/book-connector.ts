import { createHash } from 'node:crypto';
import { type CrmDeclaration, requireToken } from '../../config/crm-settings.ts';
import { canonicalJson } from '../../crm/canonical-json.ts';
import type { ConnectOptions, Connector, Connectors } from '../../crm/connector.ts';
import type { CallOptions, Crm, CrmContact, CrmDescription, CrmThing, FollowingRelation } from '../../crm/crm.ts';
import { CrmError } from '../../crm/errors.ts';
import type { Entry, Person } from './book.ts';
import { openBookMerge } from './book-merge.ts';

const description: CrmDescription = {
  merge: 'sync',
  consent: 'none',
  ordinaryState: 'living',
  relations: [
    { name: 'made', noun: { one: 'call', many: 'calls' }, merge: 'proves' },
    { name: 'notes', noun: { one: 'note', many: 'notes' }, merge: 'follows' },
  ],
  notAskedFor: [],
};

/** The settings of the address book, as config/crms.ts has those of our own CRMs. */
export const BOOK: Readonly<Record<string, CrmDeclaration>> = {
  book: {
    title: 'Address Book',
    tokenKind: 'a key of the address book',
    variables: {
      token: 'BOOK_KEY',
      baseUrl: 'BOOK_URL',
      org: 'BOOK_ORG',
      rateLimit: 'BOOK_RATE_LIMIT',
      timeout: 'BOOK_TIMEOUT',
    },
    defaults: { baseUrl: 'https://book.example.com', rateLimit: 'unlimited', timeout: '2s' },
    further: {},
  },
};

const connector: Connector = {
  description,
  connect: connectBook,
  inspectToken: async () => ({ org: 'BOOK1', expiresAt: null, quota: null, clock: null }),
  rights: () => ({ scopes: null, roles: null, read: [], merge: [] }),
};

export const BOOK_CONNECTORS: Connectors = { book: connector };

function connectBook({ settings, budget }: ConnectOptions): Crm {
  requireToken(settings);
  const { baseUrl, timeoutMs } = settings;

  const ask = async (path: string, body: object, call: CallOptions = {}): Promise<{ status: number; raw: Buffer }> => {
    const answered = await budget.acquire(call);
    try {
      const deadline = AbortSignal.timeout(timeoutMs);
      const signal = call.signal ? AbortSignal.any([call.signal, deadline]) : deadline;
      const answer = await fetch(`${baseUrl}${path}`, { method: 'POST', body: JSON.stringify(body), signal });
      return { status: answer.status, raw: Buffer.from(await answer.arrayBuffer()) };
    } catch (cause) {
      throw new CrmError({ kind: 'unreachable', message: `POST ${path}: no answer`, cause });
    } finally {
      await answered();
    }
  };

  const entries = (kind: 'calls' | 'notes'): Pick<FollowingRelation, 'list' | 'read' | 'listMessages'> => ({
    list: async ({ contact, cursor }, call) => {
      const { raw } = await ask(
        `/${kind}/list`,
        { person: contact, ...(cursor === null ? {} : { from: cursor }) },
        call,
      );
      const page = json<{ entries: Entry[]; next?: string }>(raw);
      return { items: page.entries.map(thingOf), nextCursor: page.next ?? null, raw };
    },
    read: async (id, call) => {
      const { status, raw } = await ask(`/${kind}/one`, { id }, call);
      return status === 200 ? thingOf(json<Entry>(raw)) : null;
    },
    listMessages: async ({ thing }, call) => {
      const { raw } = await ask(`/${kind}/said`, { id: thing }, call);
      const { said } = json<{ said: string[] }>(raw);
      const items = said.map((_, index) => ({
        id: `${thing}.${index}`,
        isPrivate: false,
        isComment: true,
        attachments: [],
      }));
      return { items, nextCursor: null, raw };
    },
  });

  return {
    name: 'book',
    description,
    pageLimit: 2,
    relations: [
      { name: 'made', noun: { one: 'call', many: 'calls' }, merge: 'proves', ...entries('calls') },
      { name: 'notes', noun: { one: 'note', many: 'notes' }, merge: 'follows', ...entries('notes') },
    ],
    identify: async (call) => {
      const { book } = json<{ book: string }>((await ask('/me', {}, call)).raw);
      return { org: book, expiresAt: null, countedBy: book };
    },
    readContact: async (id, call) => {
      const { status, raw } = await ask('/person', { id }, call);
      if (status === 410) return { kind: 'gone', how: 'not-found', pointsTo: null, raw };
      return { kind: 'alive', contact: contactOf(json<Person>(raw), raw) };
    },
    digest: ({ raw }) => {
      const { seen: _, ...fields } = json<Person>(raw);
      return createHash('sha256').update(canonicalJson(fields)).digest('hex');
    },
    digestWithout: ({ raw }) => createHash('sha256').update(raw).digest('hex'),
    mergeable: (primary, duplicate) => {
      const frozen = [primary, duplicate].find(({ state }) => state === 'frozen');
      return frozen === undefined ? null : { code: 'frozen', text: `${frozen.displayId} is frozen` };
    },
    downloadAttachment: () => Promise.reject(new CrmError({ kind: 'invalid', message: 'There are no attachments' })),
    openMerge: async (call) => openBookMerge(baseUrl, await budget.acquire(call)),
    close: async () => {},
  };
}

function json<T>(raw: Uint8Array): T {
  return JSON.parse(Buffer.from(raw).toString()) as T;
}

function thingOf({ id, people }: Entry): CrmThing {
  return { id, displayId: id, contacts: people, attachments: [] };
}

function contactOf(person: Person, raw: Uint8Array): CrmContact {
  return {
    id: person.id,
    displayId: person.id,
    email: person.email,
    name: person.name,
    externalRef: '',
    state: person.state,
    isVerified: null,
    primaryIdentity: null,
    modifiedAt: '',
    customFields: {},
    attachments: [],
    raw,
  };
}
