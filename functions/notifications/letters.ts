import type { Block, Letter } from '../platform/mail/letter.ts'
import { spoken } from '../platform/mail/spoken.ts'
import { oneLine } from '../platform/markup/characters.ts'
import * as customer from './customer-letters.ts'
import { digest } from './digest.ts'
import { button, facts, type Matter, paragraph, type Write, type Writing } from './matter.ts'
import { milestone } from './milestone.ts'
import * as staff from './staff-letters.ts'
import type { About, Single, Telling, Tellings } from './tellings.ts'
import * as visits from './visit-letters.ts'
import { wordsIn } from './words/words.ts'

const toCustomers = { ...customer, ...visits }
/** A kind without a letter does not compile. */
const letters: { readonly [Kind in Single['kind']]: Write<Kind> } = { ...toCustomers, ...staff, milestone }

/** What somebody is told, in their language. */
export function letterOf(telling: Telling, about: About): Letter {
  const words = wordsIn[about.language]
  const writing = { ...about, number: about.number ?? '', words, spoken: spoken(about.language, about.timeZone) }
  if (telling.kind === 'digest') return { ...digest(writing, telling.said) }
  if (telling.kind === 'subscriptionStopped') return stopped(writing, telling.said)
  const parts = telling.kind === 'gathered' ? telling.said.parts : [telling]
  const kinds = parts.map(({ kind }) => kind)
  const matters = parts.map(({ kind, said }) => (letters[kind] as Write<typeof kind>)(writing, said))
  const blocks = matters.length > 1 ? matters.flatMap(section) : (matters[0]?.blocks ?? [])
  return { subject: subjectOf(matters, kinds, writing), blocks: aroundOf(parts)(writing, present(blocks)) }
}

function aroundOf(parts: readonly Single[]): (writing: Writing, blocks: readonly Block[]) => Block[] {
  if (parts.some(({ kind }) => kind in toCustomers)) return forCustomer
  if (parts.some(({ kind, said }) => (kind === 'moved' || kind === 'answeredForWatchers') && said.isTheirs))
    return forWhoHasIt
  if (parts.some(({ kind }) => kind === 'moved' || kind === 'answeredForWatchers')) return forWatcher
  return parts.some(({ kind }) => kind === 'milestone') ? forAnyone : forStaff
}

const present = (blocks: readonly (Block | undefined)[]) => blocks.filter((block) => block !== undefined)

/** One thing of several: its first sentence follows no greeting. */
function section({ subject, blocks }: Matter): Block[] {
  const [first, ...others] = present(blocks)
  const begun =
    first?.is === 'paragraph' ? { ...first, text: first.text.charAt(0).toUpperCase() + first.text.slice(1) } : first
  return [{ is: 'heading', text: subject }, ...present([begun, ...others])]
}

/** That events go out no more: how they are looked at stands in docs/webhooks.md. */
function stopped({ words: { subscriptionStopped: said } }: Writing, { name, isGone }: Tellings['subscriptionStopped']) {
  const shown = oneLine(name, 100)
  const why = isGone ? said.gone(shown) : said.failing(shown)
  return { subject: said.subject(shown), blocks: [paragraph(why), paragraph(said.held)] }
}

/** What tells most, where several things are told in one letter. */
const foremost: readonly Single['kind'][] = ['resolved', 'answered', 'answeredForWatchers', 'opened', 'reminder']

function subjectOf(matters: readonly Matter[], kinds: readonly Single['kind'][], { number, title, words }: Writing) {
  const place = foremost.map((kind) => kinds.lastIndexOf(kind)).find((at) => at >= 0)
  const isAlike = new Set(kinds).size === 1
  const { subject, isTalk } = matters[place ?? (isAlike ? 0 : -1)] ?? { subject: words.gathered.subject(kinds.length) }
  if (!isTalk || !title) return `[${number}] ${subject}`
  return `${isTalk === 'answered' ? 'Re: ' : ''}[${number}] ${oneLine(title, 150)}`
}

const titled = ({ title, words }: Writing) => facts({ [words.about]: title })

function forCustomer(writing: Writing, blocks: readonly Block[]): Block[] {
  const { words, track } = writing
  const around = [button(words.see, track), paragraph(words.reply)]
  return present([paragraph(words.greeting), ...blocks, titled(writing), ...around])
}

function forWatcher(writing: Writing, blocks: readonly Block[]): Block[] {
  const { words, track } = writing
  const around = [button(words.seeTicket, track), answering(writing), small(words.watching)]
  return present([...blocks, titled(writing), ...around])
}

const forWhoHasIt = (writing: Writing, blocks: readonly Block[]): Block[] =>
  present([...blocks, titled(writing), answering(writing), small(writing.words.having)])

const forStaff = (writing: Writing, blocks: readonly Block[]): Block[] =>
  present([...blocks, titled(writing), answering(writing)])

/** May go to an address that a policy names: nothing that somebody wrote. */
const forAnyone = (writing: Writing, blocks: readonly Block[]): Block[] => present([...blocks, answering(writing)])

const small = (text: string): Block => ({ is: 'small', text })

/** Whoever answers such a mail as they would a colleague's writes to the customer. */
const answering = ({ words, answersGoOut }: Writing): Block | undefined =>
  answersGoOut && small(words.answersGoOut(answersGoOut.command))
