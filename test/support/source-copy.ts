import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A small change of a source file. It applies only where `find` stands exactly once. */
export interface Edit {
  file: string;
  find: string;
  replace: string;
}

const HERE = fileURLToPath(new URL('../../', import.meta.url));

/** Folders that hold no source. Hidden ones and loose files that are no settings (a person's CSV) are not copied either. */
const LEFT_OUT = ['node_modules', 'backups', 'reports', 'logs', 'docs', 'bench'];

/** Copies our source into an empty folder, where it runs with our packages: of `test/` only the folders named. */
export function copySource(to: string, { tests }: { tests: string[] }): void {
  const isWanted = (path: string): boolean => {
    const [top = '', folder] = relative(HERE, path).split(sep);
    return top !== 'test' || folder === undefined || tests.includes(folder);
  };
  for (const entry of readdirSync(HERE, { withFileTypes: true })) {
    const { name } = entry;
    if (name.startsWith('.') || LEFT_OUT.includes(name)) continue;
    if (entry.isDirectory() || /\.(ts|json|ya?ml)$/.test(name))
      cpSync(join(HERE, name), join(to, name), { recursive: true, filter: isWanted });
  }
  linkPackages(to);
}

/** Link by link, so that what a tool caches in `node_modules` stays in the copy. */
function linkPackages(to: string): void {
  const ours = join(HERE, 'node_modules');
  mkdirSync(join(to, 'node_modules'));
  for (const name of readdirSync(ours)) {
    if (!name.startsWith('.') || name === '.bin') symlinkSync(join(ours, name), join(to, 'node_modules', name));
  }
}

/** Changes a copy. */
export function applyEdits(root: string, edits: Edit[]): void {
  for (const edit of edits) writeFileSync(join(root, edit.file), edited(root, edit));
}

/** Makes the files of these edits again what they are here. */
export function takeBackEdits(root: string, edits: Edit[]): void {
  for (const { file } of edits) cpSync(join(HERE, file), join(root, file));
}

/** A file of ours with the edit in it. Throws as `edited` does. */
export function editedHere(edit: Edit): string {
  return edited(HERE, edit);
}

/** A file's text with the edit in it. Throws when it does not apply, or not in one place only: then the source has moved on and so must the edit. */
export function edited(root: string, { file, find, replace }: Edit): string {
  const parts = readFileSync(join(root, file), 'utf8').split(find);
  if (parts.length === 2) return parts.join(replace);
  throw new Error(
    `The edit of ${file} does not apply any more, its text stands there ${parts.length - 1} times: ${find}`,
  );
}
