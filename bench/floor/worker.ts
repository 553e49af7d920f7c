// A worker for the floor: the same server, the same kind of process, no work.
import { fileURLToPath } from 'node:url';
import { NativeConnection, Worker } from '@temporalio/worker';
import { noop } from './noop.ts';

const connection = await NativeConnection.connect({ address: process.env.TEMPORAL_ADDRESS ?? '' });
const worker = await Worker.create({
  connection,
  namespace: process.env.TEMPORAL_NAMESPACE ?? '',
  taskQueue: 'floor',
  workflowsPath: fileURLToPath(new URL('./workflows.ts', import.meta.url)),
  activities: { noop },
  stickyQueueScheduleToStartTimeout: '2s',
});
process.stdout.write('{"ready":true}\n');
await worker.run();
await connection.close();
