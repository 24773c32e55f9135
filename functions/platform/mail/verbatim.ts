/**
 * The body of a part that is in no encoding, as it stands in the message: neighbouring lines are one piece of it, so that a
 * body of a million lines needs no million pieces. Its line ends stay as they are.
 */
export class Verbatim {
  readonly #pieces: { buffer: ArrayBufferLike; start: number; end: number }[] = []

  update(line: Uint8Array): void {
    const piece = this.#pieces.at(-1)
    const start = line.byteOffset
    const end = start + line.length
    // Between two lines there is CR LF; an empty one is where it should be.
    if (piece && piece.buffer === line.buffer && start >= piece.end && start - piece.end <= 2) piece.end = end
    else this.#pieces.push({ buffer: line.buffer, start, end })
  }

  /** Most bodies are one piece, which is not copied. */
  async finalize(): Promise<Uint8Array> {
    const views = this.#pieces.map(({ buffer, start, end }) => new Uint8Array(buffer, start, end - start))
    if (views.length === 1) return views[0] as Uint8Array
    return Buffer.concat(views.flatMap((view) => [view, newLine]))
  }
}

const newLine = Uint8Array.of(0x0a)
