import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Stands between a client and a server on this machine, so that a test can take the network away. */
export interface TcpProxy {
  /** `127.0.0.1:<port>` */
  address: string;
  /** Connections that it has taken so far. */
  taken(): number;
  /** Closes what is open. New connections are still taken. */
  cut(): void;
  /** New connections are refused from now on; what is open stays open. */
  refuse(): Promise<void>;
  /** New connections are closed as soon as they are taken. */
  hangUp(): void;
  /** Nothing passes any more, and nothing is closed: as if the server stood still. */
  stall(): void;
  /** New connections are served again. */
  serve(): Promise<void>;
  close(): void;
}

/** `lagMs`: what each way takes at the moment. */
export async function startTcpProxy(target: string, { lagMs }: { lagMs?: () => number } = {}): Promise<TcpProxy> {
  const [host, targetPort] = target.split(':');
  const sockets = new Set<Socket>();
  let taken = 0;
  let hangsUp = false;
  let stalls = false;
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    return socket.on('error', () => socket.destroy());
  };
  const serveOne = (client: Socket): void => {
    taken += 1;
    keep(client);
    if (hangsUp) {
      client.destroy();
      return;
    }
    if (stalls) return;
    const server = keep(connect(Number(targetPort), host));
    if (lagMs === undefined) client.pipe(server).pipe(client);
    else {
      passLate(client, server, lagMs);
      passLate(server, client, lagMs);
    }
    client.on('close', () => server.destroy());
    server.on('close', () => client.destroy());
  };
  const listen = async (port: number): Promise<Server> => {
    const server = createServer(serveOne).listen(port, '127.0.0.1');
    await once(server, 'listening');
    return server;
  };
  let listener = await listen(0);
  const { port } = listener.address() as AddressInfo;
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    address: `127.0.0.1:${port}`,
    taken: () => taken,
    cut,
    refuse: async () => {
      if (listener.listening) await new Promise<void>((resolve) => stopListening(listener, resolve));
    },
    hangUp: () => {
      hangsUp = true;
    },
    stall: () => {
      stalls = true;
      for (const socket of sockets) socket.unpipe();
    },
    serve: async () => {
      hangsUp = false;
      stalls = false;
      if (!listener.listening) listener = await listen(port);
    },
    close: () => {
      listener.close();
      cut();
    },
  };
}

/** Each piece arrives so much later, in its turn. */
function passLate(from: Socket, to: Socket, lagMs: () => number): void {
  let passed: Promise<unknown> = Promise.resolve();
  const later = (pass: () => void): void => {
    const due = performance.now() + lagMs();
    passed = passed.then(() => sleep(Math.max(0, due - performance.now()))).then(pass);
  };
  from.on('data', (piece) => later(() => to.write(piece)));
  from.on('end', () => later(() => to.end()));
}

/** `close` calls back only when all connections have ended; the port itself is free at once. */
function stopListening(server: Server, done: () => void): void {
  server.close();
  setImmediate(done);
}
