import { html } from 'hono/html';
import type { LookedAt } from '../../contacts/explain/looked-at.ts';
import type { MemberRow } from '../../contacts/explain/member-rows.ts';
import { inOrder } from '../../contacts/explain/side-by-side.ts';
import { counted } from '../../contacts/words/counted.ts';
import { printable } from '../../contacts/words/printable.ts';
import type { Html } from '../kit/html.ts';
import { crmName, dateTime, grouped } from '../kit/phrases.ts';
import type { ReviewCard } from './card.ts';

/** What no CSV has, and the CRM does. */
const NOT_IN_FILE = ['conversations', 'phone', 'state'] as const;

/** A field that the file does not have, with what a look has shown of it; '' where nobody has looked, or it shows nothing. */
export interface LookedRow extends MemberRow {
  field: (typeof NOT_IN_FILE)[number];
}

/** Those of a cluster whose file has these fields. */
export function lookedRows({ cluster, look }: ReviewCard, known: ReadonlySet<string>): LookedRow[] {
  return NOT_IN_FILE.filter((field) => !known.has(field)).map((field) => {
    const values = new Map(
      cluster.members.map(({ id }) => [id, printable(cellOf(field, look?.contacts.get(id)) ?? '')]),
    );
    const seen = cluster.members.filter(({ id }) => look?.contacts.has(id)).map(({ id }) => values.get(id));
    return { field, differs: new Set(seen).size > 1, values };
  });
}

function cellOf(field: LookedRow['field'], looked: LookedAt | undefined): string | null {
  if (looked === undefined) return null;
  if (field === 'state') return looked.state ?? 'not there any more';
  if (field === 'phone') return looked.phone;
  const { count, more } = looked.conversations ?? {};
  return count === undefined ? null : `${grouped(count)}${more ? ' and more' : ''}`;
}

/** What stands in its cell where there is no value. */
export function unseenWords({ look }: ReviewCard, contact: string): string {
  return look?.contacts.has(contact) ? 'none shown' : 'not in the file';
}

/** When it was looked at, and the way to look; nothing where the file has it all. */
export function lookSection(card: ReviewCard): Html {
  const { run, cluster, query, look, canLook, mayDecide } = card;
  const crm = crmName(run.crm);
  return html`<div class="look-now" id="look">
${seenWhen(card)}
${look?.isUnderWay ? html`<p class="told" role="status">It is being read: the budget of calls is shared with the runs. Load the page again in a moment.</p>` : ''}
${look?.failure == null ? '' : html`<p class="told bad" role="alert">Not all could be looked at. ${printable(look.failure)}</p>`}
${
  !canLook
    ? html`<p class="hint">Nobody can look from here: this server has no token for ${crm}.</p>`
    : mayDecide
      ? html`<form method="post" action="/runs/${run.id}/clusters/${cluster.id}/look" class="actions"><input type="hidden" name="query" value="${query}">
<button class="second" aria-describedby="says-look">Look now</button><span class="hint" id="says-look">What the file does not have, as ${crm} has it at this moment: one read of each contact and of its conversations, by the budget that the runs share. Nothing is written.</span></form>`
      : html`<p class="hint">To look at it in ${crm} takes the role approve.</p>`
}
</div>`;
}

function seenWhen({ run, cluster, look }: ReviewCard): Html | '' {
  const times = inOrder(cluster).flatMap(({ id }) => look?.contacts.get(id)?.at ?? []);
  const oldest = times.toSorted()[0];
  if (oldest === undefined) return '';
  const some =
    times.length < cluster.members.length
      ? `${times.length} of ${counted(cluster.members.length, 'contact')}`
      : 'Each contact';
  return html`<p class="note">${some} looked at in ${crmName(run.crm)} on ${dateTime(oldest)}. It may have changed since.</p>`;
}
