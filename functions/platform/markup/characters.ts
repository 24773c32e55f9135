/** Controls but line ends and tabs, and marks of the interlinear kind: nothing of a text is lost with them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufff9-\ufffb]/g

/**
 * What nobody can see (Unicode's Default_Ignorable_Code_Point): it hides, splits or reorders words. Embeddings, overrides
 * and isolates are among them (UAX #9: "Trojan Source"). Kept: the plain marks that right-to-left writing needs (ALM, LRM,
 * RLM: they only settle their neighbours), joiners, variation selectors, and the letters in a flag of a part of a country
 * (the group).
 */
const invisible =
  /(\u{1f3f4}[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{2,6}\u{e007f})|[\p{DI}--[\u061c\u200c-\u200f\ufe00-\ufe0f\u{e0100}-\u{e01ef}]]/gv

/** Joiners (ZWNJ, ZWJ) shape Persian, Indic scripts and emoji; beside ASCII, or several in a row, they only split words. */
const joiners = /(?<!\P{ASCII})[\u200c\u200d]+|[\u200c\u200d]+(?!\P{ASCII})|(?<=[\u200c\u200d])[\u200c\u200d]+/gv

/** More marks on one letter than any writing has (UAX #15 knows of 30 at the very most): they climb over other lines. */
const tower = /(\p{M}{8})\p{M}+/gu

/** A text as it may be shown anywhere: nothing in it reorders, hides, splits or overprints other text. */
export const harmless = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(invisible, (_, flag?: string) => flag ?? '')
    .replace(controls, '')
    .replace(joiners, '')
    .replace(tower, '$1')

/** The same on one line: for a subject, a header, a cell of a table. `most` is in UTF-16 units; what is cut ends in `…`. */
export function oneLine(text: string, most = 200): string {
  const line = harmless(text).replace(/\s+/gu, ' ').trim()
  return line.length <= most
    ? line
    : `${line
        .slice(0, most - 1)
        .toWellFormed()
        .replace(/\ufffd$/, '')}…`
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
/** A text as HTML that shows exactly it. */
export const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => entities[sign] as string)
