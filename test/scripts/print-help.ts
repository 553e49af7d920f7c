import { fileURLToPath, pathToFileURL } from 'node:url';

// Types `--help` to each script of its arguments, as it stands, one after the other in one process; prints what each said, as JSON by name.
const names = process.argv.slice(2);
const said: Record<string, string> = {};
const print = process.stdout.write;
for (const name of names) {
  const path = fileURLToPath(new URL(`../../scripts/${name}.ts`, import.meta.url));
  said[name] = '';
  process.argv = [process.execPath, path, '--help'];
  process.stdout.write = (text: string | Uint8Array): boolean => {
    said[name] += String(text);
    return true;
  };
  await import(pathToFileURL(path).href);
}
process.stdout.write = print;
process.stdout.write(JSON.stringify(said));
