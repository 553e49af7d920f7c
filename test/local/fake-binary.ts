import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const TEMPORAL = '#!/bin/sh\necho "temporal version 1.2.3 (Server 1.29.1, UI 2.42.1)"\n';

/** A script that calls itself a Temporal CLI. */
export function writeFakeTemporal(path: string, script: string = TEMPORAL): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, script);
  chmodSync(path, 0o755);
  return path;
}

/** A Go that "builds" such a script, slowly and in two steps, and counts how often it was asked. */
export function writeFakeGo(path: string, version: string, log: string): string {
  return writeFakeTemporal(
    path,
    `#!/bin/sh
if [ "$1" = version ]; then echo "go version go${version} linux/amd64"; exit 0; fi
echo "CGO_ENABLED=$CGO_ENABLED $*" >> "${log}"
printf '#!/bin/sh\\n' > "$GOBIN/temporal"
sleep 0.3
printf 'echo "temporal version 0.0.0-DEV (Server 1.29.1)"\\n' >> "$GOBIN/temporal"
chmod +x "$GOBIN/temporal"
`,
  );
}
