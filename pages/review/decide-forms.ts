import { html } from 'hono/html';
import { takeBackText } from '../../contacts/base/shown/take-back-text.ts';
import { inOrder } from '../../contacts/explain/side-by-side.ts';
import type { TakeBack } from '../../contacts/plan.ts';
import { printable } from '../../contacts/words/printable.ts';
import type { Html } from '../kit/html.ts';
import { count, crmName, shortTime } from '../kit/phrases.ts';
import type { ReviewCard } from './card.ts';

/** Contacts of which it is said whether they can be taken back. */
const MOST_NAMED = 5;

/** What a person can say about the cluster, each with its consequence. Keys: see `keysHelp`. */
export function decideForms(card: ReviewCard): Html {
  const { cluster, run, shown, taken, mayDecide } = card;
  if (run.state !== 'open') return note(`The run has ended as '${run.state}': nothing about it is decided any more.`);
  if (!mayDecide) return note('You may look. To decide takes the role approve.');
  if (taken !== null) {
    return note(
      `${printable(taken.by)} has had it in front of them since ${shortTime(taken.since)}. It is free again at ${shortTime(taken.until)} at the latest, unless they go on with it.`,
    );
  }
  if (cluster.decision === 'blocked')
    return note('It is blocked: it may not be merged, and there is nothing to decide.');
  const isWaiting = shown.state === 'undecided' || shown.state === 'drifted';
  return html`<section aria-labelledby="decide-title" class="decide" data-keys>
<h2 id="decide-title">What is it?</h2>
${isWaiting ? [choices(card), otherwise(card)] : undoForm(card)}
</section>`;
}

function note(text: string): Html {
  return html`<p class="told">${text}</p>`;
}

function choices(card: ReviewCard): Html {
  const { cluster, shown, run } = card;
  const { primary, duplicates, takeBack = [] } = cluster;
  const merged = duplicates.length === 1 ? duplicates[0] : `the other ${duplicates.length}`;
  const consequence = run.dryRun
    ? 'A dry run: nothing is written.'
    : `Backed up, merged by ${crmName(run.crm)} and verified as soon as its turn comes. You can take it back here until it begins; ${crmName(run.crm)} itself cannot undo a merge.${takingBack(takeBack)}`;
  return html`<div class="choices">
${
  shown.refused !== null
    ? ''
    : wordForm(card, {
        word: 'approve',
        button: html`<kbd>A</kbd> One person: merge ${merged} into ${primary}`,
        consequence,
      })
}
${wordForm(card, {
  word: 'reject',
  button: html`<kbd>R</kbd> Not one person`,
  consequence:
    'Nothing of it is merged, and no two of them ever are, in any run, until a person forgets this decision.',
})}
${wordForm(card, {
  word: 'later',
  button: html`<kbd>L</kbd> Not now`,
  consequence: 'It is left out of this run. The next run asks again.',
})}
</div>`;
}

/** Said before it is approved, of each that would be merged away. */
function takingBack(all: readonly TakeBack[]): string {
  const more = all.length - MOST_NAMED;
  const named = all.slice(0, MOST_NAMED).map((one) => ` Once merged, ${printable(takeBackText(one))}.`);
  return `${named.join('')}${more > 0 ? ` Of ${more} more its plan says so.` : ''}`;
}

function wordForm(card: ReviewCard, about: { word: string; button: Html; consequence: string }): Html {
  const { word, button, consequence } = about;
  return html`<form method="post" action="${actionOf(card)}" data-key="${word.charAt(0)}">
${hidden(card)}
<button name="word" value="${word}"${word === 'approve' ? '' : html` class="second"`} aria-describedby="says-${word}">${button}</button>
<p class="hint" id="says-${word}">${consequence}</p>
</form>`;
}

function actionOf({ run, cluster }: ReviewCard): string {
  return `/runs/${run.id}/clusters/${cluster.id}/decide`;
}

/** What was shown, and where to go on. */
function hidden({ shown, query }: ReviewCard): Html {
  return html`<input type="hidden" name="shown" value="${shown.tag}"><input type="hidden" name="query" value="${query}">`;
}

function otherwise(card: ReviewCard): Html {
  const { cluster } = card;
  const order = inOrder(cluster);
  const many = order.length > 2;
  const named = (id: string): string => {
    const name = printable(order.find((one) => one.id === id)?.name ?? '');
    return name === '' ? id : `${id}, ${name}`;
  };
  return html`<h3>Or otherwise</h3>
${detailsForm(card, {
  key: 'p',
  word: 'primary',
  title: 'Keep another one',
  consequence: 'The others are merged into it instead. Approved with the same click.',
  fields: choiceOf(cluster.duplicates, { name: 'primary', type: 'radio', named }),
  button: 'Keep this one, and merge the others into it',
  because: true,
})}
${
  many
    ? [
        detailsForm(card, {
          key: 'w',
          word: 'without',
          title: 'Leave some out',
          consequence:
            'Those are somebody else, and kept apart from the others in every run. The rest is merged. Approved with the same click.',
          fields: choiceOf(
            order.map(({ id }) => id),
            { name: 'without', type: 'checkbox', named },
          ),
          button: 'Leave these out, and merge the rest',
          because: true,
        }),
        detailsForm(card, {
          key: 's',
          word: 'split',
          title: 'Split it',
          consequence:
            'Each number is one person; no two of them are, in any run. Who is alone is merged with nobody. Approved with the same click.',
          fields: html`${order.map(
            ({ id }, at) =>
              html`<label>${named(id)} <select name="part">${order.map(
                (_, part) =>
                  html`<option value="${id} ${part + 1}"${part === Math.min(at, 1) ? html` selected` : ''}>person ${part + 1}</option>`,
              )}</select></label>`,
          )}`,
          button: 'Split it so, and merge each part',
          because: true,
        }),
        detailsForm(card, {
          key: 'n',
          word: 'never',
          title: 'Two of them are never one person',
          consequence:
            'These two are kept apart in every run until a person forgets it. The cluster still waits: leave one out, or split it.',
          fields: choiceOf(
            order.map(({ id }) => id),
            { name: 'never', type: 'checkbox', named },
          ),
          button: 'Never merge these two',
          because: false,
        }),
      ]
    : html`<p class="hint"><kbd>N</kbd> Never: of ${count(order.length, 'contact')} that is the same as <em>not one person</em>.</p>`
}`;
}

interface DetailsForm {
  key: string;
  word: string;
  title: string;
  consequence: string;
  fields: Html;
  button: string;
  /** A reason must be given. */
  because: boolean;
}

function detailsForm(card: ReviewCard, about: DetailsForm): Html {
  const { key, word, title, consequence, fields, button, because } = about;
  return html`<details data-key="${key}"><summary><kbd>${key.toUpperCase()}</kbd> ${title}</summary>
<form class="fields" method="post" action="${actionOf(card)}">
${hidden(card)}
<p class="hint">${consequence}</p>
<fieldset><legend>Which?</legend>${fields}</fieldset>
<label>Why?${because ? '' : ' (if you like)'} <input type="text" name="because" maxlength="1000"${because ? html` required` : ''} autocomplete="off"></label>
<button name="word" value="${word}" class="second">${button}</button>
</form></details>`;
}

function choiceOf(
  ids: readonly string[],
  { name, type, named }: { name: string; type: 'radio' | 'checkbox'; named: (id: string) => string },
): Html {
  return html`${ids.map(
    (id) =>
      html`<label><input type="${type}" name="${name}" value="${id}"${type === 'radio' ? html` required` : ''}> ${named(id)}</label>`,
  )}`;
}

const STANDS: Record<string, string> = {
  approved: 'approved: it is merged as soon as its turn comes',
  rejected: 'refused: its contacts are kept apart',
  later: 'left for a later run',
  replaced: 'decided otherwise: other clusters stand in its place',
  started: 'being merged at this moment',
  'in-other-run': 'left to another run, which was open when this one began',
};

function undoForm(card: ReviewCard): Html {
  const { run, shown } = card;
  const canUndo = ['approved', 'rejected', 'later', 'replaced'].includes(shown.state);
  return html`<p>It is ${STANDS[shown.state] ?? `ended as ${shown.state}`}.</p>
${shown.beside.map((id) => html`<p><a href="/runs/${run.id}/clusters/${id}">Cluster ${id}</a> belongs to the same decision.</p>`)}
${
  canUndo
    ? html`<form method="post" action="${actionOf(card)}" data-key="u">${hidden(card)}
<button class="second" name="word" value="undo"><kbd>U</kbd> Take the decision back</button>
<p class="hint">It waits for a person again. That can be done until a pair of it has begun.</p></form>`
    : ''
}`;
}

/** What the keys do: shown on `?`. */
export function keysHelp(): Html {
  const keys: [string, string][] = [
    ['A', 'one person: merge'],
    ['R', 'not one person'],
    ['P', 'keep another one'],
    ['W', 'leave some out'],
    ['S', 'split'],
    ['N', 'never merge these two'],
    ['L', 'not now'],
    ['U', 'take the last decision back'],
    ['←', 'the one before'],
    ['→', 'the next one'],
    ['?', 'these keys'],
  ];
  return html`<dialog id="keys" aria-labelledby="keys-title"><h2 id="keys-title">Keys</h2>
<dl class="keys">${keys.map(([key, does]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${does}</dd></div>`)}</dl>
<p class="hint">While you type in a field they do nothing.</p>
<form method="dialog" class="actions"><button data-keys-switch type="button" class="second">Switch the keys off</button><button>Close</button></form></dialog>`;
}
