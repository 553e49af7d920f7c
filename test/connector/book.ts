import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A person in the address book. `into`: merged away. */
export interface Person {
  id: string;
  email: string;
  name: string;
  state: 'living' | 'frozen';
  /** Changes whenever anybody looks. */
  seen: number;
  merged: boolean;
}

/** A call or a note: whom it names, and what was said. */
export interface Entry {
  id: string;
  people: string[];
  said: string[];
}

export interface World {
  people: Record<string, Pick<Person, 'email'> & { state?: Person['state'] }>;
  calls?: Record<string, string[]>;
  notes?: Record<string, string[]>;
}

/** What the book does with its next merge: `lose` applies it and hangs up, `drop` hangs up at once. */
export type MergeFault = 'lose' | 'drop';

export interface Book {
  url: string;
  /** Applied merges, as `kept<-dropped`. */
  merges: string[];
  /** Merge requests that came in. */
  posts(): number;
  people(kind: 'calls' | 'notes', id: string): string[];
  close(): Promise<void>;
}

const PAGE = 2;

/** A tiny CRM on loopback: people, calls and notes, and a merge that is finished when it is answered. It keeps no pointer to who was kept. */
export async function openBook(world: World, faults: MergeFault[] = []): Promise<Book> {
  const people = new Map(
    Object.entries(world.people).map(([id, { email, state = 'living' }]): [string, Person] => [
      id,
      { id, email, name: 'Pat Person', state, seen: 0, merged: false },
    ]),
  );
  const entries = { calls: entriesOf(world.calls ?? {}), notes: entriesOf(world.notes ?? {}) };
  const merges: string[] = [];
  let posts = 0;

  const merge = (keep: string, drop: string): boolean => {
    const [kept, dropped] = [people.get(keep), people.get(drop)];
    if (!kept || !dropped || kept.merged || dropped.merged) return false;
    dropped.merged = true;
    for (const entry of [...entries.calls.values(), ...entries.notes.values()])
      entry.people = [...new Set(entry.people.map((id) => (id === drop ? keep : id)))];
    merges.push(`${keep}<-${drop}`);
    return true;
  };

  /** Null: it hangs up. */
  const answer = (path: string, body: Record<string, string>): [number, object] | null => {
    const [, kind = '', verb] = path.split('/');
    if (kind === 'me') return [200, { book: 'BOOK1' }];
    if (kind === 'person') {
      const person = people.get(body.id ?? '');
      if (person === undefined || person.merged) return [410, {}];
      person.seen += 1;
      return [200, person];
    }
    if (kind === 'merge') {
      posts += 1;
      const fault = faults.shift();
      if (fault === 'drop') return null;
      const isApplied = merge(body.keep ?? '', body.drop ?? '');
      return fault === 'lose' ? null : [isApplied ? 200 : 409, {}];
    }
    const all = entries[kind as 'calls' | 'notes'];
    const entry = all.get(body.id ?? '');
    if (verb === 'said') return [200, { said: entry?.said ?? [] }];
    if (verb === 'one') return [entry === undefined ? 410 : 200, entry ?? {}];
    const found = [...all.values()].filter((one) => one.people.includes(body.person ?? ''));
    const from = Number(body.from ?? 0);
    const next = found.length > from + PAGE ? { next: `${from + PAGE}` } : {};
    return [200, { entries: found.slice(from, from + PAGE), ...next }];
  };

  const server = createServer(async (request, response) => {
    const answered = answer(request.url ?? '', JSON.parse(await text(request)));
    if (answered === null) response.destroy();
    else response.writeHead(answered[0]).end(JSON.stringify(answered[1]));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    merges,
    posts: () => posts,
    people: (kind, id) => entries[kind].get(id)?.people ?? [],
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function entriesOf(spec: Record<string, string[]>): Map<string, Entry> {
  return new Map(Object.entries(spec).map(([id, people]) => [id, { id, people, said: [`Hello, this is ${id}`] }]));
}
