import { shown } from '../csv/rejected-row.ts';
import { InputError } from '../input-error.ts';
import type { Plan, PlanCluster } from '../plan.ts';
import type { Profile } from '../profiles/profile.ts';
import { counted } from '../words/counted.ts';

const LEAST_HEX = 4;
const MOST_LISTED = 5;

interface NamedCluster {
  profile: Pick<Profile, 'contactId' | 'exampleId'>;
  /** A cluster's id or its first digits, a pair's id, or the id of one of its contacts. */
  name: string;
  /** Where the plan comes from, for messages. */
  file: string;
}

/** What a plan has under such a name. */
export interface FoundClusters {
  /** The cluster that this contact is in. */
  ofContact: string | null;
  /** Ids that begin so. */
  beginning: string[];
  /** Of the plan. */
  clusters: number;
}

/** What is looked for: a contact as it stands, or the beginning of a cluster's id; null: it can be no beginning of one. */
export function wantedCluster(name: string): { contact: string; prefix: string | null } {
  const contact = (name.split('.')[0] ?? '').trim();
  const prefix = contact.toLowerCase();
  return { contact, prefix: /^[0-9a-f]{4,32}$/.test(prefix) ? prefix : null };
}

/** The one cluster that is meant. Throws InputError when there is none, or more than one. */
export function findCluster({ plan, ...named }: NamedCluster & { plan: Plan }): PlanCluster {
  const { clusters } = plan;
  const { contact, prefix } = wantedCluster(named.name);
  const ofContact = clusters.find(({ members }) => members.some(({ id }) => id === contact));
  if (ofContact !== undefined) return ofContact;
  const beginning = prefix === null ? [] : clusters.filter(({ id }) => id.startsWith(prefix));
  const ids = beginning.map(({ id }) => id);
  requireOne({ ofContact: null, beginning: ids, clusters: clusters.length }, named);
  return beginning[0] as PlanCluster;
}

/** The id of the one that is meant. Throws InputError when there is none, or more than one. */
export function requireOne({ ofContact, beginning, clusters }: FoundClusters, named: NamedCluster): string {
  const { profile, name, file } = named;
  const { contact: wanted, prefix } = wantedCluster(name);
  if (ofContact !== null) return ofContact;
  if (prefix === null) throw new InputError({ file, ...notFound({ profile, wanted }) });
  const [cluster] = beginning;
  if (cluster !== undefined && beginning.length === 1) return cluster;
  if (cluster === undefined) {
    const problem = `none of its ${counted(clusters, 'cluster')} has an id that starts with '${prefix}'`;
    throw new InputError({
      file,
      problem,
      todo: 'copy the id from the plan, from status, or name one of its contacts',
    });
  }
  const problem = `${beginning.length} clusters have an id that starts with '${prefix}': ${someIds(beginning)}`;
  throw new InputError({ file, problem, todo: 'give more digits' });
}

/** The first of them. */
export function someIds(ids: readonly string[]): string {
  return `${ids.slice(0, MOST_LISTED).join(', ')}${ids.length > MOST_LISTED ? ', …' : ''}`;
}

function notFound({ profile, wanted }: Pick<NamedCluster, 'profile'> & { wanted: string }): {
  problem: string;
  todo: string;
} {
  if (profile.contactId(wanted) !== null) {
    const problem = `${wanted} is in none of its clusters`;
    const todo =
      'nobody shares its e-mail, or it has none, is left out by the rules, or its row was rejected: preview tells';
    return { problem, todo };
  }
  const problem = `${shown(wanted)} is no cluster's id and no contact's`;
  return {
    problem,
    todo: `expected at least ${LEAST_HEX} of the 32 hex digits of a cluster, or a contact such as ${profile.exampleId}`,
  };
}
