import type { Mail } from '../../mail.ts'
import type * as operations from '../../operations/mails.ts'
import { cursor, type Examples, noParameter } from './example.ts'
import { opened, requester } from './story.ts'

const mail: Mail = {
  id: 'mal_01JD0000000000000000MA11N1',
  ticket: opened.number,
  direction: 'in',
  at: '2026-11-21T10:05:00.000Z',
  subject: 'Re: [TKT000123] The label printer on floor 2 is offline',
  state: 'joined',
  kind: 'person',
  because: 'nothing',
  from: 'reception@example.com',
  person: requester,
  messageId: 'CAF8e4y@mail.example.com',
  comment: 'com_01JD000000000000000C0MMNT1',
  verdicts: { spam: 'pass', virus: 'pass', spf: 'pass', dkim: 'pass', dmarc: 'pass', aligned: true },
  files: 1,
  version: 1,
}
const sent: Mail = {
  id: 'mal_01JD0000000000000000MA11N2',
  ticket: opened.number,
  direction: 'out',
  at: '2026-11-21T10:00:02.000Z',
  subject: '[TKT000123] The label printer on floor 2 is offline',
  state: 'delivered',
  to: 'reception@example.com',
  person: requester,
  notice: 'opened',
  language: 'en',
  stateAt: '2026-11-21T10:00:04.000Z',
  version: 3,
}

export const examples: Examples<typeof operations> = {
  listMails: {
    query: { limit: 25, cursor },
    wrong: { path: 'limit', message: 'is too much', expected: 'at most 100' },
    answer: { items: [mail, sent] },
  },
  getMail: {
    wrong: noParameter,
    answer: {
      ...mail,
      isKept: true,
      to: [{ address: 'support@desk.example', name: 'Support' }],
      text: 'It is the one beside the lift. A photo is attached.',
      html: '<p>It is the one beside the lift. <span data-attachment="att_01JD000000000000000ATTACH1">[label printer.jpg]</span></p>',
      attachments: ['att_01JD000000000000000ATTACH1'],
      headers: [{ name: 'received-spf', value: 'pass (spfCheck: domain of example.com designates …)' }],
    },
  },
  fetchRawMail: {
    wrong: noParameter,
    answer: {
      url: 'https://mail.desk.example/inbound/4k2v8r?X-Amz-Expires=300',
      expiresAt: '2026-11-21T10:25:00.000Z',
    },
    conflict: { detail: 'The mail is not kept as it came any more.' },
  },
}
