import { html } from 'hono/html';
import { pageFrame } from '../kit/page-frame.ts';
import { columnsSection } from './columns-section.ts';
import { headSection } from './head-section.ts';
import { histogramSection } from './histogram-section.ts';
import { leftOutSection } from './left-out-section.ts';
import type { MatchPage } from './match-page.ts';
import { sizesSection } from './sizes-section.ts';
import { weightsSection } from './weights-section.ts';

/** `match.html`: who is the same person in a file, and by what, on one page that needs nothing beside it. */
export async function matchHtml(page: MatchPage): Promise<string> {
  const main = html`${headSection(page)}
${histogramSection(page)}
${sizesSection(page)}
${weightsSection(page)}
${leftOutSection(page)}
${columnsSection(page)}`;
  const footer = html`<footer><p>Written by contact-dedupe. Nothing was merged. The probabilities are the model's word, not a measurement: docs/matching.md says when to trust them.</p></footer>`;
  return await pageFrame({ title: `Match of ${page.file}`, script: null, main, footer });
}
