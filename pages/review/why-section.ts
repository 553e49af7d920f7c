import { html } from 'hono/html';
import { explainedLines } from '../../contacts/base/shown/explained.ts';
import { NOTHING_KNOWN } from '../../contacts/base/shown/known-of-base.ts';
import { namedIn } from '../../contacts/base/shown/with-names.ts';
import type { ExplainedRule } from '../../contacts/explain/explain.ts';
import { matchedLines } from '../../contacts/explain/matched-text.ts';
import { outcomeText } from '../../contacts/explain/text.ts';
import { printable } from '../../contacts/words/printable.ts';
import { doubtWords } from '../kit/doubt-words.ts';
import type { Html } from '../kit/html.ts';
import { dateTime } from '../kit/phrases.ts';
import { shownReason } from '../kit/reason-words.ts';
import type { ReviewCard } from './card.ts';

/** Why it waits, why this contact is kept, rule by rule, and by what a matching found it. */
export function whySection(card: ReviewCard): Html {
  const { cluster, known, shown, explanation, kinds } = card;
  const waits = doubtWords(shown) ?? shownReason(shown) ?? namedIn(cluster.reason, known ?? NOTHING_KNOWN);
  const matched = explanation === null ? explainedLines(cluster, known ?? NOTHING_KNOWN) : matchedLines(cluster, kinds);
  return html`<section aria-labelledby="why-title">
<h2 id="why-title">Why it is asked</h2>
<p>${printable(waits)}</p>
${apartLine(card)}
${card.decided.map(
  (one) =>
    html`<p>${one.undoneBy === null ? '' : html`Taken back by ${printable(one.undoneBy)}: `}${printable(one.by)} decided on ${dateTime(one.at)}: <q>${printable(one.because)}</q></p>`,
)}
${
  explanation === null
    ? ''
    : html`<h3>Why ${cluster.primary} is the one to keep</h3>
<ol class="rules">${explanation.rules
        .filter(({ members }) => members.length > 0)
        .map((rule) => ruleItem(rule, explanation.chosen.primary))}</ol>
${
  explanation.isAsPlanned
    ? ''
    : html`<p class="told">The plan was made with other rules: it keeps ${cluster.primary} by ${printable(cluster.strategy)}, and these would keep ${explanation.chosen.primary} by ${explanation.chosen.strategy}.</p>`
}`
}
${
  matched.length === 0
    ? ''
    : html`<details><summary>Score and evidence</summary><pre>${matched.map(printable).join('\n')}</pre></details>`
}
</section>`;
}

function ruleItem(rule: ExplainedRule, primary: string): Html {
  const { outcome, looksFor } = rule;
  return html`<li${outcome === 'decided' ? html` class="decided"` : ''}><strong>${rule.rule}</strong>: who is left ${printable(looksFor)}? ${outcomeText(rule, primary)}</li>`;
}

function apartLine({ shown: { refused } }: ReviewCard): Html | '' {
  if (refused === null) return '';
  const who =
    refused.by === null ? 'by the never-merge file' : `by ${printable(refused.by)}, ${refused.at?.slice(0, 10)}`;
  return html`<p class="told">${refused.contacts.join(' and ')} are kept apart ${who}. It takes no approval as a whole: leave one out, or split it.</p>`;
}
