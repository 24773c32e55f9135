import { listTroubled } from '../../../functions/platform/table/mails.ts'
import { waitingUntil } from '../../../functions/platform/table/notices.ts'
import { deskSettings } from '../../../functions/platform/table/settings.ts'
import { counted, type Finding, mostNamed } from './finding.ts'
import type { Works } from './works.ts'

const overdueAfterMs = 5 * 60_000
const lately = 24 * 60 * 60_000
const most = 100

/** Why people do not hear from the desk. */
export async function mailFindings({ sender }: Works, now: number): Promise<Finding[]> {
  const [late, failed, bounced, suppressed, settings] = await Promise.all([
    waitingUntil(new Date(now - overdueAfterMs).toISOString()),
    listTroubled('failed', most),
    listTroubled('bounced', most),
    listTroubled('suppressed', most),
    deskSettings(),
  ])
  const found = senderFindings(sender)
  if (late.length > 0) {
    const says = `${counted(late.length, 'notice')} should have gone out by now: nobody looks for those that wait.`
    const fix = 'Runbook: "Nobody looks for waiting reminders".'
    found.push({ complaint: 'mail', level: 'wrong', says, figures: { late: late.length }, fix })
  }
  const troubles = { failed, bounced, suppressed } as const
  const words = {
    failed: 'could not be sent',
    bounced: 'came back',
    suppressed: 'went to nobody, since their addresses are suppressed',
  }
  for (const state of ['failed', 'bounced', 'suppressed'] as const) {
    const recent = troubles[state].items.filter(({ stateAt, at }) => now - Date.parse(stateAt ?? at) < lately)
    if (recent.length === 0) continue
    const reason = recent.find(({ diagnostic }) => diagnostic)?.diagnostic
    const says = `${counted(recent.length, 'mail')} of the last day ${words[state]}${reason ? ` (last: ${reason})` : ''}.`
    const tickets = [...new Set(recent.map(({ ticket }) => ticket))].slice(0, mostNamed)
    const fix = `GET /mails?state=${state} shows them${state === 'failed' ? '; then `parked redrive Notices`' : ''}.`
    const level = state === 'failed' ? 'wrong' : 'note'
    found.push({ complaint: 'mail', level, says, tickets, figures: { [state]: recent.length }, fix })
  }
  const off = Object.entries(settings.notices).flatMap(([name, on]) =>
    on === false && !usuallyOff.has(name) ? [name] : [],
  )
  if (off.length > 0) {
    const says = `The desk is set not to write of: ${off.join(', ')}.`
    found.push({ complaint: 'mail', level: 'note', says, fix: 'PATCH /settings with `notices`, if that is not meant.' })
  }
  return found
}

/** What a desk does not write of unless it is told to. */
const usuallyOff = new Set(['assigned', 'moved'])

function senderFindings(sender: Works['sender']): Finding[] {
  if (!sender) {
    const says = 'SES could not be asked how the desk stands with it.'
    return [{ complaint: 'mail', level: 'note', says, fix: 'Look at SES in the console: account, identities, quota.' }]
  }
  const { domain, verified, sendingEnabled, production, sentToday, quota } = sender
  const wrong = (says: string, fix: string): Finding => ({ complaint: 'mail', level: 'wrong', says, fix })
  return [
    ...(verified
      ? []
      : [
          wrong(
            `The domain ${domain}, which the desk writes from, is not verified in SES: it refuses every mail.`,
            'docs/deploying.md, "Mail".',
          ),
        ]),
    ...(sendingEnabled
      ? []
      : [
          wrong(
            'SES has paused the sending of this account.',
            'Its console says why; runbook: "Too much mail comes back".',
          ),
        ]),
    ...(production
      ? []
      : [
          wrong(
            'The account is in the sandbox of SES: only verified addresses get mail.',
            'Ask for production access: docs/deploying.md, "Mail".',
          ),
        ]),
    ...(quota > 0 && sentToday >= quota * 0.9
      ? [wrong(`${sentToday} of ${quota} mails of a day are sent: the rest waits.`, 'Ask SES for a larger quota.')]
      : []),
  ]
}
