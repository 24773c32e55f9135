import { spawn } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { frameOf } from '../../../functions/notifications/frame.ts'
import { letterOf } from '../../../functions/notifications/letters.ts'
import { isOptional, partsOf } from '../../../functions/notifications/optional.ts'
import type { Telling } from '../../../functions/notifications/tellings.ts'
import { layOut } from '../../../functions/platform/mail/layout.ts'
import { escaped } from '../../../functions/platform/markup/characters.ts'
import { languages, type MailLanguage } from '../../../schemas/mail-settings.ts'
import { type Ending, Misuse } from '../line/command.ts'
import type { Screen } from '../line/screen.ts'
import { aboutOf, samples, unsubscribe } from './samples.ts'

/** A letter in one language, as it is written. */
interface Page {
  file: string
  language: MailLanguage
  kind: string
  subject: string
}

interface Wanted {
  letter?: string | undefined
  language?: string | undefined
  brand: string
  signature: string
  /** The folder that they are written into. */
  out: string
  open: boolean
}

/** Writes every letter of the desk, with a matter made up for it, as HTML and as text, and a page that leads to them. */
export async function preview(screen: Screen, wanted: Wanted): Promise<Ending> {
  const kinds = Object.keys(samples).filter((kind) => !wanted.letter || kind === wanted.letter)
  const chosen = languages.filter((language) => !wanted.language || language === wanted.language)
  if (kinds.length === 0) throw new Misuse(`There is no letter "${wanted.letter}": ${Object.keys(samples).join(', ')}.`)
  if (chosen.length === 0) throw new Misuse(`No letter is in "${wanted.language}": ${languages.join(', ')}.`)
  const folder = resolve(wanted.out)
  await mkdir(folder, { recursive: true })
  const { brand: name, signature } = wanted
  const pages = await Promise.all(
    chosen.flatMap((language) => kinds.map((kind) => writeKind(folder, kind, language, { name, signature }))),
  )
  const index = join(folder, 'index.html')
  await writeFile(index, indexPage(pages.flat()))
  const count = pages.flat().length
  screen.say(`${count} ${count === 1 ? 'letter' : 'letters'}: ${pathToFileURL(index)}`)
  screen.give({ index, letters: pages.flat() })
  if (wanted.open) open(index, screen)
  return 'well'
}

async function writeKind(
  folder: string,
  kind: string,
  language: MailLanguage,
  sender: { name: string; signature: string },
): Promise<Page[]> {
  const matters = samples[kind as Telling['kind']]
  return Promise.all(
    matters.map(async (said, place) => {
      const telling = { kind, said } as Telling
      const letter = letterOf(telling, { ...aboutOf(kind as Telling['kind'], said), language })
      const { html, text } = layOut(
        letter,
        frameOf(language, {
          ...sender,
          isAnswerable: kind !== 'digest',
          unsubscribe: isOptional(partsOf(telling)) ? unsubscribe : undefined,
        }),
      )
      const file = [kind, ...(matters.length > 1 ? [place + 1] : []), language].join('-')
      await writeFile(join(folder, `${file}.html`), html)
      await writeFile(join(folder, `${file}.txt`), text)
      return { file, language, kind, subject: letter.subject }
    }),
  )
}

function indexPage(pages: readonly Page[]): string {
  const rows = pages.map(
    ({ file, language, kind, subject }) =>
      `<tr><td>${kind}</td><td>${language}</td><td><a href="${file}.html" target="letter">${escaped(subject)}</a></td><td><a href="${file}.txt" target="letter">text</a></td></tr>`,
  )
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="color-scheme" content="light dark">
<title>The desk's letters</title>
<style>:root{color-scheme:light dark}body{margin:0;display:grid;grid-template-columns:minmax(24rem,1fr) 2fr;height:100vh;font:14px/1.4 system-ui,sans-serif}div{overflow:auto;padding:1rem}td{padding:.1rem .5rem .1rem 0;vertical-align:top}iframe{border:0;border-left:1px solid #808890;width:100%;height:100%}</style>
</head>
<body>
<div><h1>The desk's letters</h1><table>
${rows.join('\n')}
</table></div>
<iframe name="letter" title="The letter" src="${pages[0]?.file}.html"></iframe>
</body>
</html>
`
}

/** With whatever opens pages on this machine. */
function open(file: string, screen: Screen): void {
  const command = { darwin: 'open', win32: 'explorer' }[process.platform as string] ?? 'xdg-open'
  spawn(command, [file], { stdio: 'ignore', detached: true })
    .on('error', () => screen.say(`There is no ${command} here.`))
    .unref()
}
