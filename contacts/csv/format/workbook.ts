import { InputError } from '../../input-error.ts';

const SPREADSHEET = /\.(?:xlsx|xlsm|xlsb|xls|ods|numbers)$/i;

const STARTS: readonly [hex: string, is: string, todo: string][] = [
  ['504b0304', 'is a workbook of a spreadsheet or a ZIP file', saveAs()],
  ['d0cf11e0', 'is an Excel workbook', saveAs()],
  ['1f8b', 'is compressed', 'unpack it with gunzip'],
];

/** Refuses what a spreadsheet keeps for itself, by its name or its first bytes. Throws InputError. */
export function refuseWorkbook({ file, start }: { file: string; start: Buffer }): void {
  const hex = start.subarray(0, 4).toString('hex');
  const found = STARTS.find(([bytes]) => hex.startsWith(bytes));
  if (found !== undefined) throw new InputError({ file, problem: `${found[1]}, not a CSV`, todo: found[2] });
  if (SPREADSHEET.test(file))
    throw new InputError({ file, problem: 'is named as a workbook, not a CSV', todo: saveAs() });
}

function saveAs(): string {
  return "open it and save it as 'CSV UTF-8 (comma delimited)'";
}
