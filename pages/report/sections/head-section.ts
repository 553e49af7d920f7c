import { html } from 'hono/html';
import { listed } from '../../../contacts/words/listed.ts';
import type { ReportHead } from '../../../store/reports/types.ts';
import type { Html } from '../../kit/html.ts';
import { count, crmName, dateTime, timeSpan } from '../../kit/phrases.ts';
import { canBeTakenBack, headline, whatItDid } from '../answers.ts';
import type { ReportPage } from '../report-page.ts';
import { tiles } from './tiles.ts';

/** The answer first, then what run it is about. */
export function headSection(page: ReportPage): Html {
  const { head } = page;
  return html`<header>
<p class="kind">Merge report${head.dryRun ? ', dry run' : ''}</p>
<h1>${headline(page)}</h1>
<div class="answers">
<section aria-labelledby="did-title">
<h2 id="did-title">What exactly did it do?</h2>
${whatItDid(page).map((sentence) => html`<p>${sentence}</p>`)}
</section>
<section aria-labelledby="back-title">
<h2 id="back-title">Can we take it back?</h2>
${canBeTakenBack(page).map((sentence) => html`<p>${sentence}</p>`)}
</section>
</div>
${tiles(page)}
<dl class="facts">${facts(head).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
</header>`;
}

function facts(head: ReportHead): [string, string | Html][] {
  const { run, dryRun, state, crm, org, startedAt, endedAt, plan, resolved } = head;
  return [
    ['Run', html`<code>${run}</code>`],
    ['Kind', `${dryRun ? 'dry run' : 'real run'}, ${state}`],
    ['Where', `${crmName(crm)}, organization ${org}`],
    ['When', endedAt === null ? `since ${dateTime(startedAt)}` : timeSpan(startedAt, endedAt)],
    ['Decided by', decidedText(head)],
    ...(resolved.length === 0 ? [] : [['Resolved by', resolvedText(head)] as [string, string]]),
    ['Plan digest', html`<code>${plan}</code>`],
  ];
}

const CHOICES: Record<string, string> = { approve: 'approved', reject: 'rejected', later: 'left for later' };

function decidedText({ decided }: ReportHead): string {
  if (decided.length === 0) return 'nobody yet';
  return listed(
    decided.map(({ by, choice, clusters }) => `${by} (${CHOICES[choice] ?? choice} ${count(clusters, 'cluster')})`),
  );
}

function resolvedText({ resolved }: ReportHead): string {
  return listed(resolved.map(({ by, as, pairs }) => `${by} (${count(pairs, 'pair')} as ${as})`));
}
