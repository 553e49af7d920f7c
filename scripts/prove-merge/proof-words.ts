import type { MergeProof, ProofAnswers } from '../../store/proofs/merge-proofs.ts';

type Shown = Omit<MergeProof, 'provenAt'>;

/** What was shown, a line each, and what follows from it. */
export function proofText({ kind, org, version, answers }: Shown, title: string): string {
  const { refusals, ...others } = answers;
  // A proof of an older version has not all of them.
  const all: Partial<Record<AnswerName, boolean | null>> = { ...others, ...refusals };
  const lines = Object.entries(LINES).map(([name, text]) => `  ${text}: ${word(all[name as AnswerName] ?? null)}`);
  return [proofLine({ kind, org, version }, title), ...lines].join('\n');
}

/** In one line: whether it merges. */
export function proofLine({ kind, org, version }: Pick<Shown, 'kind' | 'org' | 'version'>, title: string): string {
  const where = `${title} organization ${org}, version ${version}`;
  if (kind === null) return `What was tried did not merge: ${where}. Nothing merges there`;
  return kind === 'native'
    ? `Merges by a request of its own: ${where}`
    : `Merges by moving the data and deleting: ${where}`;
}

type AnswerName = Exclude<keyof ProofAnswers, 'refusals'> | keyof ProofAnswers['refusals'];

/** An answer without a line here does not compile. */
const LINES: Record<AnswerName, string> = {
  duplicateGone: 'the duplicate is gone, in two looks',
  primaryThere: 'the primary is there, at its own address',
  fields: 'fields that it was given are there',
  tags: 'tags that it was given are there',
  conversations: 'the conversations of the duplicate are with it',
  transactional: 'its refusal of messages is there',
  marketing: 'its refusal of marketing is there',
  newChannelsOptedIn: 'an e-mail that it was given is opted in by itself',
  restorable: 'what was deleted can be restored',
  addressedByUid: 'a contact answers to its uid',
};

function word(value: boolean | null): string {
  return value === null ? 'not known' : value ? 'yes' : 'no';
}
