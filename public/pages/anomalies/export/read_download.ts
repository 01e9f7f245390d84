const CARRIAGE_RETURN = 13;
const LINE_FEED = 10;

/**
 * Reads a CSV file as it comes and tells how many of its rows are there.
 * @throws where the connection breaks or the signal aborts
 */
export async function readDownload(
  body: ReadableStream<Uint8Array>,
  onRows: (rows: number) => void,
): Promise<Blob> {
  const reader = body.getReader();
  const pieces: BlobPart[] = [];
  // The first row is that of the titles.
  let rows = -1;
  let last = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(pieces, { type: 'text/csv;charset=utf-8' });
    pieces.push(value as BlobPart);
    for (const byte of value) {
      if (byte === LINE_FEED && last === CARRIAGE_RETURN) rows += 1;
      last = byte;
    }
    onRows(Math.max(0, rows));
  }
}

/** Hands a file to the browser, which asks or saves as its settings say. */
export function saveFile(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
