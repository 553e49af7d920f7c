import type { ConsentChange, PlanCluster, PlanMember } from '../../plan.ts';
import { listed } from '../../words/listed.ts';
import { type KnownOfBase, touchText } from './known-of-base.ts';
import { withNames } from './with-names.ts';

/** Of a large cluster so many contacts are named. */
const MOST_NAMED = 12;

/**
 * What whoever decides looks at first: the number that most of them have, where each contact belongs and what happened last with it, and what
 * is refused once all are merged. A cluster of a contact base.
 */
export function headLines(cluster: PlanCluster, known: KnownOfBase): string[] {
  const { members, primary, consent = [] } = withNames(cluster, known);
  const [kept, others] = [members.filter(({ id }) => id === primary), members.filter(({ id }) => id !== primary)];
  const order = [...kept, ...others];
  const touchOf = ({ id }: PlanMember): string => {
    const touch = known.lastTouch.get(id);
    return touch === undefined ? 'not known' : touchText(touch);
  };
  return [
    phonesOf(cluster).join(', ') || 'no phone',
    ...order
      .slice(0, MOST_NAMED)
      .map((one) => `  ${one.id}  ${one.fields?.locations ?? 'no location'}  last touch: ${touchOf(one)}`),
    ...(order.length > MOST_NAMED ? [`  … and ${order.length - MOST_NAMED} more`] : []),
    `Refused once merged: ${listed(refused(consent)) || 'nothing'}`,
  ];
}

/** As compared: first what most of them have, of several the lowest. */
export function phonesOf({ members }: PlanCluster): string[] {
  const counts = new Map<string, number>();
  for (const { keys } of members) {
    for (const one of new Set(keys?.phones?.map(({ compared }) => compared)))
      counts.set(one, (counts.get(one) ?? 0) + 1);
  }
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([phone]) => phone);
}

/** `marketing of +61… in Sydney`; a channel that is opted in nowhere says that of all places. */
function refused(consent: readonly ConsentChange[]): string[] {
  const isIn = ({ channel, after }: ConsentChange): boolean => channel.startsWith('marketing') && after === 'in';
  const out = consent.filter(({ after, channel }) => after !== 'in' && channel !== 'marketing');
  const places = consent.filter(({ after, channel }) => after !== 'in' && channel === 'marketing');
  const marketing = consent.some(isIn) ? places.map(wordsOf) : ['marketing everywhere'];
  return [...out.map(wordsOf), ...marketing];
}

function wordsOf({ channel, identifier, location }: ConsentChange): string {
  const what = channel.replace(/_opt_out$/, '');
  return [
    what,
    ...(identifier === undefined ? [] : [`of ${identifier}`]),
    ...(location ? [`in ${location}`] : []),
  ].join(' ');
}
