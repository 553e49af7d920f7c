import type { Call } from '../http/route.ts';
import { rememberBefore } from './before-image.ts';
import { noteChange, type PeopleChange } from './people-changes.ts';

/** A ticket or conversation whose people are written as a whole list. */
export interface WrittenThing {
  kind: 'ticket-changed' | 'conversation-changed';
  field: PeopleChange['field'];
  /** As it is now; undefined when it has gone meanwhile. */
  find(): { people: readonly string[]; messages: readonly unknown[] } | undefined;
  put(people: string[], modifiedAt: string): void;
}

/** Replaces the whole list, whatever others have made of it meanwhile; the list that stands already is a success without an effect. */
export function applyPeople(options: {
  call: Call;
  id: string;
  thing: WrittenThing;
  written: string[] | undefined;
  cause: { requestId: string; fault: string | null };
}): void {
  const { call, id, thing, written, cause } = options;
  const { core, caller } = call;
  const now = thing.find();
  if (now === undefined || written === undefined) return;
  const before = now.people;
  if (JSON.stringify(written) === JSON.stringify(before)) return;
  const at = new Date().toISOString();
  const contacts = [...new Set([...before, ...written])].filter((one) => core.store.contacts.has(one));
  rememberBefore({ store: core.store, contacts, things: [id] });
  thing.put(written, at);
  const change = {
    field: thing.field,
    before,
    after: written,
    by: caller.user,
    at,
    afterMessages: now.messages.length,
  };
  noteChange({ changes: core.store.peopleChanges, id, change });
  const named = thing.kind === 'ticket-changed' ? { tickets: [id] } : { conversations: [id] };
  const changed = { [thing.field]: { before, after: written } };
  core.effects.append({ kind: thing.kind, actor: 'api', ...cause, ...named, changed });
}
