import { createHash } from 'node:crypto';

/** Of `package-lock.json`, what is looked at here. */
export interface Lockfile {
  packages: Record<string, { integrity?: string; resolved?: string; link?: boolean }>;
}

/** A package of which files of ours are copies, so that none of it need be installed to run: `origin.json` beside them. */
export interface Origin {
  package: string;
  version: string;
  license: string;
  /** By their names here. */
  files: Record<string, { from: string; sha256: string }>;
}

export interface Copies {
  /** Where `origin.json` stands, for the message. */
  folder: string;
  origin: Origin;
  /** Of package.json. */
  manifest: { dependencies: Record<string, string>; devDependencies: Record<string, string> };
  /** The bytes of a file here, or in the package; null where there is none. */
  here: (name: string) => Buffer | null;
  inPackage: (name: string) => Buffer | null;
}

/** Whoever installs gets the bytes that we had, from whichever registry: a hash for each package, an address for none. */
export function lockfileFaults({ packages }: Lockfile): string[] {
  return Object.entries(packages).flatMap(([path, { integrity, resolved, link }]) => {
    if (path === '' || link) return [];
    return [
      ...(/^sha512-[\w+/]{86}==$/.test(integrity ?? '')
        ? []
        : [`package-lock.json: ${path} has no integrity: 'npm view NAME@VERSION dist.integrity' tells it`]),
      ...(resolved === undefined
        ? []
        : [`package-lock.json: ${path} has an address: set omit-lockfile-registry-resolved`]),
    ];
  });
}

/** Whether the copies are still the package's, whose version is pinned, and which production does not install. */
export function copyFaults({ folder, origin, manifest, here, inPackage }: Copies): string[] {
  const { package: name, version } = origin;
  const faults: string[] = [];
  if (name in manifest.dependencies)
    faults.push(`package.json: ${name} is copied to ${folder}/, so it is no dependency`);
  if (manifest.devDependencies[name] !== version)
    faults.push(`${folder}/origin.json: ${version} of ${name} is not what package.json has for development`);
  for (const [file, { from, sha256 }] of Object.entries(origin.files)) {
    if (sha256Of(here(file)) !== sha256) faults.push(`${folder}/${file} is not what origin.json says`);
    if (sha256Of(inPackage(from)) !== sha256)
      faults.push(`${folder}/${file} is not ${from} of the installed ${name}: copy it anew, with its hash and version`);
  }
  return faults;
}

function sha256Of(bytes: Buffer | null): string | null {
  return bytes === null ? null : createHash('sha256').update(bytes).digest('hex');
}
