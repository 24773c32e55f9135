type Mutation = (raw: Buffer, upTo: (most: number) => number) => Buffer

const spliced = (raw: Buffer, at: number, remove: number, put: Buffer | string = '') =>
  Buffer.concat([raw.subarray(0, at), Buffer.from(put as string), raw.subarray(at + remove)])

const lineAt = (raw: Buffer, at: number): [start: number, end: number] => {
  const start = raw.lastIndexOf('\n', at) + 1
  const end = raw.indexOf('\n', at)
  return [start, end < 0 ? raw.length : end + 1]
}

/** What happens to a message on its way, and what somebody does to one on purpose. */
export const mutations: Record<string, Mutation> = {
  'a byte is another': (raw, upTo) => spliced(raw, upTo(raw.length), 1, Buffer.of(upTo(256))),
  'twenty bytes are others': (raw, upTo) => {
    const changed = Buffer.from(raw)
    for (let at = 0; at < 20; at += 1) changed[upTo(raw.length)] = upTo(256)
    return changed
  },
  'it is cut off': (raw, upTo) => raw.subarray(0, upTo(raw.length)),
  'its beginning is missing': (raw, upTo) => raw.subarray(upTo(raw.length)),
  'a line is missing': (raw, upTo) => {
    const [start, end] = lineAt(raw, upTo(raw.length))
    return spliced(raw, start, end - start)
  },
  'a line stands twice': (raw, upTo) => {
    const [start, end] = lineAt(raw, upTo(raw.length))
    return spliced(raw, end, 0, raw.subarray(start, end))
  },
  'a line is broken': (raw, upTo) => spliced(raw, upTo(raw.length), 0, '\r\n'),
  'a run is missing': (raw, upTo) => spliced(raw, upTo(raw.length), upTo(400)),
  'a run comes again elsewhere': (raw, upTo) => {
    const from = upTo(raw.length)
    return spliced(raw, upTo(raw.length), 0, raw.subarray(from, from + upTo(400)))
  },
  'headers stand twice': (raw) => Buffer.concat([raw.subarray(0, Math.max(0, raw.indexOf('\r\n\r\n') + 2)), raw]),
  'boundaries are named otherwise': (raw, upTo) =>
    Buffer.from(
      raw.toString('latin1').replace(/boundary="?[^"\r\n;]/i, (said) => `${said}${upTo(10)}`),
      'latin1',
    ),
  'a boundary is damaged': (raw, upTo) => {
    const lines = [...raw.toString('latin1').matchAll(/^--[^\r\n]+/gm)]
    const line = lines[upTo(lines.length)]
    return line ? spliced(raw, line.index + 2 + upTo(line[0].length - 2), 1, '#') : raw
  },
  'the encoding is another': (raw, upTo) => {
    const encodings = ['base64', 'quoted-printable', '7bit', 'x-unknown', '']
    return Buffer.from(
      raw.toString('latin1').replace(/(transfer-encoding: *)[\w-]+/gi, (_, name) => `${name}${encodings[upTo(5)]}`),
      'latin1',
    )
  },
  'the charset is another': (raw, upTo) => {
    const charsets = ['utf-8', 'utf-16', 'iso-2022-jp', 'gb18030', 'utf-7', 'hz-gb-2312', 'nonsense', 'koi8-r']
    return Buffer.from(
      raw.toString('latin1').replace(/(charset="?)[\w-]+/gi, (_, name) => `${name}${charsets[upTo(8)]}`),
      'latin1',
    )
  },
  'line ends are bare': (raw, upTo) =>
    Buffer.from(raw.toString('latin1').replace(/\r\n/g, upTo(2) ? '\n' : '\r'), 'latin1'),
  'NULs and other controls come in': (raw, upTo) =>
    spliced(raw, upTo(raw.length), 0, Buffer.from([0, 27, 14, 8, 11, 12, 127, 0])),
}
