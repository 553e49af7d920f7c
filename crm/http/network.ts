import { type LookupAddress, lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/**
 * Where a URL handed to us may lead. `public`: https to public addresses. `loopback`: also this machine, http included
 * (the sandbox). `private`: also private ranges (a practice CRM inside a container network).
 * Link-local, multicast and reserved addresses are refused in all three.
 */
export type Network = 'public' | 'loopback' | 'private';

const LOOPBACK = blockList(['127.0.0.0/8'], ['::1/128']);
const PRIVATE = blockList(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'], ['fc00::/7']);

/** Special-purpose registries of IANA (RFC 6890), without the two lists above. */
const REFUSED = blockList(
  ['0.0.0.0/8', '169.254.0.0/16', '192.0.0.0/24', '192.0.2.0/24', '198.18.0.0/15', '198.51.100.0/24'].concat([
    '203.0.113.0/24',
    '224.0.0.0/4',
    '240.0.0.0/4',
  ]),
  ['::/128', '64:ff9b::/96', '64:ff9b:1::/48', '100::/64', '2001::/23', '2001:db8::/32', '2002::/16'].concat([
    'fe80::/10',
    'fec0::/10',
    'ff00::/8',
  ]),
);

/** Whether a connection to this IP address is allowed. False for anything that is no IP address. */
export function isAddressAllowed(address: string, network: Network): boolean {
  const version = isIP(address);
  if (version === 0) return false;
  const within = (list: BlockList): boolean => list.check(address, version === 4 ? 'ipv4' : 'ipv6');
  if (within(REFUSED)) return false;
  if (within(LOOPBACK)) return network !== 'public';
  return network === 'private' || !within(PRIVATE);
}

/** For the host part of a URL: `localhost`, or a literal loopback address (`[::1]` with brackets). */
export function isLoopbackHost(hostname: string): boolean {
  const host = bare(hostname);
  if (host === 'localhost') return true;
  return isIP(host) !== 0 && LOOPBACK.check(host, isIP(host) === 4 ? 'ipv4' : 'ipv6');
}

/** For the host part of a URL: false only for a literal address that is not allowed; names are judged when they resolve. */
export function isHostAllowed(hostname: string, network: Network): boolean {
  const host = bare(hostname);
  return isIP(host) === 0 || isAddressAllowed(host, network);
}

/** A `lookup` for sockets that fails with code `ADDRESS_REFUSED` when the name resolves to any address that is not allowed. */
export function guardedLookup(network: Network): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error: NodeJS.ErrnoException | null, found: LookupAddress[] = []) => {
      const first = found[0];
      if (error !== null || first === undefined) return callback(error ?? refused(), []);
      if (!found.every(({ address }) => isAddressAllowed(address, network))) return callback(refused(), []);
      return options.all === true ? callback(null, found) : callback(null, first.address, first.family);
    });
  };
}

function refused(): NodeJS.ErrnoException {
  return Object.assign(new Error('Refused address'), { code: 'ADDRESS_REFUSED' });
}

function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}

function blockList(ipv4: string[], ipv6: string[]): BlockList {
  const list = new BlockList();
  for (const range of ipv4) list.addSubnet(...split(range), 'ipv4');
  for (const range of ipv6) list.addSubnet(...split(range), 'ipv6');
  return list;
}

function split(range: string): [string, number] {
  const [address = '', prefix] = range.split('/');
  return [address, Number(prefix)];
}
