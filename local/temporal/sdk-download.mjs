// Lets the Temporal SDK download its CLI into the folder given, and prints nothing. A process of its own, because the
// SDK has no download without a start and a download cannot be called off.
import { TestWorkflowEnvironment } from '@temporalio/testing';

const [downloadDir] = process.argv.slice(2);
const executable = { type: 'cached-download', downloadDir, ttl: '3650 days' };
const environment = await TestWorkflowEnvironment.createLocal({ server: { executable } });
await environment.teardown();
