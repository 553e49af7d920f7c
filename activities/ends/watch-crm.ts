import type { CallOptions, Crm, CrmRelation, FollowingRelation } from '../../crm/crm.ts';
import { CrmError } from '../../crm/errors.ts';
import { createGate, type Gate } from './gate.ts';

/** What a CRM has answered lately: whether a call that failed is its own fault, or the CRM answers nobody. */
export interface CrmWatch {
  /** Whether the same call is answered where it was answered before, for something else; of one that never was: whose the token is. */
  isAnswering(failed?: unknown): Promise<boolean>;
  /** Where all wait while it does not answer. */
  gate: Gate;
}

/** A call that was answered, to be asked again. */
interface Answered {
  about: string;
  again: (options: CallOptions) => Promise<unknown>;
}

interface Failed {
  watch: CrmWatch;
  call: string;
  about: string;
}

/** A call that waits for the budget so long says nothing of the CRM. */
const LONGEST_QUESTION_MS = 60_000;

const FAILED = new WeakMap<object, Failed>();

/** Of an error that came from a watched CRM. */
export function watchOf(error: CrmError): CrmWatch | null {
  return FAILED.get(error)?.watch ?? null;
}

/** The same CRM, of which is noted what it answers. */
export function watchCrm(crm: Crm): { crm: Crm; watch: CrmWatch } {
  /** By call, of two things each, the newest first: one of them is not the one that fails. */
  const answered = new Map<string, Answered[]>();
  const watch: CrmWatch = {
    gate: createGate(),
    isAnswering: (failed) => answers(crm, { failed, answered }),
  };
  const noted = async <T>(
    { call, about }: { call: string; about: string },
    ask: (options: CallOptions) => Promise<T>,
    options: CallOptions = {},
  ): Promise<T> => {
    const answer = await blamed({ watch, call, about }, () => ask(options));
    const others = (answered.get(call) ?? []).filter((one) => one.about !== about);
    answered.set(call, [{ about, again: ask }, ...others.slice(0, 1)]);
    return answer;
  };
  return { crm: { ...crm, ...watchedCalls(crm, { watch, noted }) }, watch };
}

interface Watching {
  watch: CrmWatch;
  noted<T>(
    what: { call: string; about: string },
    ask: (options: CallOptions) => Promise<T>,
    options?: CallOptions,
  ): Promise<T>;
}

function watchedCalls(crm: Crm, { watch, noted }: Watching): Partial<Crm> & Pick<Crm, 'relations'> {
  const { listComments, ownLists, updateContact } = crm;
  return {
    identify: (options) => noted({ call: 'identify', about: '' }, (call) => crm.identify(call), options),
    readContact: (id, options) => noted({ call: 'contact', about: id }, (call) => crm.readContact(id, call), options),
    relations: crm.relations.map((relation) => watchedRelation(relation, noted)),
    ...(listComments && {
      listComments: (request, options) =>
        noted({ call: 'comments', about: request.contact }, (call) => listComments(request, call), options),
    }),
    ...(ownLists && {
      ownLists: ownLists.map((own) => ({
        ...own,
        list: (request, options) =>
          noted({ call: `own ${own.name}`, about: request.contact }, (call) => own.list(request, call), options),
      })),
    }),
    ...(updateContact && {
      updateContact: (id, change, options) =>
        blamed({ watch, call: 'update', about: id }, () => updateContact(id, change, options)),
    }),
    openMerge: (options) => blamed({ watch, call: 'merge', about: '' }, () => crm.openMerge(options)),
  };
}

function watchedRelation<T extends CrmRelation>(relation: T, noted: Watching['noted']): T {
  const { name } = relation;
  const watched: Partial<FollowingRelation> = {
    list: (request, options) =>
      noted({ call: `list ${name}`, about: request.contact }, (call) => relation.list(request, call), options),
    listMessages: (request, options) =>
      noted(
        { call: `messages ${name}`, about: request.thing },
        (call) => relation.listMessages(request, call),
        options,
      ),
  };
  if (relation.merge !== 'free')
    watched.read = (id, options) =>
      noted({ call: `one of ${name}`, about: id }, (call) => relation.read(id, call), options);
  return { ...relation, ...watched };
}

async function blamed<T>(failed: Failed, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof CrmError) FAILED.set(error, failed);
    throw error;
  }
}

async function answers(
  crm: Crm,
  { failed, answered }: { failed: unknown; answered: Map<string, Answered[]> },
): Promise<boolean> {
  const { call = 'contact', about = null } = failed instanceof CrmError ? (FAILED.get(failed) ?? {}) : {};
  const before = answered.get(call)?.find((one) => one.about !== about);
  const options = { signal: AbortSignal.timeout(LONGEST_QUESTION_MS) };
  try {
    await (before?.again(options) ?? crm.identify(options));
    return true;
  } catch (error) {
    // A refusal is an answer.
    return error instanceof CrmError && !error.retryable;
  }
}
