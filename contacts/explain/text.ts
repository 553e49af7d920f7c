import type { Decision } from '../plan.ts';
import type { ShownKind } from '../planning/matched/shown-in.ts';
import type { ExternalRefChange } from '../profiles/profile.ts';
import { counted } from '../words/counted.ts';
import { listed } from '../words/listed.ts';
import { printable } from '../words/printable.ts';
import { wrapText } from '../words/wrap-text.ts';
import type { ExplainedRule, Explanation } from './explain.ts';
import { fieldName, fieldValue } from './field-text.ts';
import type { Loss } from './loss.ts';
import { matchedLines } from './matched-text.ts';

/** A line, and how it stands out where there is colour. */
export interface Line {
  text: string;
  style: 'plain' | 'heading' | 'decided' | 'quiet' | 'warning';
}

const MEANING: Record<Decision, string> = {
  auto: 'the rules found one clear winner',
  review: 'a person must look',
  blocked: 'it may not be merged',
};

/**
 * An explanation as a person reads it. It shows contact data: it is for the terminal of who owns them, not for a log. `kinds`: see `matchedLines`.
 */
export function explainLines(explanation: Explanation, width: number, kinds: readonly ShownKind[] = []): Line[] {
  const { cluster, rules, losses, refChange } = explanation;
  const { id, email, members, primary } = cluster;
  const write = writer(width);
  return [
    ...write(`Cluster ${id}: ${counted(members.length, 'contact')}${email === '' ? '' : ` with ${printable(email)}`}`, {
      style: 'heading',
    }),
    ...matchedLines(cluster, kinds).flatMap((text) => write(text, { hanging: '    ' })),
    ...rules.flatMap((rule, at) => ruleLines(rule, { number: at + 1, primary: explanation.chosen.primary, write })),
    ...decisionLines(explanation, write),
    blank,
    ...write('What would be lost', { style: 'heading' }),
    ...write(
      `${primary} keeps its own values; what a CRM does with those of a duplicate is not documented, so count on losing what ` +
        'stands here. The backup of each duplicate keeps it, and the rest of the contact, which no CSV knows.',
      { indent: '  ' },
    ),
    ...losses.flatMap((loss) => lossLines(loss, { primary, write })),
    ...(refChange === null ? [] : refLines({ primary, refChange, write })),
  ];
}

function refLines(about: { primary: string; refChange: ExternalRefChange; write: Write }): Line[] {
  const { primary, write, refChange } = about;
  const { from, oldRef, newRef } = refChange;
  return [
    blank,
    ...write('What is handed over', { style: 'heading' }),
    ...write(
      `Once all are merged, ${primary} gets the external reference ${fieldValue(newRef)} of ${from}, in place of ${fieldValue(oldRef)}.`,
      { indent: '  ' },
    ),
  ];
}

type Write = (text: string, options?: { indent?: string; hanging?: string; style?: Line['style'] }) => Line[];

const blank: Line = { text: '', style: 'plain' };

function writer(width: number): Write {
  return (text, { style = 'plain', ...indents } = {}) =>
    wrapText(text, { width, ...indents }).map((line) => ({ text: line, style }));
}

function ruleLines(rule: ExplainedRule, about: { number: number; primary: string; write: Write }): Line[] {
  const { number, primary, write } = about;
  const { outcome, members } = rule;
  const style = outcome === 'decided' ? 'decided' : outcome === 'narrowed' ? 'plain' : 'quiet';
  const label = Math.max(...members.map(({ id }) => id.length)) + 2;
  const rows = members.flatMap(({ id, stays, values }) => {
    const compared = Object.entries(values).map(([field, value]) => `${fieldName(field)} ${fieldValue(value)}`);
    const start = `    ${id.padEnd(label)}${stays ? 'stays' : 'goes '}  `;
    return write(`${start}${compared.join(', ')}`, { hanging: ' '.repeat(start.length) });
  });
  return [
    blank,
    ...write(`${number}. ${rule.rule}: who is left ${printable(rule.looksFor)}?`, { hanging: '   ', style: 'heading' }),
    ...rows,
    ...write(outcomeText(rule, primary), { indent: '   ', style }),
  ];
}

/** What became of a rule, and why, in words. */
export function outcomeText({ outcome, members, looksFor }: ExplainedRule, primary: string): string {
  const stay = members.filter(({ stays }) => stays).map(({ id }) => id);
  const go = members.filter(({ stays }) => !stays).map(({ id }) => id);
  switch (outcome) {
    case 'decided':
      return `Decided: ${stay.join()} is the only one left ${printable(looksFor)}.`;
    case 'narrowed':
      return `Passed on to the next rule: ${listed(stay)} stay, ${listed(go)} ${go.length === 1 ? 'goes' : 'go'}.`;
    case 'would keep all':
      return `Skipped: it would keep all ${members.length}, so it cannot tell them apart.`;
    case 'would keep none':
      return `Skipped: it would keep none of the ${members.length}, so it cannot tell them apart.`;
    case 'not asked':
      return `Not asked: ${primary} was chosen before.`;
  }
}

function decisionLines({ cluster, chosen, isAsPlanned, isBySheet }: Explanation, write: Write): Line[] {
  const { decision, primary, reason, strategy } = cluster;
  const other =
    `The plan was made with other rules: it keeps ${primary} by '${strategy}', and these would keep ${chosen.primary} by ` +
    `'${chosen.strategy}'. Name the rules file that preview used: --rules FILE`;
  return [
    blank,
    ...write(`Decision: ${decision}, ${MEANING[decision]}`, { style: 'heading' }),
    ...write(fateText(cluster), { indent: '  ' }),
    ...(isBySheet
      ? write(`A person marked ${primary} as Main in the sheet; the rules would keep ${chosen.primary}.`, {
          indent: '  ',
        })
      : []),
    ...reason.split('; ').flatMap((one) => write(`- ${printable(one)}`, { indent: '  ', hanging: '    ' })),
    ...(isAsPlanned ? [] : write(other, { indent: '  ', style: 'warning' })),
  ];
}

function fateText({ decision, primary, duplicates }: Explanation['cluster']): string {
  const all = listed(duplicates);
  if (decision === 'blocked') return `Were it not, ${primary} would be kept and ${all} merged into it.`;
  return `${primary} is kept; ${all} ${duplicates.length === 1 ? 'is' : 'are'} to be merged into it.`;
}

function lossLines({ duplicate, tickets, fields }: Loss, about: { primary: string; write: Write }): Line[] {
  const { primary, write } = about;
  const moved = tickets === 1 ? 'its ticket moves' : `its ${tickets} tickets move`;
  const head = tickets === 0 ? 'no tickets in the CSV' : `${moved} to ${primary}`;
  const names = fields.map(({ field }) => fieldName(field));
  const label = Math.max(0, ...names.map((name) => name.length)) + 2;
  const rows = fields.flatMap((one, at) => {
    const start = `    ${(names[at] ?? '').padEnd(label)}`;
    const text = `${start}${fieldValue(one.value)} (${primary}: ${fieldValue(one.primary)})`;
    return write(text, { hanging: ' '.repeat(start.length) });
  });
  const nothing = `nothing: all that the CSV says of it is on ${primary} too`;
  return [
    blank,
    ...write(`${duplicate}: ${head}`, { indent: '  ' }),
    ...(rows.length > 0 ? rows : write(nothing, { indent: '    ' })),
  ];
}
