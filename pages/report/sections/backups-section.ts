import { html } from 'hono/html';
import { listed } from '../../../contacts/words/listed.ts';
import type { Html } from '../../kit/html.ts';
import { count, crmName, grouped } from '../../kit/phrases.ts';
import { nounsOf } from '../nouns.ts';
import type { ReportPage } from '../report-page.ts';

/** Where the backups are, and how to find the one of a contact. Their folders' names hold e-mails and are not written here. */
export function backupsSection({ head, summary, backups, description }: ReportPage): Html {
  const [first] = summary.shown.filter((pair) => pair.backups.length > 0);
  const contact = first?.duplicate ?? 'CONTACT-ID';
  return html`<section aria-labelledby="backups-title">
<h2 id="backups-title">Backups</h2>
${
  summary.backups === 0
    ? html`<p>No backup was made.</p>`
    : html`<p>${count(summary.backups, 'backup')} of this run, in <code>${backups.name}</code> on the machine that ran the worker. The name of each folder ends in the contact's id. To find that of ${contact}:</p>
<pre><code>${backups.commandToFind(contact)}</code></pre>
<p>Each has the contact (<code>metadata.json</code>), its ${listed(nounsOf(description).map(({ many }) => many))} with messages and attachments, and <code>verification.json</code> with the SHA-256 of every file. Folder names contain e-mail addresses, so they stand in <code>report.json</code> and not here.</p>
<p>${privateText(head)}</p>`
}
</section>`;
}

/** What nobody but its writer may see, no token can back up. */
function privateText({ crm, privateMessages: { backedUp, notCounted } }: ReportPage['head']): string {
  const uncounted = notCounted > 0 ? `, not counted in ${count(notCounted, 'backup')} of an older version` : '';
  return `Private messages: ${grouped(backedUp)} backed up${uncounted}. Those of other people cannot be seen by this token in ${crmName(crm)} and are not in the backups.`;
}
