// What taking a large message apart costs: `node test/bench/mail/large.ts`. Each message in a process of its own, so that one's memory
// is not another's. "Memory" is the highest resident size less that before, when only the raw message was there.
import { spawnSync } from 'node:child_process'
import { parse } from '../../../functions/platform/mail/parse.ts'
import { messages } from './messages.ts'

const mb = 1024 * 1024
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
