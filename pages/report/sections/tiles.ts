import { html } from 'hono/html';
import type { Html } from '../../kit/html.ts';
import { grouped } from '../../kit/phrases.ts';
import { capital, mainRelation } from '../nouns.ts';
import type { ReportPage } from '../report-page.ts';

interface Tile {
  name: string;
  value: number;
  note: string;
  tone: 'good' | 'look' | 'bad' | 'plain';
}

/** The five numbers that one asks for. */
export function tiles(page: ReportPage): Html {
  return html`<dl class="tiles" aria-label="The numbers that matter">${tilesOf(page).map(
    ({ name, value, note, tone }) =>
      html`<div class="tile ${value === 0 ? 'plain' : tone}"><dt>${name}</dt><dd><strong>${grouped(value)}</strong><span>${note}</span></dd></div>`,
  )}</dl>`;
}

function tilesOf({ head: { counts, conserved, dryRun }, summary, description }: ReportPage): Tile[] {
  const things = capital(mainRelation(description).noun.many);
  const failed = counts.failed + counts.skipped;
  return [
    dryRun
      ? { name: 'Would be merged', value: counts.wouldMerge, note: 'pairs, none of them sent', tone: 'good' }
      : { name: 'Merged pairs', value: counts.succeeded, note: 'each verified afterwards', tone: 'good' },
    ...(description.relations.length === 0
      ? []
      : [
          dryRun
            ? ({ name: things, value: summary.backedUpTickets, note: 'backed up', tone: 'plain' } as const)
            : ({
                name: `${things} conserved`,
                value: conserved.things,
                note: 'none of merged pairs lost',
                tone: 'good',
              } as const),
        ]),
    { name: 'Held', value: counts.held + counts.drifted, note: 'wait for a person', tone: 'look' },
    { name: 'Failed', value: failed, note: 'skipped or broken off', tone: 'bad' },
    { name: 'Backups', value: summary.backups, note: 'each file with its hash', tone: 'plain' },
  ];
}
