import { resolve } from 'node:path'
import { templatesOf } from './infra/templates.ts'
import { compared, grantedTo, seenIn } from './support/privileges.ts'

const usage = `DESK_CALLS=.local/reports/calls npm test -- --e2e && node test/privileges.ts .local/reports/calls

  Least privilege, both ways: which actions the functions asked for in an end-to-end run, against those that they
  are granted. Fails where one was asked for that is not granted: the emulator lets it pass, AWS would not.`

const [folder] = process.argv.slice(2)
const seen = folder ? seenIn(resolve(folder)) : new Map<string, Set<string>>()
if (seen.size === 0) {
  console.error(`Nothing was written down.\n\n${usage}`)
  process.exitCode = 2
} else {
  const { notGranted, neverUsed } = compared(grantedTo(templatesOf('local')), seen)
  for (const line of neverUsed) console.log(`granted, never asked for: ${line}`)
  for (const line of notGranted) console.log(`asked for, not granted:   ${line}`)
  console.log(
    `${seen.size} functions seen, ${neverUsed.length} grants never used, ${notGranted.length} calls not granted`,
  )
  process.exitCode = notGranted.length > 0 ? 1 : 0
}
