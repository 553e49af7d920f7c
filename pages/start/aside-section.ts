import { html } from 'hono/html';
import type { Html } from '../kit/html.ts';
import { count } from '../kit/phrases.ts';
import type { ShownPreview } from './shown-preview.ts';

/** What is in no cluster though it stands in the file, and what else is worth a look. */
export function asideSection({ leftOut, withoutEmail, repeatedIds, extraColumns }: ShownPreview): Html {
  const lines = [
    ...leftOut.map(
      ({ pattern, contacts, emails }) =>
        `Shared mailboxes '${pattern}': ${count(contacts, 'contact')} with ${count(emails, 'e-mail')} left out`,
    ),
    ...(withoutEmail > 0 ? [`Without an e-mail, in no cluster: ${count(withoutEmail, 'contact')}`] : []),
    ...repeatedIds.map(({ id, lines: at }) => `${id} stands on more than one row: lines ${at.join(', ')}`),
    ...(extraColumns.length > 0 ? [`Columns that nobody reads: ${extraColumns.join(', ')}`] : []),
  ];
  if (lines.length === 0) return html``;
  return html`<section aria-labelledby="aside"><h2 id="aside">Left out, and worth a look</h2>
<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul></section>`;
}
