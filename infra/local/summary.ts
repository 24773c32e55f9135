import { stages } from '../stages.ts'
import type { Outputs } from './outputs.ts'
import { demoRoles, partner } from './people.ts'
import { paint, say } from './steps.ts'

/** What a person needs to go on: where it is, who they can be, and a line to paste. */
export function printSummary({ apiUrl, accounts, partnerClientId, smtpPort, outboxUrl }: Outputs): void {
  const api = `${apiUrl}/api/v1/service-desk`
  const heading = (text: string) => paint('bold', text)
  say()
  say(`${heading('API')}        ${api}`)
  say(`${heading('Docs page')}  ${api}/docs`)
  say(`${heading('OpenAPI')}    ${api}/openapi.json`)
  say(`${heading('Mail in')}    smtp://localhost:${smtpPort} to ${stages.local.mailFrom}`)
  say(`${heading('Mail out')}   ${outboxUrl}`)
  say()
  const widest = (words: readonly string[]) => Math.max(...words.map(({ length }) => length))
  const roleWidth = widest(demoRoles)
  const emailWidth = widest(demoRoles.map((role) => accounts[role].email))
  say(heading(`${'Account'.padEnd(roleWidth)} ${'E-mail'.padEnd(emailWidth)} ${'Password'.padEnd(18)} Person`))
  for (const role of demoRoles) {
    const { id, email, password } = accounts[role]
    say(`${role.padEnd(roleWidth)} ${email.padEnd(emailWidth)} ${password.padEnd(18)} ${paint('dim', id)}`)
  }
  const client = `client ${partnerClientId}`.padEnd(emailWidth + 1 + 18)
  say(`${'partner'.padEnd(roleWidth)} ${client} ${paint('dim', partner.id)}`)
  say(paint('dim', 'Person is what a call names somebody by, such as `technician` in /assign.'))
  say()
  say(`${heading('Try it')}     curl -s -H "Authorization: Bearer $(npm run -s token -- agent)" ${api}/tickets`)
  say()
}
