import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { readHistory } from './history-files.ts';

/** What replay says of each history: `ok`, or the name and text of the error. Needs no server. */
export async function replayAll(names: string[], codePath: string): Promise<Map<string, string>> {
  try {
    Runtime.install({ logger: new DefaultLogger('ERROR', () => {}), telemetryOptions: { logging: { filter: 'off' } } });
  } catch {
    // A second replay of the same file finds it installed.
  }
  const said = new Map<string, string>();
  const histories = names.map((name) => ({ ...readHistory(name), name }));
  let index = 0;
  for await (const { error } of Worker.runReplayHistories({ workflowBundle: { codePath } }, histories)) {
    const name = histories[index]?.name ?? '';
    said.set(name, error ? `${error.name}: ${error.message}` : 'ok');
    index += 1;
  }
  return said;
}
