// Charsets of seven bits that shift between tables: no TextDecoder knows them (WHATWG Encoding, 4.2: "replacement").

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')

/** What stands between a shift and its end has the eighth bit in the charset of eight bits. */
const lifted = (signs: string) => signs.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) | 0x80))

const by = (charset: string, signs: string) => new TextDecoder(charset).decode(Buffer.from(signs, 'latin1'))

/** RFC 2152: `+` begins a run of UTF-16 in base64, anything else ends it; `+-` is a plus. */
function utf7(bytes: Uint8Array): string {
  return latin1(bytes).replace(/\+([A-Za-z0-9/+]*)-?/g, (_, run: string) => {
    if (run === '') return '+'
    const units = Buffer.from(run, 'base64')
    return units
      .subarray(0, units.length & ~1)
      .swap16()
      .toString('utf16le')
  })
}

/** RFC 1557: SO begins Korean, SI ends it, as does the line. */
function iso2022kr(bytes: Uint8Array): string {
  const lines = latin1(bytes).replaceAll('\x1b$)C', '').split('\n')
  const read = lines.map((line) => {
    const [before = '', ...shifts] = line.split('\x0e')
    return before + shifts.map((shift) => shift.split('\x0f').map(everyOther).join('')).join('')
  })
  return by('euc-kr', read.join('\n'))
}

const everyOther = (run: string, at: number) => (at === 0 ? lifted(run) : run)

/** RFC 1843: `~{` begins Chinese, `~}` ends it, `~~` is a tilde. */
function hz(bytes: Uint8Array): string {
  const signs = latin1(bytes).replace(/~\{([^~\n]*)(?:~\}|(?=\n|$))|~(~|\n)/g, (_, run?: string, sign?: string) =>
    run === undefined ? (sign === '~' ? '~' : '') : lifted(run),
  )
  return by('gb18030', signs)
}

/** By label, in lower case and without what separates its parts. */
export const shifted: Record<string, (bytes: Uint8Array) => string> = {
  utf7,
  unicode11utf7: utf7,
  iso2022kr,
  csiso2022kr: iso2022kr,
  hz,
  hzgb2312: hz,
}
