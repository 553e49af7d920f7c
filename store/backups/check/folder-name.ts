import { safeName } from '../name.ts';

/** As `name.ts` makes them, without the e-mail. */
const NAME = /^.*_(\d{8}_\d{6}_(.+?)(?:\.\d+)?(?:~[0-9a-f]{8})?)$/;

export interface FolderName {
  /** A pattern of the shell that finds it: names hold e-mails, which are written nowhere. */
  shown: string;
  /** The contact's id, as a file name has it. */
  contact: string;
}

/** Null for what is no backup's name. */
export function folderName(folder: string): FolderName | null {
  const [, shown, contact] = NAME.exec(folder) ?? [];
  return shown === undefined || contact === undefined ? null : { shown: `*_${shown}`, contact };
}

/** Whether a folder of that name is the contact's. */
export function isOf(name: FolderName, contact: string): boolean {
  return name.contact === safeName(contact);
}
