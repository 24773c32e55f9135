import { crc32 } from 'node:zlib'

const u16 = (...values: number[]) => Buffer.from(values.flatMap((value) => [value & 0xff, (value >> 8) & 0xff]))
function u32(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4)
  values.forEach((value, at) => {
    bytes.writeUInt32LE(value >>> 0, at * 4)
  })
  return bytes
}

/** A zip archive with one file, stored as it is (PKWARE APPNOTE 4.3): what Lambda takes a function's code as. */
export function zipOf(name: string, text: string): Buffer {
  const content = Buffer.from(text)
  const path = Buffer.from(name)
  // Version 2.0, no flags, stored; time 0, and the first day that the format knows.
  const about = Buffer.concat([u16(20, 0, 0, 0, 33), u32(crc32(content), content.length, content.length)])
  const local = Buffer.concat([u32(0x04034b50), about, u16(path.length, 0), path, content])
  const entry = Buffer.concat([
    u32(0x02014b50),
    u16((3 << 8) | 20),
    about,
    u16(path.length, 0, 0, 0, 0),
    // A regular file that everybody may read.
    u32(0o100644 << 16, 0),
    path,
  ])
  return Buffer.concat([local, entry, u32(0x06054b50), u16(0, 0, 1, 1), u32(entry.length, local.length), u16(0)])
}
