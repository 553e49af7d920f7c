import { html } from 'hono/html';
import type { CrmDescription } from '../../crm/crm.ts';
import type { UndoHead, UndoPairSeen } from '../../store/undo/read-undo.ts';
import type { Html } from '../kit/html.ts';
import { pageFrame } from '../kit/page-frame.ts';
import { count, crmName, dateTime } from '../kit/phrases.ts';
import { lostText } from './lost-words.ts';
import { resultLines } from './result-lines.ts';

export interface UndoPage {
  undo: UndoHead;
  pairs: readonly UndoPairSeen[];
  description: CrmDescription;
}

/** All are in undo.json. */
const MOST_SHOWN = 1000;

/** `report.html` of an undo: what came back, under which id, and what cannot. */
export function undoHtml(page: UndoPage): Promise<string> {
  const main = html`${headSection(page)}
${pairsSection(page)}
${lostSection(page)}`;
  return pageFrame({ title: `Undo report ${page.undo.id}`, script: null, main });
}

function headSection({ undo, pairs }: UndoPage): Html {
  const done = pairs.filter(({ state }) => state === 'done').length;
  const ended = undo.endedAt === null ? 'not ended yet' : dateTime(undo.endedAt);
  return html`<header>
<h1>${count(done, 'merge')} of ${pairs.length} taken back</h1>
<p>Undo ${undo.id} of run ${undo.runId}, ${crmName(undo.crm)} organization ${undo.org}, by ${undo.by}. State: ${undo.state}, ${ended}.</p>
</header>`;
}

function pairsSection({ pairs, description }: UndoPage): Html {
  const lines = pairs.slice(0, MOST_SHOWN).map((pair) => resultLines(pair, description.relations));
  return html`<section aria-labelledby="pairs-title">
<h2 id="pairs-title">What came back</h2>
${lines.map(
  ([first, ...more]) => html`<p>${first}</p>
${more.length === 0 ? '' : html`<ul>${more.map((line) => html`<li>${line.trim()}</li>`)}</ul>`}`,
)}
${pairs.length > lines.length ? html`<p class="note">The first ${lines.length} of ${pairs.length}; all are in undo.json.</p>` : ''}
</section>`;
}

function lostSection({ description, undo }: UndoPage): Html {
  return html`<section aria-labelledby="lost-title">
<h2 id="lost-title">What cannot come back</h2>
<p>${crmName(undo.crm)} has no unmerge: each contact was made anew. What no API writes stays as the merge left it: ${lostText(description.restoring?.lost ?? [])}. The backups have it.</p>
<p>redirects-undone.csv names the new id of each contact, for systems that were told where the old one had gone.</p>
</section>`;
}
