/** Reads numbers (little endian) and runs of bytes one after the other; beyond the end there is nothing. */
export class Reader {
  readonly #bytes: Uint8Array
  #at = 0
  /** More was asked for than there is. */
  isShort = false

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  get left(): number {
    return this.#bytes.length - this.#at
  }

  /** Of one to four bytes; nothing at the end. */
  number(size: 2 | 4): number | undefined {
    if (this.left < size) return undefined
    const bytes = this.take(size)
    return new DataView(bytes.buffer, bytes.byteOffset, size)[size === 2 ? 'getUint16' : 'getUint32'](0, true)
  }

  take(size: number): Uint8Array {
    const from = this.#at
    if (size > this.left) this.isShort = true
    this.#at = Math.min(this.#bytes.length, from + size)
    return this.#bytes.subarray(from, this.#at)
  }

  skip(size: number): void {
    this.take(size)
  }
}

export interface Property {
  id: number
  /** `0x1e` and `0x1f` are texts, `0x102` bytes, `0x0d` an object ([MS-OXCDATA], 2.11.1). */
  type: number
  value: Uint8Array
}

/** Bytes of a value of each type of a fixed size, its padding to four counted. */
const sizes: Record<number, number> = {
  ...{ 2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 10: 4, 11: 4, 20: 8, 64: 8, 72: 16 },
}
const variable = new Set([0x0d, 0x1e, 0x1f, 0x102])
/** More than any message has. */
const most = 5000

/** The properties of a message or of a file in it, those of many values by their first ([MS-OXTNEF], 2.1.3.4). */
export function propertiesOf(bytes: Uint8Array): Property[] {
  const reader = new Reader(bytes)
  const count = Math.min(reader.number(4) ?? 0, most)
  const properties: Property[] = []
  while (properties.length < count && reader.left >= 4) {
    const coded = reader.number(2) ?? 0
    const id = reader.number(2) ?? 0
    if (id >= 0x8000) skipName(reader)
    const type = coded & 0xfff
    const values = variable.has(type) || coded & 0x1000 ? Math.min(reader.number(4) ?? 0, most) : 1
    let first: Uint8Array | undefined
    for (let at = 0; at < values && reader.left > 0; at += 1) {
      const value = nextValue(reader, type)
      if (!value) return properties
      first ??= value
    }
    properties.push({ id, type, value: first ?? new Uint8Array() })
  }
  return properties
}

function nextValue(reader: Reader, type: number): Uint8Array | undefined {
  const size = sizes[type]
  if (size !== undefined) return reader.take(size)
  if (!variable.has(type)) return undefined
  return padded(reader)
}

function padded(reader: Reader): Uint8Array {
  const length = reader.number(4) ?? 0
  const value = reader.take(length)
  reader.skip((4 - (length % 4)) % 4)
  return value
}

/** A property with a name of its own: which set it is of, and its number or its name in it. */
function skipName(reader: Reader): void {
  reader.skip(16)
  if (reader.number(4) === 0) reader.skip(4)
  else padded(reader)
}
