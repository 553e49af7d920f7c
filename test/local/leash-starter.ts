import { startLeashed } from '../../local/process/leash.ts';

// A starter to be killed by tests: leashes the command of its arguments, says its process id, and stays.
const [command = '', ...args] = process.argv.slice(2);
const leash = await startLeashed({ name: 'command', command, args, orphanGraceMs: 300 });
console.log(leash.pid);
