import { html } from 'hono/html';
import { printable } from '../../contacts/words/printable.ts';
import type { PairSeen } from '../../store/ledger/settlement.ts';
import { WAITS_FOR_PERSON } from '../../store/pair-states.ts';
import type { PairState } from '../../store/types.ts';
import type { Html } from '../kit/html.ts';
import { crmName } from '../kit/phrases.ts';
import { seenWords } from '../kit/seen-words.ts';

export interface PairPage {
  run: { id: string; crm: string; dryRun: boolean };
  /** As a person types it. */
  pair: string;
  primary: string;
  duplicate: string;
  cluster: string;
  state: PairState;
  /** Why it stands there, in words; null: there is nothing to say. */
  why: string | null;
  /** Merge requests that may have reached the CRM. */
  sends: number;
  mayOperate: boolean;
  /** What a look has shown, and for which word; null: nobody has looked. */
  seen: { as: 'settled-merged' | 'settled-apart'; seen: PairSeen } | null;
  told: { text: string; tone: 'good' | 'bad' | 'look' } | null;
}

/** So often a merge is sent at most. */
const MOST_SENDS = 2;

/** One pair, and what a person can say of it. */
export function pairHtml(page: PairPage): Html {
  const { run, pair, primary, duplicate, cluster, state, why, told } = page;
  return html`<p class="kind"><a href="/runs/${run.id}">Run ${run.id}</a>, <a href="/runs/${run.id}/clusters/${cluster}">cluster <code>${cluster.slice(0, 12)}</code></a></p>
<h1>${duplicate} into ${primary}</h1>
${told === null ? '' : html`<p class="told ${told.tone}" role="status">${printable(told.text)}</p>`}
<p>It is <strong>${state}</strong>${why === null ? '' : html`: ${printable(why)}`}.</p>
<p><code>${pair}</code></p>
${words(page)}`;
}

function words(page: PairPage): Html {
  const { run, state, sends, mayOperate } = page;
  const crm = crmName(run.crm);
  const waits = WAITS_FOR_PERSON.includes(state);
  if (!waits) {
    return state === 'drifted'
      ? html`<p>Its contacts were changed, or may be two people. It goes on once its cluster is <a href="/runs/${run.id}/clusters/${page.cluster}">approved anew</a>.</p>`
      : html`<p>Nothing about it waits for a person.</p>`;
  }
  if (run.dryRun)
    return html`<p>A dry run: nothing of it was sent, so there is nothing to resolve. A new plan looks at it anew.</p>`;
  if (!mayOperate) return html`<p class="told">You may look. A word on it takes the role operate.</p>`;
  if (sends === 0) return html`<p>Nothing of it was sent. The next run of the plan tries it again.</p>`;
  return html`<section aria-labelledby="say-title"><h2 id="say-title">What becomes of it?</h2>
<p>Look at both contacts in ${crm} first.</p>
${
  state !== 'not-applied'
    ? ''
    : html`${
        sends >= MOST_SENDS
          ? ''
          : wordForm(page, {
              as: 'resend',
              button: 'Send it once more',
              consequence: `It was proven that ${crm} has not merged them. Both are read and backed up again as far as is needed, then the merge is sent a second and last time. ${crm} cannot undo a merge.`,
            })
      }${wordForm(page, {
        as: 'abandon',
        button: 'Give it up',
        consequence:
          'It was proven that they are not merged. They stay two contacts, and no run ever sends this pair again.',
      })}`
}
${wordForm(page, {
  as: 'merged',
  button: 'It is merged by now: verify it',
  consequence: `Nothing is sent. ${crm} is read, and only if every ticket is with ${page.primary} the pair becomes done.`,
})}
<details${page.seen === null ? '' : html` open`}><summary>Nothing can be proven any more…</summary>
${settling(page)}
</details></section>`;
}

function wordForm({ run, pair }: PairPage, about: { as: string; button: string; consequence: string }): Html {
  const { as, button, consequence } = about;
  return html`<form method="post" action="/runs/${run.id}/pairs/${pair}/resolve"><div class="actions">
<button class="second" name="as" value="${as}" aria-describedby="says-${as}">${button}</button><span class="hint" id="says-${as}">${consequence}</span></div></form>`;
}

function settling({ run, pair, seen }: PairPage): Html {
  const action = `/runs/${run.id}/pairs/${pair}`;
  if (seen === null) {
    return html`<p class="hint">Then your word ends it: no run ever sends it again, and it never counts as proven. First a look at what there is.</p>
<form method="post" action="${action}/look" class="actions"><button class="second" name="as" value="settled-merged">Look, to say that they are merged</button>
<button class="second" name="as" value="settled-apart">Look, to say that they are two</button></form>`;
  }
  const says = seen.as === 'settled-merged' ? 'merged' : 'two contacts';
  return html`<pre>${printableLines(seenWords(pair, seen.seen))}</pre>
<form method="post" action="${action}/resolve" class="fields"><input type="hidden" name="digest" value="${seen.seen.digest}">
<label>Why do you say that they are ${says}? <input type="text" name="because" minlength="10" maxlength="1000" required autocomplete="off"></label>
<p class="hint">Nothing proves it. No run will ever send this pair again, and that cannot be taken back.</p>
<button class="bad" name="as" value="${seen.as}">They are ${says}, and I say so</button></form>`;
}

function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}
