import type { Random } from '../random.ts';
import type { WorldAccount } from '../world/world.ts';
import type { Companies } from './companies.ts';
import type { Person } from './people.ts';

/** One contact to be: what the CSV says about it, and how many tickets it has. */
export interface ContactSpec {
  id: string;
  person: Person;
  /** Null: no account in the CSV. */
  account: WorldAccount | null;
  externalRef: string;
  userId: string;
  /** '' when the CSV has `0`. */
  modifiedBy: string;
  /** Minutes after the start of 2025. */
  updatedAt: number;
  byBi: boolean;
  /** Tickets of its own. Those it shares come on top. */
  tickets: number;
  /** What the CSV says beyond the world's count: below 0 it is old, above 0 it lies. */
  csvExtra: number;
}

/** Contacts of one person, and how many tickets two or more of them report together. */
export interface ClusterSpec {
  contacts: ContactSpec[];
  sharedTickets: number;
}

export interface Studio {
  random: Random;
  companies: Companies;
  person: () => Person;
  /** The next `REVU-…`, with gaps. */
  nextId: () => string;
}

export const BOT = 'DevRev Bot';
const AGENTS = ['Agnes Agent', 'Ben Okoro', 'Célia Prado', ''];

/** A contact with nothing special: a CXP ref that is not its user id, amended by an agent, flagged by nobody. */
export function contactSpec({ random, companies, person, nextId }: Studio, traits: Partial<ContactSpec>): ContactSpec {
  return {
    id: nextId(),
    person: traits.person ?? person(),
    account: companies.any(),
    externalRef: `user_${random.word(12)}`,
    userId: '',
    modifiedBy: random.pick(AGENTS),
    updatedAt: random.int(0, 300_000),
    byBi: false,
    tickets: random.pick([0, 0, 1, 1, 1, 2, 2, 3]),
    csvExtra: 0,
    ...traits,
  };
}

/** Contacts of one new person in one account, with the traits given for each, in an order that says nothing. */
export function clusterSpec(studio: Studio, traits: Partial<ContactSpec>[], sharedTickets?: number): ClusterSpec {
  const common = { person: studio.person(), account: studio.companies.any() };
  const contacts = studio.random.shuffle(traits).map((one) => contactSpec(studio, { ...common, ...one }));
  return { contacts, sharedTickets: sharedTickets ?? studio.random.pick([0, 0, 1, 1, 2]) };
}
