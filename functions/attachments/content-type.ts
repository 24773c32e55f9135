import { fileTypeFromBuffer } from 'file-type'

/** How much of a file's beginning is looked at: enough for the parts that tell one office document from another. */
export const sampleBytes = 64 * 1024

const unknown = 'application/octet-stream'

/** What a browser might run in the store's own name, whatever else the answer says: given out as bytes, nothing more. */
const runnable = /(xml|html|svg|javascript|ecmascript|shockwave|java-archive)/

/** What a file is by its first bytes, never by what was said of it; `application/octet-stream` where they tell nothing. */
export async function contentType(sample: Buffer): Promise<string> {
  const found = await fileTypeFromBuffer(sample).catch(() => undefined)
  const type = found?.mime.split(';')[0]?.trim().toLowerCase() ?? (isText(sample) ? 'text/plain' : unknown)
  return runnable.test(type) ? unknown : type
}

/** UTF-8 with nothing in it but letters and line ends; the sample may end in the middle of one. */
function isText(sample: Buffer): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: true })
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    return !/[\u0000-\u0008\u000e-\u001f\u007f]/.test(text)
  } catch {
    return false
  }
}
