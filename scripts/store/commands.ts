import { counted } from '../../contacts/words/counted.ts';
import { reasonWords } from '../../pages/kit/reason-words.ts';
import { fileBackups } from '../../store/backups/file-backups.ts';
import { becomeCopy } from '../../store/identity/become-copy.ts';
import { keepIdentity, readIdentity, requireIdentity, type StoreIdentity } from '../../store/identity/identity.ts';
import { acceptOlder } from './accept-older.ts';
import { dump, restore } from './dump-commands.ts';
import type { StoreCommand } from './store-command.ts';

/** What a person may ask or say of the store, by the word that is typed. */
export const COMMANDS: Readonly<Record<string, StoreCommand>> = {
  show: {
    does: 'which database it is (also without any command)',
    run: async ({ db }) => {
      const identity = await readIdentity(db);
      return { value: identity, text: shown(identity) };
    },
  },
  moved: {
    does: 'it was moved here, and the original is gone: it stays who it is, and its runs go on',
    run: async ({ db }) => {
      const identity = await keepIdentity(db);
      return { value: identity, text: `${shown(identity)}. Its runs go on: npm run worker` };
    },
  },
  copy: {
    does: 'it is a copy, and the original stays: it becomes another one, and open runs are left to the original',
    run: async ({ db }) => {
      const { identity, left } = await becomeCopy(db, reasonWords);
      const runs = left.map(({ run, crm, org }) => `  ${run} of ${crm} organization ${org}`);
      const which =
        left.length === 0 ? '' : `. ${counted(left.length, 'open run')} left to the original, and cancelled here:`;
      return { value: { ...identity, left }, text: [`${shown(identity)}${which}`, ...runs].join('\n') };
    },
  },
  backups: {
    does: 'its backups are in BACKUP_DIR from now on, whatever it knew before',
    run: async ({ db, config }) => {
      await requireIdentity(db);
      await fileBackups({ db, root: config.backupDir }).take();
      const identity = await readIdentity(db);
      return { value: identity, text: `${shown(identity)}. Workers that write elsewhere stop taking steps` };
    },
  },
  dump,
  restore,
  'accept-older': acceptOlder,
};

function shown({ id, home, isServerKnown, backupStore, backupPlace }: StoreIdentity): string {
  const where =
    home === 'own' ? '' : ', made on another server or under another name: say npm run store -- moved, or copy';
  const asked = isServerKnown ? '' : ' (our role may not ask which server it is on)';
  const backups = backupStore === null ? 'No worker has written backups yet' : `Backups are in ${backupPlace}`;
  return `Database ${id}${where}${asked}. ${backups}`;
}
