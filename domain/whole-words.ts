/** Accents, vowel points and the like, where they only mark a letter: not the vowel signs of Indic scripts. */
const marks = /[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670\u200c\u200d]/g
/** Everything between words. */
const between = /[^\p{L}\p{N}\p{M}]+/gu
/** Scripts that write without spaces: a word of them is looked for anywhere. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

/** Compatibility forms can be eighteen times as long; nobody needs more than this to be judged. */
const most = 50_000

/** A text as words are looked for in it: one case, no accents, one space between words and around. Linear in its length. */
export function folded(text: string): string {
  // Down, up and down again: that is the same for ß, ẞ and SS, and for İ, ı and i.
  const decomposed = text.normalize('NFKD').slice(0, most)
  const oneCase = decomposed.toLowerCase().toUpperCase().toLowerCase().normalize('NFKD')
  const plain = oneCase.replace(marks, '').normalize('NFC').replaceAll('ς', 'σ')
  return ` ${plain.replace(between, ' ').trim()} `
}

/** Whether a folded text has a word, or words in this order, whole. One without letters or digits is nowhere. */
export function hasWords(foldedText: string, wanted: string): boolean {
  const words = folded(wanted)
  if (words.trim() === '') return false
  return foldedText.includes(unspaced.test(words) ? words.trim() : words)
}
