import { html } from 'hono/html';
import { FILTER_SCRIPT } from '../kit/filter-script.ts';
import { pageFrame } from '../kit/page-frame.ts';
import { dateTime } from '../kit/phrases.ts';
import { mainRelation } from './nouns.ts';
import type { ReportSource } from './report-page.ts';
import { accountSection, leftSection } from './sections/account-section.ts';
import { backupsSection } from './sections/backups-section.ts';
import { causesSection } from './sections/causes.ts';
import { funnelSection } from './sections/funnel.ts';
import { groupsSection } from './sections/group-charts.ts';
import { headSection } from './sections/head-section.ts';
import { matchingSection } from './sections/matching-section.ts';
import { ownSection } from './sections/own-section.ts';
import { paceSection } from './sections/pace-section.ts';
import { pairsSection } from './sections/pairs-section.ts';
import { consentSection, proofSection } from './sections/proof-section.ts';
import { redirectsSection } from './sections/redirects-section.ts';
import { refsSection } from './sections/refs-section.ts';
import { stoppedSection } from './sections/stopped-section.ts';
import { targetsSection } from './sections/targets-section.ts';
import { summarize } from './summarize.ts';

/** `report.html`: one file that needs nothing beside it. */
export async function reportHtml({ pairs, ...source }: ReportSource): Promise<string> {
  const page = { ...source, summary: summarize(pairs, mainRelation(source.description).noun.many) };
  const { head } = page;
  const main = html`${headSection(page)}
${stoppedSection(page)}
<div class="pair-of">
${funnelSection(page)}
${causesSection(page)}
</div>
${accountSection(page)}
${paceSection(page)}
${targetsSection(page)}
${groupsSection(page)}
${pairsSection(page)}
${leftSection(page)}
${redirectsSection(page)}
${refsSection(page)}
${matchingSection(page)}
${consentSection(page)}
${proofSection(page)}
${ownSection(page)}
${backupsSection(page)}`;
  const footer = html`<footer><p>Written by contact-dedupe on ${dateTime(head.writtenAt)} from its ledger. Beside this file: report.json, merges.csv, redirects.csv.
Contacts are named by id only; e-mail addresses stand in report.json.</p></footer>`;
  return pageFrame({ title: `Merge report ${head.run}`, script: FILTER_SCRIPT, main, footer });
}
