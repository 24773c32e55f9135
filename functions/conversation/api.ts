import * as operations from '../../schemas/operations/conversation.ts'
import { edge } from '../platform/http/edge.ts'
import { useMacro } from './applying.ts'
import { callsForCaller, writeDownCall } from './calls.ts'
import { commentForCaller, commentsForCaller, reword, say, takeAway } from './comments.ts'
import { changeMacro, dropMacro, macroForCaller, macrosForCaller, makeMacro } from './macros.ts'
import { beat, leave, presenceForCaller } from './presence.ts'
import { takeBackTime, timeForCaller, writeDownTime } from './time.ts'

export const handler = edge(operations, {
  listComments: commentsForCaller,
  addComment: say,
  getComment: commentForCaller,
  editComment: reword,
  redactComment: takeAway,
  listCalls: callsForCaller,
  logCall: writeDownCall,
  listTimeEntries: timeForCaller,
  logTime: writeDownTime,
  removeTimeEntry: takeBackTime,
  listPresence: presenceForCaller,
  keepPresence: beat,
  endPresence: leave,
  listMacros: macrosForCaller,
  createMacro: makeMacro,
  getMacro: macroForCaller,
  updateMacro: changeMacro,
  deleteMacro: dropMacro,
  applyMacro: useMacro,
})
