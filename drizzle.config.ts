import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: [
    './store/schema.ts',
    './store/audit/tables.ts',
    './store/backups/tables.ts',
    './store/base/tables.ts',
    './store/customers/tables.ts',
    './store/hooks/tables.ts',
    './store/ledger/tables.ts',
    './store/rate/tables.ts',
    './store/identity/tables.ts',
    './store/failures/tables.ts',
    './store/nights/tables.ts',
    './store/orders/tables.ts',
    './store/proofs/tables.ts',
    './store/review/tables.ts',
    './store/runs/tables.ts',
    './store/decisions/tables.ts',
    './store/undo/tables.ts',
  ],
  out: './store/migrations',
});
