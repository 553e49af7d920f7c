/** What a body is said to be, without its parameters, in small letters; '' where nothing is said. */
export function mediaTypeOf({ headers }: Pick<Request, 'headers'>): string {
  return (headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}
