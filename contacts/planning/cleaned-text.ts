import type { CleanedRow } from './contact-rows.ts';

/** Which rows had an address that had to be cleaned, and of what, without the addresses; nothing where none had. */
export function cleanedText(file: string, rows: readonly CleanedRow[]): string[] {
  if (rows.length === 0) return [];
  return [
    `E-mails cleaned: ${rows.length.toLocaleString('en-US')}; what only that brings together is for review`,
    ...rows.map(({ line, removed }) => `  ${file} line ${line}: ${removed.join(', ')}`),
  ];
}
