import { relative, sep } from 'node:path';

/** More files than this do not fail by chance. */
const MOST_FILES = 3;

/** Here one failure in a hundred runs may be a lost ticket: only what was waited for in vain is tried again. */
const STRICT = ['faults', 'ledger', 'connector'];

const IN_VAIN = /^Error: (Gave up waiting|Test timed out|Hook timed out)/;

/**
 * The files that are run once more, alone, because a machine that does everything at once may have failed them: few, and none
 * that found something wrong where nothing may be. Paths below `root`, as Vitest takes them; empty where nothing is tried again.
 */
export function triedAgain(files, root) {
  const failed = files.filter(({ status }) => status === 'failed');
  if (failed.length > MOST_FILES) return [];
  return failed
    .map((file) => ({ path: relative(root, file.name), file }))
    .filter(({ path, file }) => !STRICT.includes(path.split(sep)[1] ?? '') || onlyWaited(file))
    .map(({ path }) => path);
}

function onlyWaited({ assertionResults }) {
  const messages = assertionResults.flatMap(({ failureMessages = [] }) => failureMessages);
  return messages.length > 0 && messages.every((message) => IN_VAIN.test(message));
}

/**
 * The report with what the second try found in place of the first, and the tests that passed only then, in words.
 */
export function bothTries(first, second, root) {
  const again = new Map((second?.testResults ?? []).map((file) => [file.name, file]));
  const files = first.testResults.map((file) => again.get(file.name) ?? file);
  const onlyThen = first.testResults.flatMap((file) => {
    const now = again.get(file.name);
    if (now === undefined || now.status === 'failed') return [];
    const names = file.assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName);
    return (names.length > 0 ? names : ['did not load']).map((name) => `${relative(root, file.name)}: ${name.trim()}`);
  });
  return { files, onlyThen, ...counted(files) };
}

function counted(files) {
  const states = files.flatMap(({ assertionResults }) => assertionResults.map(({ status }) => status));
  const passed = states.filter((status) => status === 'passed').length;
  const failed = states.filter((status) => status === 'failed').length;
  return {
    passed,
    failed,
    left: states.length - passed - failed,
    broken: files.some(({ status }) => status === 'failed'),
  };
}
