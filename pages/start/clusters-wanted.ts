import { html } from 'hono/html';
import type { Decision } from '../../contacts/plan.ts';
import { counted } from '../../contacts/words/counted.ts';
import { printable } from '../../contacts/words/printable.ts';
import type { Html } from '../kit/html.ts';
import { grouped } from '../kit/phrases.ts';

/** Which clusters of a preview one of its numbers counts: what is absent is not asked. */
export interface ClustersWanted {
  decisions?: readonly Decision[];
  strategy?: string;
  size?: number;
  /** Of so many contacts, or more. */
  least?: number;
  /** Those that wait because of an earlier decision. */
  keptApart?: true;
}

export const DECISION_NAMES: Readonly<Record<Decision, string>> = {
  auto: 'clear',
  review: 'to look at',
  blocked: 'blocked',
};

/** As an address has it: `?decision=auto&size=2`, or nothing. */
export function wantedQuery({ decisions = [], strategy, size, least, keptApart }: ClustersWanted, from = 0): string {
  const query = new URLSearchParams([
    ...decisions.map((decision): [string, string] => ['decision', decision]),
    ...Object.entries({ strategy, size, least, apart: keptApart && 'yes', from: from || undefined }).flatMap(
      ([name, value]): [string, string][] => (value === undefined ? [] : [[name, String(value)]]),
    ),
  ]).toString();
  return query === '' ? '' : `?${query}`;
}

/** What an address asks for, and from which cluster of the plan on; what is no such thing is left out. */
export function wantedOf(fields: URLSearchParams): { wanted: ClustersWanted; from: number } {
  const number = (name: string): number | undefined => {
    const text = fields.get(name) ?? '';
    return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
  };
  const decisions = fields.getAll('decision').filter((one): one is Decision => Object.hasOwn(DECISION_NAMES, one));
  const [strategy, size, least] = [fields.get('strategy'), number('size'), number('least')];
  const wanted: ClustersWanted = {
    ...(decisions.length > 0 && { decisions: [...new Set(decisions)] }),
    ...(strategy !== null && { strategy }),
    ...(size !== undefined && { size }),
    ...(least !== undefined && { least }),
    ...(fields.get('apart') === 'yes' && { keptApart: true as const }),
  };
  return { wanted, from: number('from') ?? 0 };
}

/** `clear or to look at, of 2 contacts`; empty where all are wanted. */
export function wantedWords({ decisions = [], strategy, size, least, keptApart }: ClustersWanted): string {
  return [
    ...(decisions.length > 0 ? [decisions.map((one) => DECISION_NAMES[one]).join(' or ')] : []),
    ...(strategy === undefined ? [] : [`by the rule ${printable(strategy)}`]),
    ...(size === undefined ? [] : [`of ${counted(size, 'contact')}`]),
    ...(least === undefined ? [] : [`of ${counted(least, 'contact')} or more`]),
    ...(keptApart === undefined ? [] : ['that wait because of an earlier decision']),
  ].join(', ');
}

/** A number that leads to the clusters it counts; where there is no list of them, or none to show, the number alone. */
export function numberOf(lists: string | null, n: number, wanted: ClustersWanted): Html {
  return linkTo(lists, wanted, { n, text: grouped(n) });
}

/** The same in words. */
export function linkTo(lists: string | null, wanted: ClustersWanted, { n, text }: { n: number; text: string }): Html {
  return lists === null || n === 0 ? html`${text}` : html`<a href="${lists}${wantedQuery(wanted)}">${text}</a>`;
}
