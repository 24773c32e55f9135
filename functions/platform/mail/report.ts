import type { Delivery, Incoming } from '../../../domain/mail/incoming.ts'
import { oneLine } from '../markup/characters.ts'

/** More addressees than this in one report are not told one by one. */
const mostDeliveries = 200

type Report = NonNullable<Incoming['report']>

/** What a delivery status says of each addressee (RFC 3464, 2.3): blocks of fields, the first of them about the message. */
export function deliveriesOf(status: string): Delivery[] {
  return blocksOf(status)
    .slice(0, mostDeliveries + 1)
    .flatMap((fields) => {
      // To whom we wrote, before whom it was passed on to.
      const address = addressOf(fields['original-recipient']) ?? addressOf(fields['final-recipient'])
      const action = /^\w+/.exec(fields['action'] ?? '')?.[0]?.toLowerCase()
      if (!address || !action || !isAction(action)) return []
      const code = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(fields['status'] ?? '')?.[0]
      const diagnostic = oneLine((fields['diagnostic-code'] ?? '').replace(/^[\w.-]+\s*;\s*/, ''), 500)
      return [{ address, action, ...(code && { status: code }), ...(diagnostic && { diagnostic }) }]
    })
}

/** What somebody's program did with a message that asked to be told (RFC 8098): it came, at any rate. */
export function dispositionOf(notification: string): Report | undefined {
  const fields = Object.assign({}, ...blocksOf(notification)) as Record<string, string>
  const address = addressOf(fields['original-recipient']) ?? addressOf(fields['final-recipient'])
  if (!address) return undefined
  const diagnostic = oneLine(fields['disposition'] ?? '', 500)
  const messageId = messageIdOf(fields['original-message-id'] ?? '')
  return {
    deliveries: [{ address, action: 'delivered', ...(diagnostic && { diagnostic }) }],
    ...(messageId && { messageId }),
  }
}

/** Of the message that comes back, whole or its headers only. */
export const returnedId = (text: string): string | undefined => {
  const [head = ''] = text.split(/\r?\n\r?\n/, 1)
  return messageIdOf(blocksOf(head)[0]?.['message-id'] ?? '')
}

const messageIdOf = (value: string) => /<([^<>\s]+)>/.exec(value)?.[1]

const actions = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'] as const
const isAction = (word: string): word is Delivery['action'] => (actions as readonly string[]).includes(word)

/** `rfc822; somebody@example.org`; programs leave out the type or add angle brackets. */
function addressOf(field: string | undefined): string | undefined {
  const address = (field ?? '')
    .replace(/^[\w-]+\s*;\s*/, '')
    .replace(/^<|>$/g, '')
    .trim()
    .toLowerCase()
  return /^[^\s@]+@[^\s@]+$/.test(address) ? address : undefined
}

function blocksOf(text: string): Record<string, string>[] {
  return text
    .replace(/\r\n?/g, '\n')
    .split(/\n[ \t]*\n/)
    .map((block) =>
      Object.fromEntries(
        block
          .replace(/\n[ \t]+/g, ' ')
          .split('\n')
          .flatMap((line) => {
            const [, name, value] = /^([!-9;-~]+)[ \t]*:(.*)$/.exec(line) ?? []
            return name ? [[name.toLowerCase(), (value as string).trim()] as const] : []
          })
          .reverse(),
      ),
    )
    .filter((fields) => Object.keys(fields).length > 0)
}
