import { html } from 'hono/html';
import { counted } from '../../contacts/words/counted.ts';
import type { Html } from '../kit/html.ts';
import { dateTime } from '../kit/phrases.ts';
import { previewSections } from './preview-sections.ts';
import type { ShownPreview } from './shown-preview.ts';
import { startForm } from './start-form.ts';

export interface PlanPage {
  id: string;
  name: string;
  kind: 'csv' | 'plan';
  bytes: number;
  by: string;
  at: string;
  state: { is: string; because?: string; run?: string };
  notStarted: string | null;
  preview: ShownPreview | null;
  /** Whether there are lists of its clusters, and one of the rows that are rejected. */
  has: { clusters: boolean; rejected: boolean };
  mayStart: boolean;
}

/** One file that was sent: while it is read, what was found, and the start of a run. */
export function planPage(page: PlanPage): Html {
  const { id, name, bytes, by, at, preview, has } = page;
  const lists = {
    clusters: has.clusters ? `/plans/${id}/clusters` : null,
    rejected: has.rejected ? `/plans/${id}/rejected.csv` : null,
  };
  return html`<p class="kind">Preview</p>
<h1>${name}</h1>
<p class="note">${counted(bytes, 'byte')}, sent ${dateTime(at)} by ${by}</p>
${stateOf(page)}
${preview === null ? '' : previewSections(preview, lists)}
${page.state.is === 'ready' && page.mayStart ? startForm(page) : ''}`;
}

/** The browser asks again by itself while something goes on. */
export function isUnderWay({ is }: { is: string }): boolean {
  return is === 'waiting' || is === 'reading' || is === 'starting';
}

function stateOf({ state, notStarted, kind, mayStart }: PlanPage): Html {
  switch (state.is) {
    case 'waiting':
      return html`<p class="told" role="status">Another file is being read: this one is next. The page looks again by itself.</p>`;
    case 'reading':
      return html`<p class="told" role="status">It is being read. The page looks again by itself.</p>`;
    case 'starting':
      return html`<p class="told" role="status">The run is being started: the CRM is asked whose token it is, and the plan is stored. The page looks again by itself.</p>`;
    case 'started':
      return html`<p class="told good" role="status">A run was started with it: <a href="/runs/${state.run ?? ''}">run ${state.run ?? ''}</a></p>`;
    case 'refused':
      return html`<div class="told bad" role="alert"><p>No run can be started with it:</p><pre>${state.because ?? ''}</pre></div>`;
    default:
      return html`${notStarted === null ? '' : html`<div class="told bad" role="alert"><p>No run was started:</p><pre>${notStarted}</pre></div>`}
${kind === 'plan' ? html`<p>A plan, made elsewhere: what it would merge was shown there. Starting checks that nobody has changed it since.</p>` : ''}
${mayStart ? '' : html`<p class="told">Starting a run needs the role "operate".</p>`}`;
  }
}
