// A thread has not the hooks of its process in every version of Node: without them it reads no TypeScript.
import { register } from 'tsx/esm/api';

register();
await import('./thread.ts');
