import { html } from 'hono/html';
import { printable } from '../../contacts/words/printable.ts';
import type { ListedRun } from '../../store/runs/list-runs.ts';
import type { Html } from '../kit/html.ts';
import { count, crmName, dateTime } from '../kit/phrases.ts';

/** Runs that are shown. */
const MOST_SHOWN = 200;

/** All runs: those that wait for a person first, the oldest of them at the top; then those that are at work; then what has ended, the newest first. */
export function runsHtml(runs: readonly ListedRun[]): Html {
  const waiting = runs.filter(({ waitsFor }) => waitsFor !== null);
  const working = runs.filter(({ state, waitsFor }) => state === 'open' && waitsFor === null);
  const ended = runs.filter(({ state }) => state !== 'open').toReversed();
  const shown = [...waiting, ...working, ...ended].slice(0, MOST_SHOWN);
  return html`<h1>Runs</h1>
${
  shown.length === 0
    ? html`<p>There is none yet. <a href="/">Begin with a file</a></p>`
    : html`<p>${waiting.length === 0 ? 'None waits for a person.' : `${count(waiting.length, 'run waits', 'runs wait')} for a person.`}</p>
<div class="scroll" role="region" tabindex="0" aria-label="Runs"><table>
<thead><tr><th scope="col">Run</th><th scope="col">Kind</th><th scope="col">Organization</th><th scope="col">Began</th><th scope="col">Where it stands</th></tr></thead>
<tbody>${shown.map(rowHtml)}</tbody></table></div>
${runs.length > shown.length ? html`<p class="note">The first ${shown.length} of ${count(runs.length, 'run')}.</p>` : ''}`
}`;
}

function rowHtml({ run, dryRun, crm, organization, startedAt, state, waitsFor, undecided }: ListedRun): Html {
  return html`<tr><th scope="row"><a href="/runs/${run}">${run}</a></th><td>${dryRun ? 'dry' : 'real'}</td><td>${crmName(crm)} ${printable(organization)}</td><td class="short">${dateTime(startedAt)}</td>
<td>${
    waitsFor === 'decision'
      ? html`<span class="badge look">waits for a decision</span> <a href="/runs/${run}/review">${count(undecided, 'cluster')} to decide</a>`
      : waitsFor === 'resume'
        ? html`<span class="badge look">paused</span>`
        : state === 'open'
          ? html`<span class="badge good">at work</span>${undecided > 0 ? html` <a href="/runs/${run}/review">${count(undecided, 'cluster')} to decide</a>` : ''}`
          : html`<span class="badge">${state === 'done' ? 'ended' : state}</span>`
  }</td></tr>
`;
}
