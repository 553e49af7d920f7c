import { TAKE_BACK_WORDS } from '../../contacts/base/shown/take-back-text.ts';
import { listed } from '../../contacts/words/listed.ts';
import type { ReasonCode, ReasonValues } from '../../store/reasons.ts';
import type { Saying } from './saying.ts';

type UndoCode = Extract<ReasonCode, `undo-${string}`>;

const STAYS: Record<string, string> = {
  'thing-gone': 'is gone',
  'thing-elsewhere': 'was given to somebody else',
  'thing-merged': 'was merged',
  'thing-closed': 'is closed',
};

const CANNOT: Record<string, string> = {
  ...TAKE_BACK_WORDS,
  'consent-unknown': 'cannot be taken back: nobody knows what all of them had refused',
  'not-shown':
    'cannot be taken back: nobody has shown that a new e-mail is not opted in by itself (prove-merge shows it), so that it might be made to allow what somebody refuses',
};

const ofRun = (run: string | null, say: Saying): string => (run === null ? '' : ` of ${say.run(run)}`);

/** Why a merge is not taken back, or not all of it. */
export const UNDO_WORDS: { [Code in UndoCode]: (values: ReasonValues[Code], say: Saying) => string } = {
  'undo-not-done': ({ state }, say) => `only a merge that is done is taken back, and this one is ${say.state(state)}`,
  'undo-earlier': ({ run }, say) => `merged by ${run === null ? 'an earlier run' : say.run(run)}: take it back there`,
  'undo-before': ({ undo }) => `taken back already${undo === null ? '' : ` by ${undo}`}`,
  'undo-impossible': ({ crm }) => `${crm} has no way to write what a merge changed`,
  'undo-merged-on': ({ contact, into, pairs }, say) =>
    `${say.contact(contact)} was merged into ${say.contact(into)} since: take that back first (${pairs.map(({ run, pair }) => `undo ${run} --pair ${say.pair(pair)}`).join(', then ')}), or say --through`,
  'undo-primary-gone': ({ contact }, say) => `${say.contact(contact)}, which was kept, is no longer there`,
  'undo-locked': ({ pair, run, undo }, say) =>
    undo === null
      ? `locked by ${say.pair(pair)}${ofRun(run, say)}, whose merge a person has to settle: resolve it first, then take this one back`
      : `locked by ${say.pair(pair)}, which ${undo} has not brought to its end: take that one back first (undo ${run ?? 'RUN'} --pair ${say.pair(pair)}), then this one`,
  'undo-waits': ({ pair, run, undo }, say) =>
    `waits for ${say.pair(pair)}${undo === null ? ofRun(run, say) : `, which ${undo} is taking back`}`,
  'undo-changed': () => 'changed since it was shown: look at it again',
  'undo-not-created': ({ creates, marker }, say) =>
    `created ${say.counted(creates, 'time')}, and no look has found the contact: another undo looks again${marker === undefined ? '' : `, also for one that a person has made by hand, with its external reference${say.details([marker])}`}`,
  'undo-found-twice': ({ contacts }, say) =>
    `several contacts have its marker: ${contacts.map(say.contact).join(', ')}`,
  'undo-contact-gone': ({ contact }, say) =>
    `${say.contact(contact)}, under which it had come back, is no longer there`,
  'undo-stopped': ({ state, contact }, say) =>
    `stopped on its way back (${state})${contact === null ? '' : `: it is ${say.contact(contact)} already`}; another undo goes on`,
  'undo-refused': ({ failure, contact }, say) =>
    `the CRM did not take it: ${failure}${contact === null ? '' : `; it is ${say.contact(contact)} already`}`,
  'undo-value-taken': ({ contact, field }, say) =>
    `${say.contact(contact)} is without its ${field}: somebody else has it`,
  'undo-value-changed': ({ contact, field }, say) =>
    `${field} of ${say.contact(contact)} was changed meanwhile and is left`,
  'undo-not-shown': ({ contact, fields }, say) =>
    `${say.contact(contact)} does not show ${fields.join(', ')} as written`,
  'undo-thing-gone': ({ thing }) => `${thing} is gone`,
  'undo-unchecked': ({ things }) =>
    `${listed(things)}: the CRM does not tell whether somebody was dropped who was added while it was written, so that could not be checked`,
  'undo-thing-stays': ({ thing, because }) => `${thing} stays: it ${STAYS[because] ?? because}`,
  'undo-asked': ({ contact, field }, say) =>
    `${field} of ${say.contact(contact)} is left: nobody has said whose value stands`,
  'undo-cannot': ({ contact, because }, say) => `${say.contact(contact)} ${CANNOT[because] ?? because}`,
  'undo-address-taken': ({ contact }, say) =>
    contact === null
      ? 'somebody else had the e-mail, by which it would be made anew, when all were scanned last'
      : `${say.contact(contact)} has the e-mail by which it would be made anew: nobody else is changed for it`,
  'undo-allows-more': ({ contact, fields }, say) =>
    `${say.contact(contact)} allows what somebody has refused (${listed(fields)}), and no call refuses it: see to it in the CRM`,
  'undo-shared': ({ contact, field }, say) =>
    `${say.contact(contact)} is without its ${field}, which the contact that was kept has: by them the CRM would take the two for one`,
  'undo-stays': ({ contact, field }, say) =>
    `${field} of ${say.contact(contact)} stays as the merge made it: no call takes it away`,
};
