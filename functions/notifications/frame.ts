import type { MailLanguage } from '../../schemas/mail-settings.ts'
import type { Frame } from '../platform/mail/layout.ts'
import { wordsIn } from './words/words.ts'

interface Framing {
  name?: string | undefined
  signature?: string | undefined
  isAnswerable: boolean
  unsubscribe?: string | undefined
}

/** What stands around a letter in a language. */
export function frameOf(language: MailLanguage, { name, signature, isAnswerable, unsubscribe }: Framing): Frame {
  const words = wordsIn[language]
  return {
    language,
    name,
    signature,
    above: isAnswerable ? words.above : undefined,
    unsubscribe: unsubscribe ? { label: words.unsubscribe, url: unsubscribe } : undefined,
    more: words.more,
  }
}
