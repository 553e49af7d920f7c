import { shown } from '../csv/rejected-row.ts';
import { InputError } from '../input-error.ts';
import type { Plan, PlanCluster } from '../plan.ts';
import type { Profile } from '../profiles/profile.ts';

const LEAST_HEX = 4;
const MOST_LISTED = 5;

interface FindCluster {
  plan: Plan;
  profile: Pick<Profile, 'contactId' | 'exampleId'>;
  /** A cluster's id or its first digits, a pair's id, or the id of one of its contacts. */
  name: string;
  /** Where the plan comes from, for messages. */
  file: string;
}

/** The one cluster that is meant. Throws InputError when there is none, or more than one. */
export function findCluster({ plan, profile, name, file }: FindCluster): PlanCluster {
  const { clusters } = plan;
  const wanted = (name.split('.')[0] ?? '').trim();
  const ofContact = clusters.find(({ members }) => members.some(({ id }) => id === wanted));
  if (ofContact !== undefined) return ofContact;
  const prefix = wanted.toLowerCase();
  if (!/^[0-9a-f]{4,32}$/.test(prefix)) throw new InputError({ file, ...notFound({ profile, wanted }) });
  const found = clusters.filter(({ id }) => id.startsWith(prefix));
  const [cluster] = found;
  if (cluster !== undefined && found.length === 1) return cluster;
  if (cluster === undefined) {
    const problem = `none of its ${clusters.length} clusters has an id that starts with '${prefix}'`;
    throw new InputError({
      file,
      problem,
      todo: 'copy the id from the plan, from status, or name one of its contacts',
    });
  }
  const some = found.slice(0, MOST_LISTED).map(({ id }) => id);
  const more = found.length > some.length ? ', …' : '';
  const problem = `${found.length} clusters have an id that starts with '${prefix}': ${some.join(', ')}${more}`;
  throw new InputError({ file, problem, todo: 'give more digits' });
}

function notFound({ profile, wanted }: Pick<FindCluster, 'profile'> & { wanted: string }): {
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
