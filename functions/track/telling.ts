import { Refusal } from '../../domain/refusal.ts'
import { refusals } from '../../schemas/problem.ts'
import type { Asked, Telling } from '../platform/http/problem.ts'
import { languageOf } from '../platform/mail/letter.ts'
import { html } from '../platform/markup/html.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { pageAnswer } from './page.ts'
import { type Words, wordsIn } from './words.ts'

/** A link that was good once. Who has it may know that; not whether it expired, or was revoked, nor what it was to. */
export class Gone extends Refusal {
  constructor() {
    super('not-found', 'This link does not work any more.')
  }
}

type Kind = 'gone' | 'unknown' | 'tooMany' | 'conflict' | 'invalid' | 'failed'

function kindOf(refusal: Refusal): Kind {
  if (refusal instanceof Gone) return 'gone'
  if (refusal.kind === 'not-found') return 'unknown'
  if (refusal.kind === 'too-many' || refusal.kind === 'busy') return 'tooMany'
  return refusals[refusal.kind].status === 409 ? 'conflict' : 'invalid'
}

const tags = (accepted: string | undefined): string[] =>
  (accepted ?? '')
    .slice(0, 200)
    .split(',')
    .map((one) => one.split(';')[0]?.trim() ?? '')

function page(kind: Kind, status: number, { languages, requestId }: Asked): StoredAnswer {
  const language = languageOf(tags(languages), 'en')
  const words: Words = wordsIn[language]
  const [title, text] = [words[`${kind}Title`], words[`${kind}Text`]]
  const asked = kind === 'failed' && html`<p class="quiet">${words.requestId}: ${requestId}</p>`
  return pageAnswer({ language, title, body: html`<p>${text}</p>${asked}` }, status)
}

/** What went wrong, as a page in a language that their browser asks for: whose page it is is not known, or must not be told. */
export const asPages: Telling = {
  refused(refusal, asked) {
    const { status, headers, body } = page(kindOf(refusal), refusals[refusal.kind].status, asked)
    const wait = refusal.kind === 'too-many' ? '60' : refusal.kind === 'busy' ? '1' : undefined
    return { status, headers: { ...headers, ...(wait && { 'retry-after': wait }) }, body }
  },
  failed: (asked) => page('failed', 500, asked),
}
