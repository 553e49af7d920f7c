import type { ShownField, ShownValues } from '../../contacts/undo/shown-values.ts';
import type { FieldStep, ThingStep, UndoPlan } from '../../contacts/undo/undo-plan.ts';
import { listed } from '../../contacts/words/listed.ts';
import type { RelationDescription } from '../../crm/crm.ts';
import type { UndoPairSeen } from '../../store/undo/read-undo.ts';
import { count } from '../kit/phrases.ts';
import { shownReason } from '../kit/reason-words.ts';
import { newerLines } from './newer-lines.ts';
import { stepWords } from './step-words.ts';

/** How one merge would be taken back, line by line. It has contact data, for the eyes of whoever is asked. */
export function planLines(pair: UndoPairSeen, relations: readonly RelationDescription[]): string[] {
  const { name, primary, duplicate, plan } = pair;
  const head = `${name}: ${duplicate} out of ${primary}`;
  if (plan === null || pair.state === 'put-down')
    return [
      `${head}: not taken back: ${pair.why === null ? 'not looked at' : shownReason({ reason: null, why: pair.why })}`,
    ];
  return [
    `${head}, ${plan.contact.kind === 'alive' ? `which is there again as ${plan.contact.id}` : 'as a new contact'}`,
    ...restoredLines(plan, pair.shown),
    ...primaryLines(plan, pair),
    ...relations.flatMap((relation) => thingLines(plan, relation)),
  ].map((line, at) => (at === 0 ? line : `  ${line}`));
}

function restoredLines({ restores }: UndoPlan, shown: ShownValues | null): string[] {
  const back = restores.filter(({ does }) => does === 'put-back');
  const outs = back.filter(({ why }) => why?.code === 'consent');
  const rest = back.filter(({ why }) => why?.code !== 'consent');
  return [
    ...(outs.length === 0 ? [] : [`opts out first: ${names(outs)}`]),
    ...(rest.length === 0 ? [] : [`comes back: ${names(rest)}`]),
    ...restores
      .filter(({ does }) => does !== 'put-back')
      .flatMap((step) => [`${step.field}: ${doesWords(step)}`, ...valueLines(step, shown?.restores)]),
  ];
}

function primaryLines({ primary: steps }: UndoPlan, { primary, shown }: UndoPairSeen): string[] {
  const back = steps.filter(({ does, why }) => does === 'put-back' && why === undefined);
  const others = steps.filter((step) => !back.includes(step));
  return [
    ...(back.length === 0 ? [] : [`${primary} has again what it had: ${names(back)}`]),
    ...others.flatMap((step) => [
      `${step.field} of ${primary}: ${doesWords(step)}`,
      ...valueLines(step, shown?.primary),
    ]),
  ];
}

/** All that a person has to choose between. */
function valueLines({ field, why }: FieldStep, shown: readonly ShownField[] | undefined): string[] {
  const values = shown?.find((one) => one.field === field);
  if (values === undefined || (why?.code !== 'changed-since' && why?.code !== 'no-after-image')) return [];
  const { before, now } = values;
  const then = 'after' in values ? `, after it ${valueText(values.after)}` : '';
  return [`  before the merge ${valueText(before)}${then}, now ${valueText(now)}`];
}

function valueText(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'nothing';
  return JSON.stringify(value);
}

function doesWords({ does, why }: FieldStep): string {
  const because = why === undefined ? '' : ` (${stepWords(why)})`;
  if (does === 'ask') return `whose value stands?${because}`;
  if (does === 'cannot') return `cannot come back${because}`;
  return does === 'leave' ? `stays${because}` : `put back${because}`;
}

function thingLines(plan: UndoPlan, relation: RelationDescription): string[] {
  const { name, noun } = relation;
  const of = plan.things.filter((thing) => thing.relation === name);
  const back = of.filter(({ why }) => why === undefined);
  return [
    ...(back.length === 0 ? [] : [`gets back ${count(back.length, noun.one, noun.many)}: ${some(back)}`]),
    ...of.flatMap((step) =>
      step.why === undefined ? [] : [`${step.name ?? step.id} stays as it is: it ${stepWords(step.why)}`],
    ),
    ...newerLines(plan, relation),
  ];
}

const SHOWN = 10;

function some(things: readonly ThingStep[]): string {
  const ids = things.slice(0, SHOWN).map(({ id, name }) => name ?? id);
  return things.length > SHOWN ? `${ids.join(', ')}, …` : listed(ids);
}

function names(steps: readonly FieldStep[]): string {
  return listed(steps.map(({ field }) => field));
}
