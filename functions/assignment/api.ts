import * as rules from '../../schemas/operations/assignment-rules.ts'
import * as routing from '../../schemas/operations/routing.ts'
import { edge } from '../platform/http/edge.ts'
import { acceptForAssignee, declineForAssignee } from './answering.ts'
import { candidatesForStaff, explainForStaff } from './explaining.ts'
import { previewForStaff } from './preview.ts'
import { changeRule, dropRule, makeRule, replaceRule, ruleForStaff, rulesForStaff } from './rules.ts'

export const handler = edge(
  { ...rules, ...routing },
  {
    listCandidates: candidatesForStaff,
    acceptTicket: acceptForAssignee,
    declineTicket: declineForAssignee,
    explainAssignment: explainForStaff,
    listAssignmentRules: rulesForStaff,
    createAssignmentRule: makeRule,
    previewAssignment: previewForStaff,
    getAssignmentRule: ruleForStaff,
    replaceAssignmentRule: replaceRule,
    changeAssignmentRule: changeRule,
    deleteAssignmentRule: dropRule,
  },
)
