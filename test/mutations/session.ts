import { fileURLToPath } from 'node:url';
import { startLeashed } from '../../local/process/leash.ts';
import { type LentServers, lendServers } from '../support/lent-servers.ts';
import { type TestName, titlesOf, type Verdict, verdictOf, withoutVitest } from './run-tests.ts';

const PROGRAM = fileURLToPath(new URL('./session.mjs', import.meta.url));

/** A Vitest that stays over the copy of our source in `root`, for tests that start no process of ours. */
export interface Session {
  /** As `runTests`. `edited`: the files of the copy that are not what they are here, all of them. An aborted run ends the Vitest with it. */
  run(tests: TestName[], edited: string[], signal: AbortSignal): Promise<Verdict[]>;
  end(): Promise<void>;
}

interface Running {
  url: string;
  /** What it has printed. */
  said: string[];
  end(): Promise<unknown>;
}

type Answer = { verdicts: Verdict[] } | { failure: string };

/** Starts nothing before it is asked. */
export function openSession(root: string, servers: LentServers): Session {
  let running: Promise<Running> | null = null;
  let before: string[] = [];
  const end = async (): Promise<void> => {
    const ending = running;
    running = null;
    await (await ending?.catch(() => null))?.end();
  };
  return {
    async run(tests, edited, signal) {
      running ??= start(root, servers);
      const { url, said } = await running;
      const files = [...new Set(tests.map(({ file }) => file))];
      // What was taken back since is not what it was either.
      const changed = [...new Set([...before, ...edited])];
      before = edited;
      const body = JSON.stringify({ files, titles: titlesOf(tests), changed });
      const answer = await ask(url, { body, signal }).catch(async (error: unknown) => {
        await end();
        throw error;
      });
      if ('failure' in answer) throw new Error(`${answer.failure}\n${said.join('\n')}`);
      return tests.map((test) => verdictOf(answer.verdicts, { root, test, log: () => said.join('\n') }));
    },
    end,
  };
}

async function ask(url: string, { body, signal }: { body: string; signal: AbortSignal }): Promise<Answer> {
  const response = await fetch(url, { method: 'POST', body, signal });
  return (await response.json()) as Answer;
}

async function start(root: string, servers: LentServers): Promise<Running> {
  const said: string[] = [];
  let listens = (_port: string): void => {};
  const port = new Promise<string>((resolve) => {
    listens = resolve;
  });
  const vitest = await startLeashed({
    name: 'vitest',
    command: process.execPath,
    args: [PROGRAM, root],
    env: { ...withoutVitest(process.env), ...lendServers({ ...servers, startsProcesses: false }) },
    cwd: root,
    onLine: (line) => {
      said.push(line);
      const found = /^{"port":(\d+)}$/.exec(line)?.[1];
      if (found !== undefined) listens(found);
    },
  });
  const over = vitest.exited.then(() => Promise.reject(new Error(`It has ended:\n${said.join('\n')}`)));
  return { url: `http://127.0.0.1:${await Promise.race([port, over])}`, said, end: () => vitest.stop() };
}
