/** Asks Temporal's HTTP API by the name that any page could use: one that is closed to everybody refuses. */
export async function httpIsClosed(port: number): Promise<boolean> {
  const url = `http://127.0.0.1:${port}/api/v1/cluster-info`;
  return await fetch(url, { signal: AbortSignal.timeout(10_000) }).then(
    ({ status }) => status >= 400,
    () => false,
  );
}
