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
    if (piece && piece.buffer === line.buffer && isLineEnd(piece.buffer, piece.end, start)) piece.end = end
    else this.#pieces.push({ buffer: line.buffer, start, end })
  }

  /** Most bodies are one piece, which is not copied. */
  async finalize(): Promise<Uint8Array> {
    const views = this.#pieces.map(({ buffer, start, end }) => new Uint8Array(buffer, start, end - start))
    if (views.length === 1) return views[0] as Uint8Array
    return Buffer.concat(views.flatMap((view) => [view, newLine]))
  }
}

/** Nothing but CR and LF, as many as there are. */
function isLineEnd(buffer: ArrayBufferLike, from: number, to: number): boolean {
  if (to < from || to - from > 64) return false
  return new Uint8Array(buffer, from, to - from).every((byte) => byte === 0x0d || byte === 0x0a)
}

const newLine = Uint8Array.of(0x0a)

export interface BodyDecoder {
  update(line: Uint8Array): void
  finalize(): Promise<ArrayBuffer | Uint8Array>
}

/** A body said to be base64. Some programs only say so: what plainly is none stays as it stands. */
export class Base64OrNot implements BodyDecoder {
  readonly #inner: BodyDecoder
  readonly #isNot: () => void
  readonly #verbatim = new Verbatim()

  constructor(inner: BodyDecoder, isNot: () => void) {
    this.#inner = inner
    this.#isNot = isNot
  }

  update(line: Uint8Array): void {
    this.#verbatim.update(line)
    this.#inner.update(line)
  }

  async finalize(): Promise<ArrayBuffer | Uint8Array> {
    const raw = await this.#verbatim.finalize()
    if (!isBase64(raw.subarray(0, 4096))) {
      this.#isNot()
      return raw
    }
    return this.#inner.finalize()
  }
}

/** One foreign sign in twenty at most: a footer that a list has put below it, or a byte that was damaged. */
function isBase64(sample: Uint8Array): boolean {
  const signs = Buffer.from(sample)
    .toString('latin1')
    .replace(/[\r\n]+/g, '')
  const foreign = signs.replace(/[A-Za-z0-9+/=]+/g, '')
  return foreign.length <= Math.max(1, signs.length / 20)
}
