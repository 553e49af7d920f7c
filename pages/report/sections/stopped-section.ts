import { html } from 'hono/html';
import { printable } from '../../../contacts/words/printable.ts';
import type { ReportHead, ReportPair } from '../../../store/reports/types.ts';
import type { Html } from '../../kit/html.ts';
import { count, grouped } from '../../kit/phrases.ts';
import { type NextStep, nextStep } from '../next-step.ts';
import { stepWords } from '../next-step-words.ts';
import type { ReportPage } from '../report-page.ts';
import { RESULTS } from '../results.ts';

/** Every pair that stopped, why, and what to type next. */
export function stoppedSection({ head, summary: { stopped, stoppedTotal } }: ReportPage): Html | '' {
  if (stoppedTotal === 0) return '';
  const hidden = stoppedTotal - stopped.length;
  return html`<section aria-labelledby="stopped-title" class="stopped">
<h2 id="stopped-title">What needs a person</h2>
<p>${count(stoppedTotal, 'pair')} stopped. Put your own name where it says NAME.</p>
<ol>${stopped.map((pair) => stoppedPair(pair, head))}</ol>
${hidden > 0 ? html`<p>And ${grouped(hidden)} more: see merges.csv, or <code>npm run status -- ${head.run}</code>.</p>` : ''}
</section>`;
}

function stoppedPair(pair: ReportPair, { run, state, dryRun }: ReportHead): Html {
  const { text, tone } = RESULTS[pair.result];
  const next = nextStep({ pair: pair.name, state: pair.state, sends: pair.sends }, { run, state, dryRun });
  return html`<li>
<h3><span class="badge ${tone}">${text}</span> ${pair.duplicate} into ${pair.primary}</h3>
<p>${pair.reason === null ? 'No reason was recorded.' : printable(pair.reason)}</p>
<p class="next">Next: ${shownStep(next)}</p>
</li>`;
}

/** The command stands out from the words around it. */
function shownStep(next: NextStep): Html {
  const { before, command, after } = stepWords(next);
  return command === null ? html`${before}.` : html`${before}<code>${command}</code>${after}`;
}
