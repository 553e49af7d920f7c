import { html } from 'hono/html';
import type { Html } from '../kit/html.ts';
import { dateTime, grouped } from '../kit/phrases.ts';

export interface StartPage {
  /** May send files and start runs. */
  mayStart: boolean;
  /** Whether there are invented people to try it with. */
  hasSample: boolean;
  /** The newest first. */
  uploads: { id: string; name: string; bytes: number; by: string; at: string; words: string }[];
}

/** Where a person begins: a file, or the sample. */
export function startPage({ mayStart, hasSample, uploads }: StartPage): Html {
  return html`<h1>Merge duplicate contacts without losing anything</h1>
<p>Send the CRM's export of contacts and see what would be merged, and why. Nothing is merged before you start a run and approve its clusters; each merge is backed up before and proven after.</p>
${mayStart ? html`${uploadForm()}${hasSample ? sampleForm() : ''}` : html`<p class="told">Your role lets you look. Sending a file and starting a run need the role "operate".</p>`}
${uploads.length === 0 ? '' : uploadList(uploads)}
<p><a href="/runs">All runs</a></p>`;
}

function uploadForm(): Html {
  return html`<section aria-labelledby="send">
<h2 id="send">Your file</h2>
<form class="fields" data-upload="/api/v1/plans" data-then="/plans/">
<div><label for="file">CSV of contacts, or a plan (.json)</label>
<input id="file" type="file" name="file" required accept=".csv,.json,text/csv,application/json">
<p class="hint">It stays on this server, readable by nobody else, and is removed after a day unless a run is started with it.</p></div>
<button>See what would be merged</button>
<progress hidden max="1" value="0" aria-label="Sent"></progress>
<p role="status" class="hint" data-upload-told></p>
</form>
<noscript><p class="told">Sending a file from this page needs scripts. Without them: POST /api/v1/plans.</p></noscript>
</section>`;
}

function sampleForm(): Html {
  return html`<section aria-labelledby="sample">
<h2 id="sample">Or try it with invented people</h2>
<form method="post" action="/plans/sample"><button class="second">Take the sample</button></form>
</section>`;
}

function uploadList(uploads: StartPage['uploads']): Html {
  return html`<section aria-labelledby="sent">
<h2 id="sent">What was sent</h2>
<div class="scroll" role="region" tabindex="0" aria-label="What was sent">
<table><thead><tr><th scope="col">File</th><th scope="col">Sent</th><th scope="col">By</th><th scope="col" class="number">Bytes</th><th scope="col">Now</th></tr></thead>
<tbody>${uploads.map(
    ({ id, name, bytes, by, at, words }) =>
      html`<tr><th scope="row"><a href="/plans/${id}">${name}</a></th><td>${dateTime(at)}</td><td>${by}</td><td class="number">${grouped(bytes)}</td><td>${words}</td></tr>`,
  )}</tbody></table></div></section>`;
}
