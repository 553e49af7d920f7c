import type { Context } from 'hono';
import type { Role } from '../../config/roles.ts';

/** Who asks. */
export interface Person {
  name: string;
  role: Role;
  /** By a link of this machine's terminal, where the name is what they say, or by a token that is theirs. */
  through: 'link' | 'token';
  /** What is recorded with what they decide: the name, marked where nothing proves it. */
  by: string;
}

declare module 'hono' {
  interface ContextVariableMap {
    person: Person;
  }
}

export function person({ name, role, through }: Omit<Person, 'by'>): Person {
  return { name, role, through, by: through === 'link' ? `${name} (by link)` : name };
}

/** Whom `requireRole` has let in. */
export function personOf(c: Context): Person {
  const found = c.get('person');
  if (found === undefined) throw new Error('This route asks nobody who they are');
  return found;
}
