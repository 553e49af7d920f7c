export const SEPARATORS = [',', ';', '\t', '|'] as const;

export type Separator = (typeof SEPARATORS)[number];

export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;

export type CsvEncoding = (typeof ENCODINGS)[number];

/** How the bytes of a file become rows. */
export interface CsvFormat {
  separator: Separator;
  encoding: CsvEncoding;
  /** What ends a row; `lf` also where a carriage return stands before it. */
  lineEnd: 'lf' | 'cr';
  /** Lines before the header that are no rows: a `sep=` line and titles. */
  linesBefore: number;
  /** How many of them are titles. */
  titleLines: number;
}

/** What needs no decoding: by far the most files, and the quickest way to their rows. */
export const PLAIN: CsvFormat = { separator: ',', encoding: 'utf-8', lineEnd: 'lf', linesBefore: 0, titleLines: 0 };

export function isPlain(format: CsvFormat): boolean {
  return format.separator === ',' && format.encoding === 'utf-8' && format.lineEnd === 'lf' && format.linesBefore === 0;
}

export const SEPARATOR_WORDS: Readonly<Record<Separator, string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'pipe',
};

const ENCODING_WORDS: Record<CsvEncoding, string> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
  'windows-1252': 'Windows-1252',
};

/** `semicolon-separated UTF-16, 2 title lines before the header` */
export function formatText({ separator, encoding, titleLines }: CsvFormat): string {
  const titles = titleLines === 0 ? '' : `, ${titleLines} title line${titleLines === 1 ? '' : 's'} before the header`;
  return `${SEPARATOR_WORDS[separator]}-separated ${ENCODING_WORDS[encoding]}${titles}`;
}
