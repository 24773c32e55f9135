import { type Placeholder, placeholderPattern } from '../schemas/placeholder.ts'

/** What is known, of what a ready-made reply can fill in. */
export type Values = Partial<Record<Placeholder, string>>

/**
 * A body with its placeholders filled in: by what is known, else by what the placeholder itself says, else by nothing.
 * `literally` escapes a text for the body's format, so that a name is never more than a name there. What is filled in is
 * not looked through again.
 */
export const fill = (body: string, values: Values, literally: (text: string) => string): string =>
  body.replace(placeholderPattern, (_, name: string, otherwise = '') => {
    const value = values[name.trim() as Placeholder]?.trim()
    return literally(value || String(otherwise).trim())
  })
