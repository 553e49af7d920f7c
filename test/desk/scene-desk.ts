import { join } from 'node:path';
import pino from 'pino';
import { createApi } from '../../api/app.ts';
import { type Desk, openDesk } from '../../api/desk.ts';
import { type ApiServer, startApiServer } from '../../api/server.ts';
import { loadApiSettings } from '../../config/api-settings.ts';
import { type CustomerStore, openCustomerStore } from '../../store/customers/customer-store.ts';
import type { Scene } from '../support/scene.ts';
import { PROGRAM } from './desk.ts';

export interface SceneDesk {
  url: string;
  port: number;
  dataDir: string;
  desk: Desk;
  close(): Promise<void>;
}

/** The pages of a scene's runs, on its database and its Temporal; at a port of before, as a server that is started anew. */
export async function openSceneDesk(scene: Pick<Scene, 'env' | 'folder' | 'client'>, port = 0): Promise<SceneDesk> {
  const dataDir = join(scene.folder, 'data');
  const settings = loadApiSettings({ API_PORT: String(port) });
  const databaseUrl = scene.env.DATABASE_URL ?? '';
  const env = { ...scene.env, DEDUPE_DATA_DIR: dataDir };
  const more = { program: PROGRAM, sample: null, client: async () => scene.client };
  const desk = openDesk({ env, databaseUrl, settings, ...more });
  const store: CustomerStore = openCustomerStore({ url: databaseUrl });
  const log = pino({ level: 'silent' });
  const server: ApiServer = await startApiServer({
    app: createApi({ store, settings, log, desk }),
    host: settings.host,
    port,
  });
  return {
    ...{ url: server.url, port: server.port, dataDir, desk },
    close: async () => {
      await server.close({ graceMs: 0 });
      await desk.close();
      await store.close();
    },
  };
}
