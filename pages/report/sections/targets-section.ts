import { html } from 'hono/html';
import type { Html } from '../../kit/html.ts';
import { dateTime, grouped } from '../../kit/phrases.ts';
import type { ReportPage } from '../report-page.ts';
import { share, targetWords } from '../target-words.ts';

/** How a contact base does over time; nothing where none is scanned. */
export function targetsSection({ head: { targets } }: ReportPage): Html | string {
  if (targets === undefined) return '';
  return html`<section aria-labelledby="targets-title">
<h2 id="targets-title">Over time</h2>
<table>
<caption>What is reached of what is hoped for, in this organization</caption>
<thead><tr><th scope="col">Of</th><th scope="col">Now</th><th scope="col">Hoped for</th></tr></thead>
<tbody>${targetWords(targets).map(
    ({ name, now, wanted }) => html`<tr><th scope="row">${name}</th><td>${now}</td><td>${wanted}</td></tr>`,
  )}</tbody>
</table>
${
  targets.duplicates.length < 2
    ? ''
    : html`<details><summary>Share of duplicates by day</summary><table>
<caption>After the last scan of each day: contacts whose number one before them has</caption>
<thead><tr><th scope="col">Scanned</th><th scope="col" class="number">Contacts</th><th scope="col" class="number">Duplicates</th><th scope="col" class="number">Share</th></tr></thead>
<tbody>${targets.duplicates.map(
        (one) =>
          html`<tr><th scope="row">${dateTime(one.at)}</th><td class="number">${grouped(one.contacts)}</td><td class="number">${grouped(one.duplicates)}</td><td class="number">${share(one)}</td></tr>`,
      )}</tbody>
</table></details>`
}
</section>`;
}
