import * as z from 'zod'
import { Attachment, Download, NewAttachment, Upload } from '../attachment.ts'
import { everyone, operation } from './operation.ts'
import { Cursor, Limit, page } from './paging.ts'
import { TicketParams, TicketPathId } from './ticket-id.ts'

const AttachmentParams = z.strictObject({
  id: TicketPathId,
  attachment: z.string().max(64).meta({ example: 'att_01JD000000000000000ATTACH1' }),
})

const common = { roles: everyone, tag: 'Attachments' } as const

export const listAttachments = operation({
  ...common,
  scope: 'tickets.read',
  method: 'get',
  path: '/tickets/{id}/attachments',
  params: TicketParams,
  query: z.strictObject({ limit: Limit, cursor: Cursor }),
  answer: page(Attachment).meta({ id: 'AttachmentPage' }),
  summary: 'The files of a ticket, oldest first',
  description: 'Those that have arrived, whatever a scan has said of them, and the marks of those that were removed.',
})

export const attachFile = operation({
  ...common,
  scope: 'tickets.write',
  method: 'post',
  path: '/tickets/{id}/attachments',
  params: TicketParams,
  body: NewAttachment,
  status: 201,
  answer: Upload,
  refusals: ['conflict', 'move-not-allowed'],
  summary: 'Prepare the upload of a file',
  done: 'Ready: send the file as `upload` says. It belongs to the ticket once it has arrived.',
  description:
    'The file goes straight to the store, within ten minutes, as `multipart/form-data` with the fields of `upload` and the file itself as the last field, `file`. It must have the size and the type that were said here. A ticket holds 50 files of up to 25 MB; ten uploads may be open at once.',
})

export const getAttachment = operation({
  ...common,
  scope: 'tickets.read',
  method: 'get',
  path: '/tickets/{id}/attachments/{attachment}',
  params: AttachmentParams,
  answer: Attachment,
  summary: 'A file of a ticket: how it stands with it',
})

export const downloadAttachment = operation({
  ...common,
  scope: 'tickets.read',
  method: 'get',
  path: '/tickets/{id}/attachments/{attachment}/download',
  params: AttachmentParams,
  answer: Download,
  refusals: ['conflict'],
  summary: 'Where a clean file can be fetched, for five minutes',
  description: 'Only a file whose `state` is `clean` is given out; the refusal of another says what its state is.',
})

export const removeAttachment = operation({
  ...common,
  scope: 'tickets.write',
  method: 'delete',
  path: '/tickets/{id}/attachments/{attachment}',
  params: AttachmentParams,
  ifMatch: 'optional',
  status: 204,
  answer: 'nothing',
  refusals: ['forbidden', 'conflict'],
  summary: 'Remove a file',
  description:
    'By whoever attached it, within 15 minutes of that; by supervisors and above at any time. The file is gone for good, the mark that there was one stays. An upload that has not arrived is given up.',
})
