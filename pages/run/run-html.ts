import { html } from 'hono/html';
import { printable } from '../../contacts/words/printable.ts';
import type { UnfinishedCluster, UnfinishedPair } from '../../store/runs/unfinished.ts';
import { doubtWords } from '../kit/doubt-words.ts';
import type { Html } from '../kit/html.ts';
import { count, crmName, dateTime } from '../kit/phrases.ts';
import { shownReason } from '../kit/reason-words.ts';
import { liveHtml } from './live-html.ts';
import type { RunSeen } from './run-seen.ts';

export interface RunPage {
  run: RunSeen;
  now: number;
  mayOperate: boolean;
  /** Of the workflow in the Temporal UI; null: nobody knows where that is. */
  temporalUi: string | null;
  hasReport: boolean;
  told: { text: string; tone: 'good' | 'bad' | 'look' } | null;
}

export function runHtml(page: RunPage): Html {
  const { run, now, told, temporalUi, hasReport } = page;
  const { undecided } = run.clusters;
  const waiting = undecided.auto + undecided.review;
  return html`<p class="kind">${run.dryRun ? 'Dry run' : 'Real run'}, ${crmName(run.crm)} organization ${printable(run.organization)}, since ${dateTime(run.startedAt)}</p>
<h1>Run ${run.run}</h1>
${told === null ? '' : html`<p class="told ${told.tone}" role="status">${printable(told.text)}</p>`}
<div data-live="${run.state === 'open' ? `/runs/${run.run}/live` : ''}">${liveHtml(run, now)}</div>
<p class="told bad" data-live-lost hidden>The server does not answer: what stands here may be old. <a href="">Load it again</a></p>
<div class="actions">
${waiting === 0 || run.state !== 'open' ? '' : html`<a class="button" href="/runs/${run.run}/review">${count(waiting, 'cluster')} to decide</a>`}
${hasReport ? html`<a class="button${waiting > 0 ? ' second' : ''}" href="/runs/${run.run}/report">The report</a>` : ''}
${temporalUi === null ? '' : html`<a href="${temporalUi}" rel="noreferrer">In the Temporal UI</a>`}
</div>
${run.unwrittenReport === null ? '' : html`<p class="told bad">Its report could not be written to ${run.unwrittenReport.folder} (${run.unwrittenReport.failure}).</p>`}
${page.mayOperate && run.state === 'open' ? stops(run) : ''}
${unfinished(run)}`;
}

function stops({ run, crm, waitsFor }: RunSeen): Html {
  const isPaused = waitsFor === 'resume';
  const crmTitle = crmName(crm);
  return html`<section aria-labelledby="stop-title"><h2 id="stop-title">Stop and go on</h2>
${
  isPaused
    ? word(run, {
        word: 'resume',
        button: 'Resume',
        consequence: 'Merges are sent again. What the canary or the brake has counted so far is accepted.',
      })
    : word(run, {
        word: 'pause',
        button: 'Pause',
        consequence:
          'From this moment on no merge is sent. What is under way is looked after. You can resume at any time.',
      })
}
<details><summary>End it…</summary>
${word(run, {
  word: 'finish',
  button: 'Finish',
  consequence: 'It ends as soon as what is approved has ended. What nobody has decided is left for a later run.',
})}
${word(run, {
  word: 'cancel',
  button: 'Cancel',
  bad: true,
  consequence: `Nothing more is sent, and the run ends. A merge that ${crmTitle} has been asked for already is followed to its end. A cancelled run cannot be resumed; a new run of the plan goes on where it was.`,
})}
</details></section>`;
}

function word(run: string, about: { word: string; button: string; consequence: string; bad?: boolean }): Html {
  const { word: said, button, consequence, bad = false } = about;
  return html`<form method="post" action="/runs/${run}/stop"><div class="actions"><button name="word" value="${said}" class="${bad ? 'bad' : 'second'}" aria-describedby="says-${said}">${button}</button>
<span class="hint" id="says-${said}">${consequence}</span></div></form>`;
}

function unfinished({ run, unfinished: { pairs, clusters } }: RunSeen): Html | '' {
  if (pairs.length + clusters.length === 0) return '';
  return html`<section aria-labelledby="left-title"><h2 id="left-title">What is not done</h2>
<ul>${pairs.map((pair) => pairItem(run, pair))}${clusters.map((cluster) => clusterItem(run, cluster))}</ul></section>`;
}

function pairItem(run: string, pair: UnfinishedPair): Html {
  const why = doubtWords(pair) ?? shownReason(pair);
  return html`<li><a href="/runs/${run}/pairs/${pair.pair}"><code>${pair.pair}</code></a>: ${pair.state}${why === null ? '' : `, ${printable(why)}`}</li>`;
}

function clusterItem(run: string, cluster: UnfinishedCluster): Html {
  const why = shownReason(cluster);
  return html`<li><a href="/runs/${run}/clusters/${cluster.cluster}"><code>${cluster.cluster}</code></a>: ${cluster.state}${why === null ? '' : `, ${printable(why)}`}</li>`;
}
