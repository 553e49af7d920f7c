import { type Stack, startStack } from '../../local/stack/stack.ts';
import { emptyDatabase } from '../../store/empty-database.ts';
import { forgetWorkflows } from './forget-workflows.ts';

/** Starts the servers, with nothing in them, and furnishes a stage with them. Servers that the environment names are left alone. */
export async function openServers<T>(dataDir: string, furnish: (stack: Stack) => Promise<T>): Promise<T> {
  const { PATH, HOME, XDG_CACHE_HOME } = process.env;
  await forgetWorkflows(dataDir);
  const stack = await startStack({ dataDir, env: { PATH, HOME, XDG_CACHE_HOME } });
  try {
    // The new practice CRM has all contacts again.
    await emptyDatabase(stack.databaseUrl);
    return await furnish(stack);
  } catch (error) {
    await stack.stop();
    throw error;
  }
}
