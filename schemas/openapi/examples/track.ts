import type * as operations from '../../operations/track.ts'
import { type Examples, noParameter } from './example.ts'

const comment = 'com_01JD000000000000000C0MMNT1'
const key = 'mJ3x0Xq3S1u8f2Kq9vWz2A'

export const examples: Examples<typeof operations> = {
  showTicketPage: { query: { done: 'replied', earlier: comment } },
  replyByLink: {
    body: { text: 'The display is dark again since this morning.', key },
    conflict: { detail: 'TKT000123 is cancelled: nothing is added to it any more.' },
  },
  confirmVisitByLink: {
    body: { from: '2026-11-23T15:00:00.000Z' },
    conflict: { detail: 'This visit has another time by now.' },
    refusedMove: { detail: 'A customer may not confirm a visit that is cancelled.', allowed: [] },
  },
  openFileByLink: { conflict: { detail: 'The file is not given out.' } },
  showApproval: { query: { done: 'approved' } },
  approveByLink: { body: {}, conflict: { detail: 'TKT000123 was merged into another ticket.' } },
  showRejection: { query: { done: 'rejected' } },
  rejectByLink: {
    body: { text: 'It prints, but only in pink.' },
    conflict: { detail: 'TKT000123 was merged into another ticket.' },
  },
  showSurvey: { query: { done: '1', score: 4 } },
  answerSurveyByLink: {
    body: { score: '4', comment: 'Quick and friendly.' },
    conflict: { detail: 'It is not done yet: how it was is asked afterwards.' },
  },
  showUnsubscribing: {},
  unsubscribeByLink: { body: { again: '' }, conflict: { detail: 'The address was changed at the same time.' } },
  makeTrackLink: {
    wrong: noParameter,
    conflict: { detail: 'Nobody outside has asked for this ticket: there is nobody to give a link to.' },
    answer: {
      url: 'https://desk.example/api/v1/service-desk/track/3q2-7wAbCdEfGhIjKlMnVEtUMDAwMTIzCnBlcl8wMUpEMDAwMDAwMDAwMDAwMDAwMENOVENUMQp0ZG9vZ2cKMAaa',
      expiresAt: '2027-02-19T10:00:00.000Z',
    },
  },
  revokeLinks: {
    wrong: noParameter,
    conflict: {
      detail: 'This ticket was archived at 2027-11-21T10:00:00.000Z: it can be read, not changed. Open a new one.',
    },
  },
}
