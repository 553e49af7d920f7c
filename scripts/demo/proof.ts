import type { CanonicalState } from '../../sandbox/devrev/objects/canonical-state.ts';
import type { DevrevSandbox } from '../../sandbox/devrev/start.ts';

/** How many there were, how many of them are as they were, and how many of these are with another contact now. */
export interface Kept {
  before: number;
  after: number;
  moved: number;
}

/** What the practice CRM itself says of the run, whatever our ledger believes. */
export interface Proof {
  /** Merge requests that arrived. */
  requests: number;
  /** Merges in the effect log. */
  applied: number;
  /** Different contacts that were merged away. */
  duplicates: number;
  /** Contacts that were merged away more than once. */
  twice: number;
  tickets: Kept;
  conversations: Kept;
}

export function proveMerges(sandbox: DevrevSandbox, before: CanonicalState): Proof {
  const merges = sandbox.effects().filter(({ kind }) => kind === 'merge');
  const times = new Map<string, number>();
  for (const { duplicate = '' } of merges) times.set(duplicate, (times.get(duplicate) ?? 0) + 1);
  return {
    requests: sandbox.requests().filter(({ path }) => path === 'rev-users.merge').length,
    applied: merges.length,
    duplicates: times.size,
    twice: [...times.values()].filter((count) => count > 1).length,
    ...compareAll(before, sandbox.state()),
  };
}

function compareAll(before: CanonicalState, after: CanonicalState): Pick<Proof, 'tickets' | 'conversations'> {
  const reporters = ({ tickets }: CanonicalState) => valuesOf(tickets, ({ reportedBy }) => reportedBy);
  const members = ({ conversations }: CanonicalState) =>
    valuesOf(conversations, (one) => one.members.filter(isContact));
  const living = new Set(Object.keys(after.contacts));
  return {
    tickets: compare(reporters(before), reporters(after), living),
    conversations: compare(members(before), members(after), living),
  };
}

/** A conversation has members of staff too. */
function isContact(id: string): boolean {
  return id.startsWith('REVU-');
}

interface Named {
  content: string;
  contacts: string[];
}

function valuesOf<T extends { content: string }>(
  all: Record<string, T>,
  contacts: (one: T) => string[],
): Map<string, Named> {
  return new Map(Object.entries(all).map(([id, one]) => [id, { content: one.content, contacts: contacts(one) }]));
}

/** One counts as kept when its content is the same and all contacts that it names are there. */
function compare(before: Map<string, Named>, after: Map<string, Named>, living: ReadonlySet<string>): Kept {
  let kept = 0;
  let moved = 0;
  for (const [id, old] of before) {
    const now = after.get(id);
    if (now?.content !== old.content || !now.contacts.every((contact) => living.has(contact))) continue;
    kept += 1;
    if (now.contacts.join() !== old.contacts.join()) moved += 1;
  }
  return { before: before.size, after: kept, moved };
}

/** Whether nothing was merged twice and no ticket or conversation was lost. */
export function holds({ applied, duplicates, twice, tickets, conversations }: Proof): boolean {
  const isKept = [tickets, conversations].every(({ before, after }) => before === after);
  return applied === duplicates && twice === 0 && isKept;
}
