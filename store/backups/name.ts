import { createHash } from 'node:crypto';

/** Two such names, a stamp and `.part-<uuid>` fit into the 255 bytes of a file name. */
const LONGEST = 90;

/** `<e-mail>_<YYYYMMDD_HHMMSS>_<contact id>`, as the earlier tool named its backups; `round` above 0 appends `.<round>`. */
export function backupFolder(options: { email: string; at: Date; contactId: string; round: number }): string {
  const stamp = options.at.toISOString().replace(/[-:]/g, '').replace('T', '_').slice(0, 15);
  const name = `${safeName(options.email)}_${stamp}_${safeName(options.contactId)}`;
  return options.round === 0 ? name : `${name}.${options.round}`;
}

/**
 * A file name for a text from outside: letters, digits and `@ . _ + -` stay, every other byte becomes `%xx`, so that no
 * name leaves its folder and different texts get different names. Long ones end in `%~` and a hash.
 */
export function safeName(text: string): string {
  let name = '';
  for (const byte of Buffer.from(text, 'utf8')) {
    const char = String.fromCharCode(byte);
    const plain = /[A-Za-z0-9@._+-]/.test(char) && !(char === '.' && name === '');
    name += plain ? char : `%${byte.toString(16).padStart(2, '0')}`;
  }
  if (name === '') return '%';
  if (name.length <= LONGEST) return name;
  const hash = createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 32);
  return `${name.slice(0, LONGEST - 34)}%~${hash}`;
}
