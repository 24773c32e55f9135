import '../support/environment.ts'
import { expect, it } from 'vitest'
import { aDesk } from '../support/desk.ts'
import { MailDesk } from '../support/mail-desk.ts'
import { receivedFrom } from '../support/received.ts'

const desk = aDesk()
const customer = 'customer@desk.example'
const mb = 1024 * 1024

it('of three megabytes of quoted history only what was said anew is on the ticket', async () => {
  const ours = new MailDesk(desk)
  await ours.receive(receivedFrom({ from: customer, to: ours.mailbox, messageId: 'first@acme.example' }))
  const quoted = '> Could you tell us the number on the label at the back?\n'
  const body = `It says 7731-B.\n\nOn Mon, Nov 16, 2026 at 9:41 AM Desk <${ours.mailbox}> wrote:\n\n${quoted.repeat((3 * mb) / quoted.length)}`
  await ours.receive(receivedFrom({ from: customer, to: ours.mailbox, inReplyTo: 'first@acme.example', body }))
  expect(ours.comments('TKT000001').map(({ text }) => text)).toEqual(['It says 7731-B.'])
  expect(ours.faults).toEqual([])
})

it.each([
  ['more than SES takes in', `${'x'.repeat(76)}\n`.repeat((41 * mb) / 77)],
  ['parts without end', '--b\n\nx\n'.repeat(5000)],
])('what is beyond the bounds is kept, and a ticket says so: %s', async (_, body) => {
  const ours = new MailDesk(desk)
  const type = 'multipart/mixed; boundary=b'
  const key = await ours.receive(receivedFrom({ from: customer, to: ours.mailbox, subject: 'Plans', type, body }))
  expect(ours.inbound(key)).toMatchObject({ state: 'kept', ticket: 'TKT000001' })
  expect(ours.mailsOf('TKT000001')).toMatchObject([{ objectKey: key, state: 'kept', marked: ['unreadable'] }])
  expect(ours.tickets).toMatchObject([{ title: 'Plans' }])
  expect(ours.faults).toEqual([])
})
