import * as z from 'zod'

/** A character that nobody can see and no screen, terminal or file should get: controls, but for line ends and tabs. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/
const visible = /[\p{L}\p{N}\p{P}\p{S}]/u

/** Whether it is well-formed Unicode without control characters. */
export const isText = (given: string) => given.isWellFormed() && !control.test(given)
const noText = {
  message: 'has characters that are no text',
  params: { expected: 'well-formed text without control characters' },
}

/** Text that a person writes: well-formed Unicode (no half of a surrogate pair) without control characters. */
export const text = (max: number) => z.string().max(max).refine(isText, noText)

/** The same, trimmed, with something to see in it. */
export const words = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine(isText, noText)
    .refine((given) => given === '' || visible.test(given), {
      message: 'has nothing to see in it',
      params: { expected: 'at least one visible character' },
    })

/** Whether something can be kept under a name: the table's client takes an object with a `constructor` of its own for none. */
export const mayBeKey = (name: string): boolean => name !== 'constructor'
export const notAsKey = { message: 'cannot be a name', params: { expected: 'another name' } }
