import * as operations from '../../schemas/operations/track.ts'
import { edge } from '../platform/http/edge.ts'
import { ticketPage } from './conversation.ts'
import { openFile } from './files.ts'
import { giveTrackLink, revokeAll } from './giving.ts'
import { reply } from './replying.ts'
import { approvalPage, approve, reject, rejectionPage } from './resolution.ts'
import { answer, surveyPage } from './survey.ts'
import { asPages } from './telling.ts'
import { unsubscribe, unsubscribingPage } from './unsubscribing.ts'
import { confirmVisit } from './visiting.ts'

export const handler = edge(
  operations,
  {
    showTicketPage: ticketPage,
    replyByLink: reply,
    confirmVisitByLink: confirmVisit,
    openFileByLink: openFile,
    showApproval: approvalPage,
    approveByLink: approve,
    showRejection: rejectionPage,
    rejectByLink: reject,
    showSurvey: surveyPage,
    answerSurveyByLink: answer,
    showUnsubscribing: unsubscribingPage,
    unsubscribeByLink: unsubscribe,
    makeTrackLink: giveTrackLink,
    revokeLinks: revokeAll,
  },
  asPages,
)
