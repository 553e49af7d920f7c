import { datesText } from '../csv/dates.ts';
import { formatText } from '../csv/format/csv-format.ts';
import { cleanedText } from '../planning/cleaned-text.ts';
import { diskText, sumOf } from '../planning/estimate.ts';
import { nounFor } from '../words/counted.ts';
import { durationText } from '../words/duration-text.ts';
import { rejectedText } from './rejected-text.ts';
import type { PreviewSummary, StrategyCounts } from './summary.ts';

/** Calls in a window of milliseconds; null means unlimited. */
export type CallRate = { calls: number; windowMs: number } | null;

/** A preview as a person reads it, without e-mails; of names it has those that a reason quotes. */
export function previewText(summary: PreviewSummary, rate: CallRate): string {
  const { findings, file } = summary;
  const { rows, contacts, rejected } = findings;
  return [
    `${file}: ${count(rows, 'row')}, ${count(contacts, 'contact')}, ${count(rejected.length, 'row')} rejected`,
    ...readingLines(summary),
    '',
    ...clusterTable(summary.strategies),
    '',
    ...ruleLines(summary.strategies),
    '',
    ...mergeLines(summary, rate),
    ...reviewLines(summary),
    ...asideLines(summary),
    ...cleanedLines(summary),
    ...rejectedLines(summary),
  ].join('\n');
}

function readingLines({ findings: { format, dates, extraColumns } }: PreviewSummary): string[] {
  return [`Read as ${formatText(format)}${datesText(dates)}`, ...extraColumnsText(extraColumns)];
}

/** Columns that the profile does not know, in one line; none where it knows all. */
export function extraColumnsText(names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`Columns that nobody reads: ${names.join(', ')}`];
}

function clusterTable(strategies: StrategyCounts[]): string[] {
  const sum = (pick: (one: StrategyCounts) => number): number => strategies.reduce((all, one) => all + pick(one), 0);
  const total = {
    strategy: 'total',
    auto: sum((one) => one.auto),
    review: sum((one) => one.review),
    blocked: sum((one) => one.blocked),
  };
  const rows = [...strategies, total].map(({ strategy, auto, review, blocked }) => [
    strategy,
    ...[auto, review, blocked, auto + review + blocked].map(number),
  ]);
  return [['Clusters', 'auto', 'review', 'blocked', 'all'], ...rows].map((row) =>
    row.map((cell, at) => (at === 0 ? cell.padEnd(24) : cell.padStart(9))).join(''),
  );
}

/** What the table's names mean, where somebody may meet them for the first time. */
function ruleLines(strategies: StrategyCounts[]): string[] {
  const met = strategies.filter(({ auto, review, blocked }) => auto + review + blocked > 0);
  return [
    'A cluster is a group of contacts that are believed to be one person. One of them is kept, by the rule whose name stands before it:',
    ...met.map(({ strategy, keeps }) => `  ${strategy.padEnd(24)}the one ${keeps}`),
  ];
}

function mergeLines({ estimates }: PreviewSummary, rate: CallRate): string[] {
  const { auto, review, blocked } = estimates;
  const both = sumOf(auto, review);
  return [
    `Merge actions identified: ${number(both.pairs)} (auto ${number(auto.pairs)}, review ${number(review.pairs)}); ${number(blocked.pairs)} more ${nounFor(blocked.pairs, 'is', 'are')} blocked`,
    `Backups, auto only: ${count(auto.tickets, 'ticket')}, about ${diskText(auto.bytes)} (1 MB per ticket)`,
    `Backups, with review: ${count(both.tickets, 'ticket')}, about ${diskText(both.bytes)}`,
    `Calls at ${rate === null ? 'no limit' : `${rate.calls} in ${durationText(rate.windowMs)}`}, attachments and messages of conversations not counted:`,
    `  auto only: about ${callsText(auto.calls, rate)}`,
    `  with review: about ${callsText(both.calls, rate)}`,
  ];
}

/** Which clusters a person must look at, and why. */
function reviewLines({ review, estimates }: PreviewSummary): string[] {
  const all = estimates.review.clusters;
  if (all === 0) return [];
  const which = review.length < all ? ` (${number(review.length)} of ${number(all)}; --list shows all)` : '';
  return [
    '',
    `In review, for a person to decide${which}; --csv-out FILE marks them in your own rows:`,
    ...review.flatMap(({ id, primary, duplicates, reason }) => [
      `  ${id}  ${duplicates.join(', ')} into ${primary}`,
      ...reason.split('; ').map((one) => `    ${one}`),
    ]),
  ];
}

function callsText(calls: number, rate: CallRate): string {
  return rate === null
    ? count(calls, 'call')
    : `${count(calls, 'call')}, ${durationText((calls / rate.calls) * rate.windowMs)}`;
}

function asideLines({ findings }: PreviewSummary): string[] {
  const { leftOut, withoutEmail, repeatedIds, unknownNeverMerge, actions } = findings;
  const lines = leftOut.map(
    ({ pattern, contacts, emails }) =>
      `Left out by '${pattern}': ${count(contacts, 'contact')}, ${count(emails, 'e-mail')}`,
  );
  if (withoutEmail > 0) lines.push(`Without an e-mail, in no cluster: ${count(withoutEmail, 'contact')}`);
  for (const { id, lines: at } of repeatedIds) lines.push(`${id} stands on more than one row: lines ${at.join(', ')}`);
  for (const id of unknownNeverMerge) lines.push(`${id} is in a never-merge pair and not in the CSV`);
  if (actions.hasActions) {
    const others = actions.disagree.length;
    const end = others === 0 ? '' : ', to be looked at:';
    lines.push(
      `Action column: it agrees with ${count(actions.agree, 'cluster')}, and not with ${number(others)}${end}`,
    );
    lines.push(...actions.disagree.map((id) => `  ${id}`));
  }
  return lines.length === 0 ? [] : ['', ...lines];
}

function cleanedLines({ file, findings: { cleaned } }: PreviewSummary): string[] {
  return cleaned.length === 0 ? [] : ['', ...cleanedText(file, cleaned)];
}

function rejectedLines({ file, findings }: PreviewSummary): string[] {
  const lines = rejectedText(file, findings);
  return lines.length === 0 ? [] : ['', ...lines];
}

function count(amount: number, noun: string): string {
  return `${number(amount)} ${nounFor(amount, noun)}`;
}

function number(amount: number): string {
  return amount.toLocaleString('en-US');
}
