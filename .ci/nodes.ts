/**
 * The Nodes that this runs on, by the number that is typed, each with the hash of the npm package that holds its binary.
 * `engines` in package.json and the README say the same; in no lockfile of ours is any of them.
 */
export interface PinnedNode {
  version: string;
  /** By platform and processor, as the package's name has them. */
  integrity: Record<string, string>;
}

export const NODES: Record<string, PinnedNode> = {
  20: {
    version: '20.20.2',
    integrity: {
      'linux-x64': 'sha512-PeHQM8wAdmHtZA1mBocygZxs5LiUWtsJezQTkBd0iY987KpGrD1O2tVEydvMZiuXceRanxt7rjTnDEBwOPujoQ==',
      'linux-arm64': 'sha512-LCXJnNTFiyGuYBw2gZSI5OBFMbkjAPt8sqD/NKrWoE2QmDgSubTqFng6GaNJ9EJ8HpxBMGcWWpbbcs4Vo+CnGg==',
    },
  },
  22: {
    version: '22.23.5',
    integrity: {
      'linux-x64': 'sha512-3jhC+wcoWxKZxcRqF2sUSl0c9HEXFnur/nuIPx6O6CWKV0jOUWQm7Htw5SuXqqlMCEhi0cJqybFPEb5hhcBiMw==',
      'linux-arm64': 'sha512-e1LOUGKVruPGuLVutn8+Cgm5pI1APm4Kvh+zbb/qe/ZpD9s+TQby5iUgZOWmPpbSKpj0Td8DP1N0NEnXasHizg==',
    },
  },
  24: {
    version: '24.22.3',
    integrity: {
      'linux-x64': 'sha512-KHsob+Fv9YerATvYujMbiyJqnRCvLtrcr/eTNqRqiOSGp97EOiRP1yP47+knGgQ/xnc3XY8xzkW587dlZzNqRA==',
      'linux-arm64': 'sha512-IZx0J52/1NDwAsY2iyWR9nlPIYuYviTWetjj8+ElvYQh2+XRhLfCfkbFEF/2O5vGI2hcUbyPNHV+nz342FbJXw==',
    },
  },
};

/** What npm installs that one binary by, and nothing else: with its hash, from whichever registry there is. */
export function lockfileOf({ version, integrity }: PinnedNode, system: string): object | null {
  const hash = integrity[system];
  if (hash === undefined) return null;
  const name = `node-${system}`;
  return {
    ...{ name: 'a-node', lockfileVersion: 3 },
    packages: {
      '': { name: 'a-node', dependencies: { [name]: version } },
      [`node_modules/${name}`]: { version, integrity: hash },
    },
  };
}
