// Prints how well what was said is told apart, by our own rules and by email-reply-parser: `node test/mail/cut-figures.ts`.
import { readFileSync } from 'node:fs'
import EmailReplyParser from 'email-reply-parser'
import { cut } from '../../domain/mail/cut.ts'
import { parse } from '../../functions/platform/mail/parse.ts'
import { cases } from '../domain/mail/cut-cases.ts'
import { others } from '../domain/mail/cut-others.ts'
import { expected } from './expected.ts'

interface Sample {
  name: string
  text: string
  html?: string | undefined
  subject?: string | undefined
  isRight: (said: string) => boolean
}

const folded = (text: string) => text.replace(/\s+/g, ' ').trim()

const own: Sample[] = Object.entries(cases).map(([name, { text, html, subject, said }]) => ({
  name,
  text,
  html,
  subject,
  isRight: (found) => folded(found) === folded(said),
}))

const further: Sample[] = others.map(([name, text, said]) => ({
  name,
  text,
  isRight: (found) => folded(found) === folded(said),
}))

const corpus: Sample[] = []
for (const [name, { said, unsaid = [] }] of Object.entries(expected)) {
  if (said === undefined && unsaid.length === 0) continue
  const mail = await parse(readFileSync(new URL(`${name}.eml`, import.meta.url)))
  if ('unreadable' in mail) continue
  const { text, html, subject } = mail
  const isRight = (found: string) =>
    folded(found).includes(folded(said ?? '')) && unsaid.every((one) => !folded(found).includes(folded(one)))
  corpus.push({ name, text, html, subject, isRight })
}

const cutters: Record<string, (sample: Sample) => string> = {
  'our rules': ({ text, html, subject }) => cut(text, html, subject).said,
  'our rules, without HTML': ({ text, subject }) => cut(text, undefined, subject).said,
  'email-reply-parser': ({ text }) => new EmailReplyParser().parseReply(text),
}

for (const [set, samples] of Object.entries({ corpus, 'own cases': own, 'further cases': further })) {
  for (const [cutter, said] of Object.entries(cutters)) {
    const found = samples.map((sample) => ({ ...sample, found: said(sample) }))
    const wrong = found.filter((sample) => !sample.isRight(sample.found))
    const empty = found.filter(({ text, found: one }) => text.trim() !== '' && one.trim() === '')
    console.log(`${set}: ${cutter}: ${samples.length - wrong.length} of ${samples.length} right, ${empty.length} empty`)
    if (process.argv.includes('--wrong'))
      for (const { name, found: one } of wrong) console.log(`  ${name}: ${JSON.stringify(one.slice(0, 200))}`)
  }
}

const long = `Yes.\n\nOn 16/11/2026 09:41, Support wrote:\n${'> What does it show?\n'.repeat(150_000)}`
for (const [cutter, said] of Object.entries(cutters)) {
  const began = performance.now()
  said({ name: '', text: long, isRight: () => true })
  console.log(`3 MB of quoted history: ${cutter}: ${Math.round(performance.now() - began)} ms`)
}
