import { fieldWords } from '../../contacts/explain/matched-words.ts';
import { nounFor } from '../../contacts/words/counted.ts';
import { listed } from '../../contacts/words/listed.ts';
import type { MatchSummary } from '../../matching/host/summary.ts';

const BAR = 40;
const MOST_SHOWN = 10;

/** What a match has taken so far. */
export interface Spent {
  seconds: number;
  /** Of all its threads, from its start. */
  processorSeconds: number;
  peakMiB: number;
}

/** A match for people: what was found, by what, and what was left out. */
export function matchText(found: MatchSummary, { seconds, peakMiB }: Pick<Spent, 'seconds' | 'peakMiB'>): string {
  const sections = [
    columns(found),
    clusters(found),
    weights(found),
    histogram(found),
    generic(found),
    decisionLines(found),
    personLines(found),
    leftOut(found),
  ];
  const end = `${seconds.toFixed(1)} s, at most ${Math.round(peakMiB)} MiB`;
  return [...sections.filter((lines) => lines.length > 0).map((lines) => lines.join('\n')), end].join('\n\n');
}

/** Header, what it is taken for, how full it is, how many different cells, examples. */
export function columns({ columns: all, rows }: Pick<MatchSummary, 'columns' | 'rows'>): string[] {
  const widest = Math.min(30, Math.max(6, ...all.map(({ header }) => header.length)));
  const lines = all.map(({ header, kind, by, filled, distinct, examples }) => {
    const full = `${Math.round((100 * filled) / rows)} %`.padStart(5);
    const some = examples.map((text) => (text.length > 24 ? `${text.slice(0, 23)}…` : text)).join(' | ');
    const said = by === 'nothing' ? 'other' : kind;
    return `  ${header.slice(0, widest).padEnd(widest)}  ${said.padEnd(13)} ${full} ${number(distinct).padStart(10)}  ${some}`;
  });
  return [
    `${amount(rows, 'row')}. Each column, what it is taken for, how full it is, how many different cells it has`,
    ...lines,
  ];
}

function clusters({
  auto,
  review,
  pairs,
  lines,
  largestCluster,
  cannotMatch,
  autoClosed,
  cannotMatchBy,
}: MatchSummary): string[] {
  return [
    `Auto band    ${amount(auto.groups, 'group')} of ${amount(auto.records, 'row')}`,
    `Review       ${amount(review.clusters, 'cluster')} with ${amount(review.records, 'row')} for a person to look at; the largest cluster has ${number(largestCluster)}`,
    `Pairs        ${number(pairs.compared)} compared; ${number(pairs.review)} from ${lines.review.toFixed(1)} bits on (more likely one person than not), ${number(pairs.auto)} from ${lines.auto.toFixed(1)} on`,
    `No chance    ${amount(cannotMatch, 'row holds', 'rows hold')} too little to be matched even with their equal`,
    ...some(
      cannotMatchBy,
      ({ holds, rows }) =>
        `${amount(rows, 'row')} with ${holds.length === 0 ? 'nothing that is compared' : listed(holds.map(fieldWords))}`,
    ),
    ...(autoClosed === null
      ? []
      : ['This file is too ambiguous for an auto band: people in its clusters resemble each other too loosely']),
  ];
}

function weights({ fields }: MatchSummary): string[] {
  const rows = fields.map(({ kind, name, bits }) => {
    const shown = bits.map((value) => (value > 0 ? `+${value.toFixed(1)}` : value.toFixed(1)).padStart(6)).join('');
    return `  ${kind.padEnd(11)}${shown}   ${name}`;
  });
  return ['What a field is worth in bits, from different to equal (a frequent value is worth less)', ...rows];
}

function histogram({ histogram: all, lines }: MatchSummary): string[] {
  const shown = all.filter(({ bits }) => bits >= lines.review - 20 && bits <= lines.auto + 30);
  const most = Math.max(1, ...shown.map(({ pairs }) => pairs));
  const rows = shown.map(({ bits, pairs }) => {
    const bar = '#'.repeat(Math.max(1, Math.round((BAR * Math.log1p(pairs)) / Math.log1p(most))));
    const line = bits === Math.floor(lines.auto) ? '  <- auto' : bits === Math.floor(lines.review) ? '  <- review' : '';
    return `  ${String(bits).padStart(5)}  ${bar} ${number(pairs)}${line}`;
  });
  return rows.length === 0 ? [] : ['Pairs by weight in bits (bars grow with the logarithm)', ...rows];
}

function generic({ generic: all }: MatchSummary): string[] {
  if (all.length === 0) return [];
  const rows = all.slice(0, MOST_SHOWN).map(({ field, value, records, surnames }) => {
    const why = surnames > 0 ? `with ${surnames} or more surnames` : 'a mailbox of a role, or a date for none';
    return `  ${value} (${field}) stands on ${amount(records, 'row')}, ${why}: counts for nothing`;
  });
  return ['Values that say nothing of who somebody is', ...rows];
}

function decisionLines({ decisions, refusedSame }: MatchSummary): string[] {
  const refused = [
    ...some(
      refusedSame,
      ({ a, b, between }) => `${a} and ${b} have equal columns of \`same\`, and are left apart: ${apart(between)}`,
    ),
  ];
  if (decisions === null) return refused.length === 0 ? [] : ['Columns that contradict', ...refused];
  const { merge, never, unsure, filledIn, unknown, changed, contradictory } = decisions;
  return [
    `Decisions    ${number(merge)} that two rows are one person, ${number(never)} that they are two, ${number(unsure)} that it is not known`,
    ...(filledIn === 0 ? [] : [`  ${amount(filledIn, 'hash', 'hashes')} filled in`]),
    ...(unknown === 0 ? [] : [`  ${amount(unknown, 'decision names', 'decisions name')} a row that the file lacks`]),
    ...some(
      changed,
      ({ a, b, word }) =>
        `${a} and ${b}: '${word}' was said before one of them changed. Say it again: empty its hashes`,
    ),
    ...some(
      contradictory,
      ({ a, b, words }) =>
        `${a} and ${b}: ${listed(words.map((word) => `'${word}'`))} contradict each other; ${words.includes('never') ? 'they stay apart' : 'nothing is joined'}`,
    ),
    ...some(decisions.refused, ({ a, b, between }) => `${a} and ${b} are not joined by your word: ${apart(between)}`),
    ...refused,
  ];
}

function apart([one, other]: readonly [string, string]): string {
  return `it would join ${one} and ${other}, who are kept apart`;
}

function some<T>(all: readonly T[], text: (one: T) => string): string[] {
  const shown = all.slice(0, MOST_SHOWN).map((one) => `  ${text(one)}`);
  return all.length > MOST_SHOWN ? [...shown, `  and ${number(all.length - MOST_SHOWN)} more, see --json`] : shown;
}

function personLines({ persons }: MatchSummary): string[] {
  if (persons === null) return [];
  const { kept, grown, split, united, new: fresh, gone } = persons;
  return [
    `Persons      since the last run: ${number(kept)} kept, ${number(grown)} grown, ${number(split)} split, ${number(united)} united, ${number(fresh)} new, ${number(gone)} gone`,
  ];
}

function leftOut({ blocks, training, oddRows, badDates, undecidedDates, doubted, cohesion }: MatchSummary): string[] {
  const rejected = training.filter(({ isTaken }) => !isTaken).map(({ rule }) => rule);
  const skipped = blocks.skipped.reduce((sum, { records }) => sum + records, 0);
  const lines = [
    ...(blocks.leftOut.length === 0 ? [] : [`Rules without room: ${blocks.leftOut.join(', ')}`]),
    ...(skipped === 0
      ? []
      : [
          `Blocks too large to compare: ${number(blocks.skipped.length)}, with ${amount(skipped, 'entry', 'entries')}; the largest has ${number(Math.max(...blocks.skipped.map(({ records }) => records)))}`,
        ]),
    ...(rejected.length === 0 ? [] : [`Rules that taught nothing of people: ${rejected.join(', ')}`]),
    ...(oddRows.count === 0
      ? []
      : [
          `Rows with more or fewer cells than the header: ${number(oddRows.count)}, the first in line ${oddRows.firstLine}`,
        ]),
    ...badDates.map(({ header, rows }) => `Dates in '${header}' that are none: ${number(rows)}`),
    ...undecidedDates.map(
      (header) => `'${header}' may be day or month first, so it is not compared: write its dates as 1980-04-03`,
    ),
    ...doubted.map(
      ({ header, said }) =>
        `'${header}' says ${said}, and its cells do not look like it: it is taken for other, unless --map says what it holds`,
    ),
    ...(cohesion.tooLarge === 0 ? [] : [`Groups that were too large to be joined: ${number(cohesion.tooLarge)}`]),
  ];
  return lines.length === 0 ? [] : ['Left out', ...lines.map((line) => `  ${line}`)];
}

function amount(n: number, one: string, many?: string): string {
  return `${number(n)} ${nounFor(n, one, many)}`;
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}
