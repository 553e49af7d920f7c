/** `14:02:31 UTC` */
export function clockText(time: string | number): string {
  return `${new Date(time).toISOString().slice(11, 19)} UTC`;
}
