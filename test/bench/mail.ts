// What taking a large message apart costs: `node test/bench/mail.ts`. Each message in a process of its own, so that one's memory
// is not another's. "Memory" is the highest resident size less that before, when only the raw message was there.
import { spawnSync } from 'node:child_process'
import { parse } from '../../functions/platform/mail/parse.ts'

const mb = 1024 * 1024
const head = (type: string) => `From: somebody@acme.example\r\nSubject: large\r\nMIME-Version: 1.0\r\n${type}\r\n\r\n`
const line = `${'A'.repeat(76)}\r\n`
const attached = (size: number) =>
  `${head('Content-Type: multipart/mixed; boundary=b')}--b\r\nContent-Type: text/plain\r\n\r\nSee the file.\r\n--b\r\nContent-Type: application/zip; name=a.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n${line.repeat(size / line.length)}\r\n--b--\r\n`
const plain = head('Content-Type: text/plain; charset=utf-8')

const messages: Record<string, () => string> = {
  'a file in 30 MB': () => attached(30 * mb),
  'a file in 39 MB': () => attached(39 * mb),
  'text of 30 MB, lines of 78': () => plain + line.repeat((30 * mb) / line.length),
  'text of 30 MB, lines of 23': () => plain + 'words that somebody t\r\n'.repeat((30 * mb) / 23),
  'quoted-printable of 30 MB': () =>
    head('Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable') +
    `${'=C3=A4'.repeat(12)}=\r\n`.repeat((30 * mb) / 75),
  'HTML of 3 MB': () =>
    head('Content-Type: text/html') + '<blockquote><p>said before</p></blockquote>\r\n'.repeat((3 * mb) / 46),
  'HTML of 30 MB': () => head('Content-Type: text/html') + '<p>said <b>before</b></p>\r\n'.repeat((30 * mb) / 27),
  '950 parts': () =>
    `${head('Content-Type: multipart/mixed; boundary=b')}${`--b\r\nContent-Type: text/plain\r\n\r\n${line.repeat(400)}`.repeat(950)}--b--`,
  '40 MB of empty lines': () => plain + '\n'.repeat(40 * mb - plain.length),
  '41 MB': () => attached(41 * mb),
}

const [asked] = process.argv.slice(2)
if (asked) await measure(asked)
else
  for (const name of Object.keys(messages))
    process.stdout.write(spawnSync(process.execPath, [import.meta.filename, name], { encoding: 'utf8' }).stdout)

async function measure(name: string): Promise<void> {
  const raw = new Uint8Array(Buffer.from(messages[name]?.() ?? ''))
  const before = process.memoryUsage().rss
  const begun = performance.now()
  const mail = await parse(raw)
  const ms = Math.round(performance.now() - begun)
  const peak = process.resourceUsage().maxRSS * 1024
  const became = 'unreadable' in mail ? mail.unreadable : `${mail.text.length} characters, ${mail.parts.length} files`
  const cells = [
    name.padEnd(28),
    `${ms} ms`.padStart(9),
    `${Math.round((peak - before) / mb)} MB`.padStart(8),
    `peak ${Math.round(peak / mb)} MB`,
  ]
  process.stdout.write(`${cells.join('  ')}  ${became}\n`)
}
