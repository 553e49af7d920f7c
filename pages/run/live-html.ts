import { html } from 'hono/html';
import { durationText } from '../../contacts/words/duration-text.ts';
import { printable } from '../../contacts/words/printable.ts';
import type { ClusterSet } from '../../store/review/list-clusters.ts';
import type { Html } from '../kit/html.ts';
import { clockTime, count, crmName, grouped } from '../kit/phrases.ts';
import { failureText, stepName, waitName } from '../kit/step-words.ts';
import { minutesChart, statesChart } from './live-charts.ts';
import type { RunSeen } from './run-seen.ts';
import { stateLine } from './state-words.ts';

/** Clusters in flight and steps that are shown. */
const MOST_SHOWN = 12;

/** What changes while a run is at work: the page puts it in anew whenever it hears of it. Links, and nothing to press. */
export function liveHtml(run: RunSeen, now: number): Html {
  const { text, tone } = stateLine(run);
  return html`<p class="told ${tone}" role="status">${printable(text)}</p>
${progress(run)}
${numbers(run)}
${run.state === 'open' ? [speed(run), safety(run), inFlight(run, now), steps(run, now)] : ''}`;
}

function progress({ run, clusters: { ended, approved } }: RunSeen): Html | '' {
  if (approved === 0) return '';
  return html`<p><progress max="${approved}" value="${ended}" aria-label="Approved clusters that have ended"></progress></p>
<p>${setOf(run, 'ended', grouped(ended))} of ${setOf(run, 'approved', count(approved, 'approved cluster'))} ${ended === 1 ? 'has' : 'have'} ended.</p>`;
}

/** A number that leads to the clusters that it counts. */
function setOf(run: string, set: ClusterSet, text: string): Html {
  return html`<a href="/runs/${run}/clusters?of=${set}">${text}</a>`;
}

function numbers({ run, clusters, pairs, dryRun }: RunSeen): Html {
  const rows = (kind: 'clusters' | 'pairs', byState: Record<string, number>): Html[] =>
    Object.entries(byState).map(
      ([state, n]) =>
        html`<tr><th scope="row">${state}</th><td class="number"><a href="/runs/${run}/${kind}?state=${state}">${grouped(n)}</a></td></tr>`,
    );
  return html`<div class="beside">
<section aria-labelledby="clusters-title"><h2 id="clusters-title">Clusters</h2>${statesChart('clusters', 'Clusters', clusters.byState)}<table><thead><tr><th scope="col">Where they stand</th><th scope="col" class="number">Clusters</th></tr></thead><tbody>${rows('clusters', clusters.byState)}</tbody></table></section>
<section aria-labelledby="pairs-title"><h2 id="pairs-title">Pairs</h2>${
    Object.keys(pairs.byState).length === 0
      ? html`<p class="note">None has begun.</p>`
      : html`${statesChart('pairs', 'Pairs', pairs.byState)}<table><thead><tr><th scope="col">Where they stand</th><th scope="col" class="number">Pairs</th></tr></thead><tbody>${rows('pairs', pairs.byState)}</tbody></table>`
  }
<p><a href="/runs/${run}/pairs?state=${dryRun ? 'would-merge' : 'done'}">${count(pairs.merged, 'pair')}</a> ${dryRun ? 'would be merged' : 'merged'}, ${perMinute(pairs)}.</p></section>
</div>
${minutesChart(pairs.byMinute, dryRun)}`;
}

function perMinute({ perMinute: pace, byMinute }: RunSeen['pairs']): Html {
  const text = `${pace} per minute`;
  return byMinute.some((n) => n > 0) ? html`<a href="#minutes">${text}</a>` : html`${text}`;
}

function speed({ crm, etaMs, budget, waits, lanes }: RunSeen): Html {
  const blocked = waits.find((wait) => wait.for === 'crm');
  const here = lanes.length === 0 ? '' : html`by the <a href="#flight-title">clusters in flight</a> here, and `;
  const used =
    budget === null || budget.limit === null
      ? ''
      : html`${budget.made + budget.reserved} of ${count(budget.limit.calls, 'call')} per ${budget.limit.windowMs / 1000} s of the budget are used${budget.made + budget.reserved === 0 ? '' : html`: ${here}by all else that calls ${crmName(crm)} with this token`}.`;
  return html`<p>${etaMs === null ? 'When it ends nobody can tell yet.' : `It ends in about ${durationText(etaMs)}.`} ${used}
${blocked ? `The CRM asked to wait${blocked.until === null ? '' : ` until ${clockTime(blocked.until)}`}.` : ''}</p>`;
}

function safety({ run, canary, brake }: RunSeen): Html {
  const first =
    canary.clusters === 0
      ? 'still ahead'
      : html`${setOf(run, 'canary', `${canary.done} of ${canary.clusters}`)} done${canary.state === 'running' ? ', the others wait for it' : ''}${canary.state === 'stopped' ? ': it has stopped the run' : ''}`;
  const second =
    brake === null
      ? 'not known while no worker answers'
      : html`${setOf(run, 'bad', grouped(brake.bad))} of the last ${setOf(run, 'counted', count(brake.ended, 'cluster'))} ended badly${brake.stopped ? ': it has stopped the run' : `, stops above ${Math.round(brake.most * 1000) / 10} %`}`;
  return html`<dl class="facts"><div><dt>Canary</dt><dd>${first}</dd></div><div><dt>Brake</dt><dd>${second}</dd></div></dl>`;
}

function inFlight({ run, lanes }: RunSeen, now: number): Html | '' {
  if (lanes.length === 0) return '';
  const more = lanes.length - MOST_SHOWN;
  return html`<section aria-labelledby="flight-title"><h2 id="flight-title">In flight</h2>
<ul>${lanes
    .slice(0, MOST_SHOWN)
    .map(
      ({ cluster, duplicate, step, waitsFor, since }) =>
        html`<li><a href="/runs/${run}/clusters/${cluster}"><code>${cluster.slice(0, 12)}</code></a>${duplicate === null ? '' : ` ${duplicate}`}: ${step}${waitsFor === null ? '' : waitsFor === 'budget' ? ', waits for the rate budget' : ', waits until the run is resumed'}, ${durationText(Math.max(0, now - Date.parse(since)))}</li>`,
    )}</ul>${more > 0 ? html`<p class="note">And <a href="/runs/${run}/clusters?state=started">${grouped(more)} more</a>.</p>` : ''}</section>`;
}

function steps({ run, steps: waiting }: RunSeen, now: number): Html | '' {
  if (waiting.length === 0) return '';
  return html`<section aria-labelledby="steps-title"><h2 id="steps-title">What does not go on at this moment</h2>
<ul>${waiting
    .toSorted((one, other) => Number(other.needsPerson) - Number(one.needsPerson))
    .slice(0, MOST_SHOWN)
    .map((step) => {
      const again =
        step.nextAt === null
          ? ''
          : Date.parse(step.nextAt) > now
            ? `, again at ${clockTime(step.nextAt)}`
            : ', again now';
      return html`<li>${whose(run, step)}: ${stepName(step.step)}, attempt ${step.attempt}${step.waitsFor === null ? '' : `, ${waitName(step.waitsFor)}`}${step.failure === null ? '' : `, last failure: ${printable(failureText(step.failure))}`}${again}${step.needsPerson ? html` <strong>This needs a person.</strong>` : ''}</li>`;
    })}</ul></section>`;
}

function whose(run: string, { pair, cluster }: RunSeen['steps'][number]): Html | 'The run' {
  if (pair !== null) return html`<a href="/runs/${run}/pairs/${pair}">${pair}</a>`;
  if (cluster !== null)
    return html`<a href="/runs/${run}/clusters/${cluster}"><code>${cluster.slice(0, 12)}</code></a>`;
  return 'The run';
}
