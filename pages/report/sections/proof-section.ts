import { html } from 'hono/html';
import type { ConsentReading } from '../../../contacts/rules/consent.ts';
import type { ConsentValueCount } from '../../../contacts/rules/consent-values.ts';
import type { CrmDescription } from '../../../crm/crm.ts';
import { proofText } from '../../../store/reports/proof-text.ts';
import type { Html } from '../../kit/html.ts';
import { count, crmName, grouped } from '../../kit/phrases.ts';
import { mainRelation } from '../nouns.ts';
import { proofWords } from '../proof-words.ts';
import type { ReportPage } from '../report-page.ts';

/** Why the answer to a merge is not taken for its proof. */
function answerText(crm: string, { merge }: CrmDescription): string {
  return merge === 'async'
    ? `${crm} answers before a merge is finished, so its answer proves nothing.`
    : `The answer of ${crm} alone is not taken for a proof.`;
}

/** How each merge was proven. The CRM's answer alone counts for nothing. */
export function proofSection({ head, summary: { proofs }, description }: ReportPage): Html {
  const crm = crmName(head.crm);
  return html`<section aria-labelledby="proof-title">
<h2 id="proof-title">How each merge was proven</h2>
${
  proofs.length === 0
    ? html`<p>This run has no merge to prove.</p>`
    : html`<p>${answerText(crm, description)} Each merge was proven by reading ${crm} again; in all of them the ${mainRelation(description).noun.many} were compared one by one, by id.</p>
<table>
<caption>Merges by what proves them</caption>
<thead><tr><th scope="col">Proof</th><th scope="col">What it means</th><th scope="col" class="number">Pairs</th></tr></thead>
<tbody>${proofs.map(
        ([proof, pairs]) =>
          html`<tr><th scope="row">${proof === 'unknown' ? proof : proofText(proof, description.relations)}</th><td>${proof === 'unknown' ? '' : proofWords(proof, description)}</td><td class="number">${grouped(pairs)}</td></tr>`,
      )}</tbody>
</table>`
}
</section>`;
}

/** What was done about opt-outs. */
export function consentSection({ head: { consent, dryRun, refusalsMissing = [] } }: ReportPage): Html {
  return html`<section aria-labelledby="consent-title">
<h2 id="consent-title">Opt-outs</h2>
${
  consent === 'not checked'
    ? html`<p><strong>Consent: not checked.</strong> The rules of this run name no fields that carry consent. Opt-outs kept in other fields were neither read nor changed by us.</p>`
    : html`<p><strong>Consent: checked for ${count(consent.checked, 'pair')}, ${dryRun ? 'would be ' : ''}tightened for ${grouped(consent.tightened)}.</strong> ${consent.fields.length === 1 ? 'Field' : 'Fields'}: ${consent.fields.map((field, index) => html`${index > 0 ? ', ' : ''}<code>${field}</code>`)}. The strictest value of all contacts of a cluster counts; nobody was opted in.</p>${valuesTable(consent.values)}`
}
${refusalsMissing.map(({ pair, since }) => html`<p><strong>Refusals are missing:</strong> pair <code>${pair}</code> is merged, and the contact that was kept does not refuse what it must, since ${since}. It is refused again until it does.</p>`)}
</section>`;
}

const READ_AS: Record<ConsentReading, string> = {
  in: 'opted in',
  out: 'opted out',
  absent: 'says nothing',
  unknown: 'unknown: the rules have no word for it, and such a pair is held',
};

function valuesTable(values: readonly ConsentValueCount[]): Html | string {
  if (values.length === 0) return '';
  return html`<table>
<caption>Values of these fields in the backups, and how each is read</caption>
<thead><tr><th scope="col">Field</th><th scope="col">Value</th><th scope="col">Read as</th><th scope="col" class="number">Contacts</th></tr></thead>
<tbody>${values.map(
    ({ field, value, reading, contacts }) =>
      html`<tr><th scope="row"><code>${field}</code></th><td>${value}</td><td>${READ_AS[reading]}</td><td class="number">${grouped(contacts)}</td></tr>`,
  )}</tbody>
</table>`;
}
