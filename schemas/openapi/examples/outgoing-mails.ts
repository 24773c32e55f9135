import type { MailOut } from '../../mail.ts'
import type * as operations from '../../operations/outgoing-mails.ts'
import { cursor, type Examples, noParameter } from './example.ts'
import { opened, requester } from './story.ts'

const bounced: MailOut = {
  id: 'mal_01JD0000000000000000MA11N3',
  ticket: opened.number,
  direction: 'out',
  at: '2026-11-21T10:20:02.000Z',
  subject: 'Re: [TKT000123] The label printer on floor 2 is offline',
  state: 'bounced',
  to: 'recepcion@example.com',
  person: requester,
  notice: 'answered',
  language: 'en',
  stateAt: '2026-11-21T10:20:05.000Z',
  diagnostic: 'NoEmail: smtp; 550 5.1.1 no such mailbox',
  version: 3,
}
const { stateAt: _, diagnostic: __, ...same } = bounced

export const examples: Examples<typeof operations> = {
  resendMail: {
    wrong: noParameter,
    answer: {
      ...same,
      id: 'mal_01JD0000000000000000MA11N4',
      at: '2026-11-21T11:02:00.000Z',
      to: 'reception@example.com',
      state: 'sending',
      resentOf: bounced.id,
      version: 1,
    },
    conflict: { detail: 'It was sent again already, as mal_01JD0000000000000000MA11N4.' },
  },
  listTroubledMails: {
    query: { state: 'bounced', limit: 25, cursor },
    wrong: {
      path: 'state',
      message: 'is not one of the values that exist',
      expected: 'failed, bounced, complained, suppressed',
    },
    answer: { items: [bounced] },
  },
  listSuppressions: {
    query: { limit: 25, cursor },
    wrong: { path: 'limit', message: 'is too much', expected: 'at most 100' },
    answer: {
      items: [
        {
          address: 'recepcion@example.com',
          because: 'bounced',
          since: '2026-11-21T10:20:05.000Z',
          bounces: 1,
          diagnostic: 'NoEmail: smtp; 550 5.1.1 no such mailbox',
        },
      ],
    },
  },
  liftSuppression: { wrong: noParameter },
}
