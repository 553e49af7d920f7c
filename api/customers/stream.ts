/** A part of an answer: text, or text that is bytes already. */
export type Piece = string | Uint8Array;

/** Answers pieces of JSON as fast as they are read. Rejects when the first one fails: then nothing has been sent yet. */
export async function streamJson(pieces: AsyncGenerator<Piece>): Promise<Response> {
  const encoder = new TextEncoder();
  let first: IteratorResult<Piece> | null = await pieces.next();
  const body = new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const piece = first ?? (await pieces.next().catch(brokeOff));
        first = null;
        if (piece.done) controller.close();
        else controller.enqueue(typeof piece.value === 'string' ? encoder.encode(piece.value) : piece.value);
      },
      cancel: async () => {
        await pieces.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { headers: { 'content-type': 'application/json' } });
}

/** Without the cause: what a database says of a failed query may quote a record. */
function brokeOff(): never {
  throw new Error('An answer broke off: the database could not be read to its end');
}
