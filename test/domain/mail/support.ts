import type { Incoming } from '../../../domain/mail/incoming.ts'

/** A mail of somebody about something, with headers as given: their names in lower case. */
export function incoming(
  given: Partial<Omit<Incoming, 'headers'>> & { headers?: Record<string, string> } = {},
): Incoming {
  const { headers = {}, ...rest } = given
  return {
    messageId: 'one@acme.example',
    inReplyTo: [],
    references: [],
    from: { address: 'anna@acme.example' },
    replyTo: [],
    to: [{ address: 'support@desk.example' }],
    cc: [],
    deliveredTo: [],
    returnPath: 'anna@acme.example',
    subject: 'The projector',
    text: 'It is dark.',
    parts: [],
    problems: [],
    ...rest,
    headers: Object.entries(headers).map(([key, value]) => ({ key, value })),
  }
}
