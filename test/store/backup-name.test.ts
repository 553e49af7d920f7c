import { basename, join, resolve, sep } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OWN, threadPaths, withoutFileName } from '../../store/backups/layout.ts';
import { backupFolder, safeName } from '../../store/backups/name.ts';

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.constantFrom(
    '',
    '.',
    '..',
    '../../etc/passwd',
    'a/b',
    'a\\b',
    '\u0000',
    'nul\u0000byte',
    '.hidden',
    '%',
    '%~',
    'é',
    'e\u0301',
  ),
);

test('No text from outside leaves the backup folder', () => {
  fc.assert(
    fc.property(hostile, hostile, (email, contactId) => {
      const name = backupFolder({ email, at: new Date(0), contactId, round: 0 });
      const path = resolve(join('/backups', name));
      expect(path.startsWith(`/backups${sep}`)).toBe(true);
      expect(basename(path)).toBe(name);
      expect(Buffer.byteLength(name)).toBeLessThan(255 - 42);
    }),
    { numRuns: 10_000 },
  );
});

test('No thread, and no file that one names, leaves its place in a backup', () => {
  fc.assert(
    fc.property(hostile, hostile, hostile, (thread, id, name) =>
      [OWN, threadPaths(thread)].every((paths) => {
        const path = paths.attachment({ id, name });
        const isShort = path.split('/').every((part) => Buffer.byteLength(part) <= 255);
        return resolve('/backups/one', path) === `/backups/one/${path}` && path.startsWith(paths.prefix) && isShort;
      }),
    ),
    { numRuns: 10_000 },
  );
});

test('Different texts get different names', () => {
  fc.assert(
    fc.property(hostile, hostile, (a, b) => {
      expect(safeName(a) === safeName(b)).toBe(Buffer.from(a).equals(Buffer.from(b)));
    }),
    { numRuns: 10_000 },
  );
});

test('An ordinary contact gives the name that the earlier tool gave', () => {
  const at = new Date('2025-01-15T12:34:56Z');
  expect(backupFolder({ email: 'jo@example.com', at, contactId: 'REVU-5', round: 0 })).toBe(
    'jo@example.com_20250115_123456_REVU-5',
  );
  expect(backupFolder({ email: 'jo@example.com', at, contactId: 'REVU-5', round: 2 })).toBe(
    'jo@example.com_20250115_123456_REVU-5.2',
  );
});

test('What is said of a damaged backup names an attachment by its id alone', () => {
  const file = { id: 'core:artifact/77', name: 'Ada Doe, passport.pdf' };
  expect(withoutFileName(OWN.attachment(file))).toBe('own/attachments/77');
  expect(withoutFileName(threadPaths('TKT-1').attachment(file))).toBe('conversations/TKT-1/attachments/77');
  expect(withoutFileName('metadata.json')).toBe('metadata.json');
});
