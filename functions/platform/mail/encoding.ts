/** A body of text for the wire: whichever is shorter, quoted-printable (most letters are ASCII) or base 64. */
export function encodedBody(text: string): { encoding: 'quoted-printable' | 'base64'; content: string } {
  const body = text.toWellFormed().replace(/\r\n?|\n/g, '\r\n')
  const quoted = quotedPrintable(body)
  const bytes = Buffer.byteLength(body)
  if (quoted.length <= (bytes * 4) / 3) return { encoding: 'quoted-printable', content: quoted }
  const content = Buffer.from(body)
    .toString('base64')
    .replace(/.{76}(?=.)/g, '$&\r\n')
  return { encoding: 'base64', content }
}

/** RFC 2045, 6.7: no line above 76 characters, nothing at its end that a server could cut off, none that begins as one of an mbox does. */
function quotedPrintable(body: string): string {
  return body.split('\r\n').map(quotedLine).join('\r\n')
}

const longest = 76
const utf8 = new TextEncoder()

function quotedLine(line: string): string {
  const lines: string[] = []
  let kept = ''
  const signs = [...line]
  for (const [at, sign] of signs.entries()) {
    const isLast = at === signs.length - 1
    const isPlain = /^[!-<>-~]$/.test(sign) || (/^[ \t]$/.test(sign) && !isLast)
    const isMisread = at === 0 && (sign === '.' || line.startsWith('From '))
    const written = isPlain && !isMisread ? sign : quoted(sign)
    // A line that goes on has `=` at its end.
    if (kept.length + written.length > (isLast ? longest : longest - 1)) {
      lines.push(`${kept}=`)
      kept = ''
    }
    kept += written
  }
  return [...lines, kept].join('\r\n')
}

const quoted = (sign: string): string =>
  Array.from(utf8.encode(sign), (byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')
