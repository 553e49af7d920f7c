import { safeName } from './name.ts';

/** The paths inside a backup, for people and for `BackupStore.read`. */
export const METADATA = 'metadata.json';

/** What stood after a merge: of each thing that follows one, the contacts that it names. */
export const AFTER = 'after.json';

/** The backup's list of its files: facts about the whole, and of each file its hash. */
export const LIST = 'verification.json';

/** The lists of one kind of things that name the contact, by its plural: `tickets.json`, `conversations.json`. */
export function listPath(many: string): string {
  return `${safeName(many)}.json`;
}

export interface ThreadPaths {
  /** All files of the thread stand under it. */
  prefix: string;
  /** Written last, as the sign that the rest is there. */
  messages: string;
  attachment(file: { id: string; name: string }): string;
}

/** Of the contact itself: what was written on it, and the files. */
export const OWN: ThreadPaths = threadIn('own');

/** What hangs on the contact itself, list by list: `own/associations.json`. */
export function ownListPath(name: string): string {
  return `${OWN.prefix}${safeName(name)}.json`;
}

/** Of a ticket or conversation: what was written there, and the files. */
export function threadPaths(displayId: string): ThreadPaths {
  return threadIn(`conversations/${safeName(displayId)}`);
}

/** Whether it is a thread's `messages`. */
export function endsThread(path: string): boolean {
  return path.endsWith('/messages.json');
}

function threadIn(folder: string): ThreadPaths {
  return {
    prefix: `${folder}/`,
    messages: `${folder}/messages.json`,
    attachment: ({ id, name }) => `${folder}/attachments/${safeName(id.split('/').at(-1) ?? '')}_${safeName(name)}`,
  };
}

/** A path without the name of an attachment, which is contact data: the attachment's id says which one it is. */
export function withoutFileName(path: string): string {
  return path.replace(/(attachments\/[^_/]+)_.*/, '$1');
}
