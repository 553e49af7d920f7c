import type { PlantedBug } from './run-tests.ts';

const check = (what: string) => ({ file: 'test/store/check-backups.test.ts', title: `${what} is found and named` });

/** In how backups are read again, and in what is kept of after a merge. */
export const PLANTED_IN_BACKUPS: PlantedBug[] = [
  {
    name: 'a file of the right size is taken for whole',
    edits: [
      {
        file: 'store/backups/check/check-folder.ts',
        find: 'if (found.size === size && found.sha256 === sha256) return null;',
        replace: 'if (found.size === size) return null;',
      },
    ],
    killer: check('one bit'),
  },
  {
    name: 'a list is believed whatever the ledger says',
    edits: [
      {
        file: 'store/backups/check/check-folder.ts',
        find: 'if (digest !== null && found !== digest)',
        replace: "if (digest === '' && found !== digest)",
      },
    ],
    killer: check('a list that was edited'),
  },
  {
    name: 'whom tickets named after a merge is not kept',
    edits: [
      {
        file: 'activities/backup/back-up-after.ts',
        find: 'JSON.stringify(contacts.get(id) ?? [])',
        replace: 'JSON.stringify(contacts.get(id)?.slice(0, 0) ?? [])',
      },
    ],
    killer: {
      file: 'test/faults/after-image.test.ts',
      title:
        'Of each merge is kept what stood after it and before the next one: the primary whole, and who is named by what followed',
    },
  },
];
