/** No more than any file system takes in a name, with room for a browser's ` (1)`. */
const maxBytes = 200

/** What a path, a shell or a screen could take for more than a letter. */
const notInNames = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}/\\:*?"<>|]/gu

/** Names that Windows opens as devices, with whatever ending. */
const devices = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/** A file's name as one that any system can save without harm: no path, no control, nothing that turns the reading direction. */
export function harmlessName(name: string): string {
  const plain = name
    .toWellFormed()
    .normalize('NFC')
    .replace(notInNames, '_')
    .replace(/^[\s._]+|[\s.]+$/gu, '')
  const short = shortened(plain)
  return short === '' || devices.test(short) ? `file_${short}` : short
}

/** Cut in the middle, so that the ending stays. */
function shortened(name: string): string {
  if (Buffer.byteLength(name) <= maxBytes) return name
  const ending = /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0] ?? ''
  let start = ''
  for (const letter of name) {
    if (Buffer.byteLength(start + letter + ending) > maxBytes) break
    start += letter
  }
  return start + ending
}

/** RFC 8187, 3.2.1: what stands for itself in an extended value; `encodeURIComponent` leaves some more. */
const encoded = (text: string) =>
  encodeURIComponent(text).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)

/** `Content-Disposition` of a download (RFC 6266): always an attachment; its plain name for programs that know no other. */
export function disposition(name: string): string {
  const harmless = harmlessName(name)
  const ascii = harmless.replace(/[^\x20-\x7e]|%/g, '_')
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded(harmless)}`
}
