import type { Attachment } from '../../attachment.ts'
import type * as operations from '../../operations/attachments.ts'
import { cursor, type Examples, noParameter } from './example.ts'
import { opened, requester } from './story.ts'

const awaiting: Attachment = {
  id: 'att_01JD000000000000000ATTACH1',
  ticket: opened.number,
  state: 'awaiting',
  name: 'label printer.jpg',
  size: 482_133,
  type: 'image/jpeg',
  internal: false,
  by: { id: requester, role: 'customer' },
  createdAt: '2026-11-21T10:05:00.000Z',
}
const sha256 = '2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae'
const clean: Attachment = { ...awaiting, state: 'clean', sha256, arrivedAt: '2026-11-21T10:05:04.210Z' }

export const examples: Examples<typeof operations> = {
  listAttachments: {
    query: { limit: 25, cursor },
    wrong: { path: 'limit', message: 'is too much', expected: 'at most 100' },
    answer: { items: [clean] },
  },
  attachFile: {
    body: { name: 'label printer.jpg', type: 'image/jpeg', size: 482_133 },
    wrong: { path: 'size', message: 'is too much', expected: 'at most 26214400' },
    answer: {
      attachment: awaiting,
      upload: {
        url: 'https://files.desk.example/',
        fields: {
          key: `incoming/${opened.number}/${awaiting.id}`,
          'Content-Type': 'image/jpeg',
          Policy: 'eyJleHBpcmF0aW9uIjoiMjAyNi0xMS0yMVQxMDoxNTowMFoifQ==',
          'X-Amz-Signature': '5b1f…',
        },
        expiresAt: '2026-11-21T10:15:00.000Z',
      },
    },
    conflict: { detail: 'A ticket holds 50 files; remove one first.' },
    refusedMove: {
      detail: 'A ticket that is closed takes no more files.',
      allowed: [{ move: 'reopen', to: 'reopened' }],
    },
  },
  getAttachment: { wrong: noParameter, answer: clean },
  downloadAttachment: {
    wrong: noParameter,
    answer: {
      url: 'https://files.desk.example/files/TKT000123/att_01JD000000000000000ATTACH1?X-Amz-Expires=300',
      expiresAt: '2026-11-21T10:25:00.000Z',
      size: 482_133,
      type: 'image/jpeg',
      sha256,
    },
    conflict: { detail: 'The file is not given out: it is still being looked at (scanning). Try again in a moment.' },
  },
  removeAttachment: {
    wrong: noParameter,
    conflict: { detail: 'The file was removed before.' },
  },
}
